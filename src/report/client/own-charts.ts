// In the browser: charts that carry their own figures, as sections/own-chart.ts writes them.

export const ownChartScript = `
  const palette = ["--chart-1", "--chart-2", "--chart-3", "--chart-4", "--chart-bad", "--chart-limit"];

  // Each line with all that lie below it.
  const heaped = (lines) =>
    lines.map(({ values }, index) =>
      values.map((value, at) =>
        value === null ? null : lines.slice(index).reduce((sum, line) => sum + Math.max(0, line.values[at] || 0), 0),
      ),
    );

  for (const figure of document.querySelectorAll('figure[data-chart="own"]')) {
    const { unit, whole, stacked, span, t, lines } = JSON.parse(figure.querySelector("script").textContent);
    const shown = stacked ? heaped(lines) : lines.map(({ values }) => values);
    const columns = { t };
    shown.forEach((values, index) => (columns["line " + index] = values));
    draw(figure, columns, [], {
      unit,
      whole,
      span,
      lines: lines.map(({ label, values, color }, index) => ({
        of: "line " + index,
        label,
        values,
        color: palette[color - 1],
        dash: index >= palette.length ? [5, 3] : undefined,
        fill: stacked || lines.length === 1,
        solid: stacked,
        width: 1.5,
      })),
    });
  }
`;
