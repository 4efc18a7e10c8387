// In the browser: how a chart looks, whatever it shows. A kind has its unit, its lines, and where its axis is not the time since
// a run began, `x`.

export const plotScript = `
  const color = (name) => getComputedStyle(document.documentElement).getPropertyValue(name).trim();
  const clock = (t) => (t === null || t === undefined ? "–" : Math.floor(t / 60) + ":" + String(Math.floor(t % 60)).padStart(2, "0"));
  const sinceBegin = {
    time: false,
    label: "time",
    text: clock,
    values: (_, splits) => splits.map((t) => (Number.isInteger(t) && t >= 0 ? clock(t) : "")),
    // A run of one second is a single point: it needs a width to stand in.
    width: 1,
    sync: "run",
  };
  const number = (value) => value.toLocaleString("en-US", { maximumFractionDigits: value < 10 ? 2 : value < 100 ? 1 : 0 });
  const withUnit = (unit) => (_, value) => (value === null || value === undefined ? "–" : number(value) + unit);

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

  // Moments at which something changed: lines down the chart.
  function drawMarks(plot, marks) {
    const { ctx, bbox } = plot;
    ctx.save();
    ctx.strokeStyle = color("--chart-limit");
    ctx.lineWidth = devicePixelRatio;
    ctx.setLineDash([2 * devicePixelRatio, 3 * devicePixelRatio]);
    for (const t of marks) {
      const x = plot.valToPos(t, "x", true);
      if (x < bbox.left || x > bbox.left + bbox.width) continue;
      ctx.beginPath();
      ctx.moveTo(x, bbox.top);
      ctx.lineTo(x, bbox.top + bbox.height);
      ctx.stroke();
    }
    ctx.restore();
  }

  // A line shows its points while there are few; a point that stands alone between gaps shows always.
  const alone = (values) =>
    values.flatMap((value, at) => (value != null && values[at - 1] == null && values[at + 1] == null ? [at] : []));

  // Draws columns of figures into a figure's .plot; limits are lines across it.
  function draw(figure, columns, limits, kind) {
    const x = kind.x || sinceBegin;
    const frame = figure.querySelector(".plot");
    const few = kind.points || columns.t.length <= 30;
    const toLimits = () => !figure.dataset.close && limits.length > 0;
    const plot = new uPlot(
      {
        width: frame.clientWidth,
        height: Number(frame.dataset.height),
        padding: [14, 20, 0, 0],
        cursor: { sync: { key: x.sync }, y: false },
        scales: {
          x: {
            time: x.time,
            range: (_, from, to) => {
              const [first, last] = kind.span || [from, to];
              return last > first ? [first, last] : [first - x.width, first + x.width];
            },
          },
          y: {
            range: (_, __, highest) => {
              const top = Math.max(highest || 0, kind.top || 0, kind.whole ? 1 : 0, ...(toLimits() ? limits.map(({ limit }) => limit) : []));
              return [0, top > 0 ? top * 1.1 : 1];
            },
          },
        },
        axes: [
          axis({ size: x.size || 30, space: x.space || 50, values: x.values }),
          axis({
            size: 66,
            values: (_, splits) => splits.map((value) => (kind.whole && !Number.isInteger(value) ? "" : number(value) + kind.unit)),
          }),
        ],
        series: [
          { label: x.label, value: (_, t) => x.text(t) },
          ...kind.lines.map((line) => ({
            label: line.label,
            stroke: () => color(line.color),
            fill: line.fill ? () => color(line.color) + (line.solid ? "" : "22") : undefined,
            width: line.width || 1.75,
            auto: !line.apart,
            dash: line.dash,
            value: (plot, value, _, at) => withUnit(kind.unit)(plot, line.values ? line.values[at] : value),
            points: { show: line.points !== false, size: 5, filter: (plot, at) => (few ? null : alone(plot.data[at])) },
            paths: line.steps ? uPlot.paths.stepped({ align: 1 }) : undefined,
          })),
        ],
        hooks: { draw: [(plot) => drawLimits(plot, limits), (plot) => drawMarks(plot, kind.marks || [])] },
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
`;
