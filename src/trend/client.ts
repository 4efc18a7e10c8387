// What the page of trends does in the browser: draws a chart when it comes into view, since there may be hundreds.

import { plotScript } from "../report/client/plot.ts";
import { tableScript } from "../report/client/tables.ts";

/** At the end of the body. */
export const trendScript = `
(() => {
  "use strict";
${tableScript}
  if (typeof uPlot !== "function") return;
${plotScript}
  const day = (t) => (t == null ? "–" : new Date(t * 1000).toISOString().slice(0, 10));
  const minute = (t) => (t == null ? "–" : new Date(t * 1000).toISOString().slice(0, 16).replace("T", " ") + " UTC");

  function drawTrend(figure) {
    const { unit, scale, t, values, limits, top, marks, sync } = JSON.parse(figure.querySelector("script").textContent);
    const scaled = (some) => some.map((value) => (value === null ? null : value * scale));
    const span = t[t.length - 1] - t[0];
    const lines = [{ of: "measured", label: "measured", color: "--chart-1" }];
    if (limits !== null) lines.push({ of: "limit", label: "limit", color: "--chart-limit", dash: [7, 5], width: 1.5, steps: true, points: false, apart: true });
    draw(figure, { t, measured: scaled(values), limit: limits === null ? null : scaled(limits) }, [], {
      unit,
      points: true,
      top: top * scale,
      marks,
      lines,
      x: {
        time: true,
        label: "run",
        text: minute,
        values: (_, splits) => splits.map(span > 2 * 86400 ? day : (t) => minute(t).slice(5, 16)),
        width: 3600,
        size: 30,
        space: 90,
        sync,
      },
    });
  }

  const seen = new IntersectionObserver(
    (entries) => {
      for (const { isIntersecting, target } of entries) {
        if (!isIntersecting || plots.has(target)) continue;
        drawTrend(target);
        target.dataset.drawn = "1";
        seen.unobserve(target);
      }
    },
    { rootMargin: "400px" },
  );
  for (const figure of document.querySelectorAll('figure[data-chart="trend"]')) seen.observe(figure);
  // A printer sees all at once.
  addEventListener("beforeprint", () => {
    for (const figure of document.querySelectorAll('figure[data-chart="trend"]')) if (!plots.has(figure)) drawTrend(figure);
  });
})();
`;
