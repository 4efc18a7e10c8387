// What the HTML report does in the browser: sorts tables by their headings and has uPlot draw the charts.
// A text, because it runs in a browser of unknown age and is put into the file as it is: ES2017, no imports.

import { chartScript } from "./client/charts.ts";
import { endpointScript } from "./client/endpoints.ts";
import { ownChartScript } from "./client/own-charts.ts";
import { plotScript } from "./client/plot.ts";
import { tableScript } from "./client/tables.ts";

/** In the head: what works with scripts only takes its room before anything is drawn, so that nothing moves later. */
export const earlyScript = `document.documentElement.classList.add("scripted");`;

/** At the end of the body. */
export const clientScript = `
(() => {
  "use strict";
${tableScript}
${plotScript}
${chartScript}
${ownChartScript}
${endpointScript}
})();
`;
