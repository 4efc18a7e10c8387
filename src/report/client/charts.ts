// In the browser: the charts of the whole run. `data` is what sections/charts.ts embeds.

export const chartScript = `
  const source = document.getElementById("chart-data");
  if (source === null || typeof uPlot !== "function") return;
  const data = JSON.parse(source.textContent);

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

  for (const figure of document.querySelectorAll("#charts figure[data-chart]")) {
    const plot = draw(figure, data, figure.dataset.chart === "latency" ? data.limits : [], kinds[figure.dataset.chart]);
    const box = figure.querySelector("input");
    if (box === null) continue;
    box.addEventListener("change", () => {
      figure.dataset.close = box.checked ? "1" : "";
      plot.setData(plot.data);
    });
  }
`;
