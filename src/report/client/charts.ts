// In the browser: how a chart looks, and the charts of the whole run. `data` is what sections/charts.ts embeds.

export const chartScript = `
  const source = document.getElementById("chart-data");
  if (source === null || typeof uPlot !== "function") return;
  const data = JSON.parse(source.textContent);
  const color = (name) => getComputedStyle(document.documentElement).getPropertyValue(name).trim();
  const clock = (t) => (t === null || t === undefined ? "–" : Math.floor(t / 60) + ":" + String(Math.floor(t % 60)).padStart(2, "0"));
  const number = (value) => value.toLocaleString("en-US", { maximumFractionDigits: value < 10 ? 2 : value < 100 ? 1 : 0 });
  const withUnit = (unit) => (_, value) => (value === null || value === undefined ? "–" : number(value) + unit);

  const kinds = {
    requests: {
      unit: "/s",
      lines: [
        { of: "requests", label: "requests", color: "--chart-1", fill: true },
        { of: "failed", label: "failures", color: "--chart-bad", dash: [5, 3] },
      ],
    },
    latency: {
      unit: " ms",
      lines: [
        { of: "p99", label: "p(99)", color: "--chart-4", width: 1 },
        { of: "p95", label: "p(95)", color: "--chart-1" },
        { of: "p90", label: "p(90)", color: "--chart-3", width: 1 },
        { of: "p50", label: "p(50)", color: "--chart-2", dash: [5, 3] },
      ],
    },
    vus: { unit: "", whole: true, lines: [{ of: "vus", label: "VUs", color: "--chart-1", fill: true, steps: true }] },
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

  // Draws columns of figures into a figure's .plot; limits are lines across it.
  function draw(figure, columns, limits, kind = kinds[figure.dataset.chart]) {
    const frame = figure.querySelector(".plot");
    const few = columns.t.length <= 30;
    const toLimits = () => !figure.dataset.close && limits.length > 0;
    const plot = new uPlot(
      {
        width: frame.clientWidth,
        height: Number(frame.dataset.height),
        padding: [14, 20, 0, 0],
        cursor: { sync: { key: "run" }, y: false },
        scales: {
          // A run of one second is a single point: it needs a width to stand in.
          x: {
            time: false,
            range: (_, from, to) => {
              const [first, last] = kind.span || [from, to];
              return last > first ? [first, last] : [first - 1, first + 1];
            },
          },
          y: {
            range: (_, __, highest) => {
              const top = Math.max(highest || 0, kind.whole ? 1 : 0, ...(toLimits() ? limits.map(({ limit }) => limit) : []));
              return [0, top > 0 ? top * 1.1 : 1];
            },
          },
        },
        axes: [
          axis({ size: 30, values: (_, splits) => splits.map((t) => (Number.isInteger(t) && t >= 0 ? clock(t) : "")) }),
          axis({
            size: 66,
            values: (_, splits) => splits.map((value) => (kind.whole && !Number.isInteger(value) ? "" : number(value) + kind.unit)),
          }),
        ],
        series: [
          { label: "time", value: (_, t) => clock(t) },
          ...kind.lines.map((line) => ({
            label: line.label,
            stroke: () => color(line.color),
            fill: line.fill ? () => color(line.color) + (line.solid ? "" : "22") : undefined,
            width: line.width || 1.75,
            dash: line.dash,
            value: (plot, value, _, at) => withUnit(kind.unit)(plot, line.values ? line.values[at] : value),
            points: { show: true, size: 5, filter: (plot, at) => (few ? null : alone(plot.data[at])) },
            paths: line.steps ? uPlot.paths.stepped({ align: 1 }) : undefined,
          })),
        ],
        hooks: { draw: [(plot) => drawLimits(plot, limits)] },
      },
      [columns.t, ...kind.lines.map((line) => columns[line.of])],
      frame,
    );
    plots.set(figure, plot);
    return plot;
  }

  // The plot of each figure; a figure keeps one at a time.
  const plots = new Map();
  const resized = new ResizeObserver((entries) => {
    for (const { target } of entries) {
      const plot = plots.get(target.closest("figure"));
      if (plot && target.clientWidth !== plot.width) plot.setSize({ width: target.clientWidth, height: plot.height });
    }
  });
  for (const frame of document.querySelectorAll("figure .plot")) resized.observe(frame);
  for (const query of ["(prefers-color-scheme: dark)", "print"]) {
    matchMedia(query).addEventListener("change", () => {
      for (const plot of plots.values()) plot.redraw(false, true);
    });
  }

  for (const figure of document.querySelectorAll("#charts figure[data-chart]")) {
    const plot = draw(figure, data, figure.dataset.chart === "latency" ? data.limits : []);
    const box = figure.querySelector("input");
    if (box === null) continue;
    box.addEventListener("change", () => {
      figure.dataset.close = box.checked ? "1" : "";
      plot.setData(plot.data);
    });
  }
`;
