// What the HTML report does in the browser: sorts tables by their headings and has uPlot draw the charts.
// A text, because it runs in a browser of unknown age and is put into the file as it is: ES2017, no imports.

export const clientScript = `
(() => {
  "use strict";

  // Tables: a button in each sortable heading. Numbers start with the largest, names with A;
  // what was not measured stays last.
  const valueOf = (row, column) => row.cells[column].dataset.value;
  const compare = (a, b) => (isNaN(a) || isNaN(b) ? String(a).localeCompare(String(b)) : a - b);

  function sortBy(heading) {
    const before = heading.getAttribute("aria-sort");
    const descending = before === "none" ? heading.classList.contains("number") : before === "ascending";
    for (const other of heading.parentNode.querySelectorAll("[aria-sort]")) other.setAttribute("aria-sort", "none");
    heading.setAttribute("aria-sort", descending ? "descending" : "ascending");
    const column = heading.cellIndex;
    const body = heading.closest("table").tBodies[0];
    const rows = [...body.rows].sort((one, other) => {
      const a = valueOf(one, column);
      const b = valueOf(other, column);
      if (a === "" || b === "") return (a === "") - (b === "");
      return descending ? compare(b, a) : compare(a, b);
    });
    body.append(...rows);
  }

  for (const heading of document.querySelectorAll("th[data-sortable]")) {
    const button = document.createElement("button");
    button.type = "button";
    button.append(...heading.childNodes);
    button.addEventListener("click", () => sortBy(heading));
    heading.append(button);
  }

  // Printing shows what is folded away.
  addEventListener("beforeprint", () => {
    for (const details of document.querySelectorAll("details")) details.open = true;
  });

  // Charts.
  const source = document.getElementById("chart-data");
  if (source === null || typeof uPlot !== "function") return;
  const data = JSON.parse(source.textContent);
  const dark = matchMedia("(prefers-color-scheme: dark)");
  const color = (name) => getComputedStyle(document.documentElement).getPropertyValue(name).trim();
  const clock = (t) => (t === null || t === undefined ? "–" : Math.floor(t / 60) + ":" + String(Math.floor(t % 60)).padStart(2, "0"));
  const number = (value) => value.toLocaleString("en-US", { maximumFractionDigits: value < 10 ? 2 : value < 100 ? 1 : 0 });
  const withUnit = (unit) => (_, value) => (value === null || value === undefined ? "–" : number(value) + unit);

  const charts = {
    requests: {
      height: 210,
      unit: "/s",
      lines: [
        { of: "requests", label: "requests", color: "--chart-1", fill: true },
        { of: "failed", label: "failures", color: "--chart-bad", dash: [5, 3] },
      ],
    },
    latency: {
      height: 250,
      unit: " ms",
      limits: data.limits,
      lines: [
        { of: "p95", label: "p(95)", color: "--chart-1" },
        { of: "p50", label: "p(50)", color: "--chart-2", dash: [5, 3] },
      ],
    },
    vus: { height: 140, unit: "", whole: true, lines: [{ of: "vus", label: "VUs", color: "--chart-1", fill: true, steps: true }] },
  };

  const axis = (extra) => ({
    stroke: () => color("--soft"),
    grid: { stroke: () => color("--line"), width: 1 },
    ticks: { stroke: () => color("--line"), width: 1, size: 4 },
    font: "12px system-ui, sans-serif",
    ...extra,
  });

  function drawLimits(plot, limits) {
    const { ctx, bbox } = plot;
    const ratio = devicePixelRatio;
    ctx.save();
    ctx.strokeStyle = ctx.fillStyle = color("--chart-limit");
    ctx.lineWidth = 1.5 * ratio;
    ctx.font = 12 * ratio + "px system-ui, sans-serif";
    ctx.textAlign = "right";
    ctx.textBaseline = "bottom";
    for (const { limit, label } of limits) {
      const y = plot.valToPos(limit, "y", true);
      if (y < bbox.top || y > bbox.top + bbox.height) continue;
      ctx.setLineDash([7 * ratio, 5 * ratio]);
      ctx.beginPath();
      ctx.moveTo(bbox.left, y);
      ctx.lineTo(bbox.left + bbox.width, y);
      ctx.stroke();
      // A rim in the card's colour keeps the label legible where a line runs through it.
      const place = [label, bbox.left + bbox.width - 6 * ratio, y - 3 * ratio];
      ctx.save();
      ctx.setLineDash([]);
      ctx.strokeStyle = color("--card");
      ctx.lineWidth = 4 * ratio;
      ctx.lineJoin = "round";
      ctx.strokeText(...place);
      ctx.restore();
      ctx.fillText(...place);
    }
    ctx.restore();
  }

  // A line shows its points while there are few; a point that stands alone between gaps shows always.
  const alone = (values) =>
    values.flatMap((value, at) => (value != null && values[at - 1] == null && values[at + 1] == null ? [at] : []));
  const few = data.t.length <= 30;

  function draw(figure) {
    const chart = charts[figure.dataset.chart];
    const limits = chart.limits || [];
    const toLimits = () => !figure.dataset.close && limits.length > 0;
    const options = {
      width: figure.clientWidth,
      height: chart.height,
      padding: [14, 20, 0, 0],
      cursor: { sync: { key: "run" }, y: false },
      scales: {
        // A run of one second is a single point: it needs a width to stand in.
        x: { time: false, range: (_, from, to) => (to > from ? [from, to] : [from - 1, from + 1]) },
        y: {
          range: (_, __, highest) => {
            const top = Math.max(highest || 0, chart.whole ? 1 : 0, ...(toLimits() ? limits.map(({ limit }) => limit) : []));
            return [0, top > 0 ? top * 1.1 : 1];
          },
        },
      },
      axes: [
        axis({ size: 30, values: (_, splits) => splits.map((t) => (Number.isInteger(t) && t >= 0 ? clock(t) : "")) }),
        axis({
          size: 66,
          values: (_, splits) => splits.map((value) => (chart.whole && !Number.isInteger(value) ? "" : number(value) + chart.unit)),
        }),
      ],
      series: [
        { label: "time", value: (_, t) => clock(t) },
        ...chart.lines.map((line) => ({
          label: line.label,
          stroke: () => color(line.color),
          fill: line.fill ? () => color(line.color) + "22" : undefined,
          width: 1.75,
          dash: line.dash,
          value: withUnit(chart.unit),
          points: { show: true, size: 5, filter: (plot, at) => (few ? null : alone(plot.data[at])) },
          paths: line.steps ? uPlot.paths.stepped({ align: 1 }) : undefined,
        })),
      ],
      hooks: { draw: [(plot) => drawLimits(plot, limits)] },
    };
    return new uPlot(options, [data.t, ...chart.lines.map((line) => data[line.of])], figure);
  }

  function offerCloseView(figure, plot) {
    const label = document.createElement("label");
    const box = document.createElement("input");
    box.type = "checkbox";
    label.append(box, " scale to the measurements, limits may lie outside");
    box.addEventListener("change", () => {
      figure.dataset.close = box.checked ? "1" : "";
      plot.setData(plot.data);
    });
    figure.querySelector("figcaption").append(label);
  }

  const plots = [...document.querySelectorAll("figure[data-chart]")].map((figure) => {
    const plot = draw(figure);
    if (figure.dataset.chart === "latency" && data.limits.length > 0) offerCloseView(figure, plot);
    new ResizeObserver(() => {
      if (figure.clientWidth !== plot.width) plot.setSize({ width: figure.clientWidth, height: plot.height });
    }).observe(figure);
    return plot;
  });
  dark.addEventListener("change", () => plots.forEach((plot) => plot.redraw(false, true)));
})();
`;
