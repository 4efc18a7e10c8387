// One self-contained HTML file per run: nothing is loaded from anywhere, and it opens from a disk as from a server.
// Called by the commands `run` and `report`, which read uPlot's two files for it.

import type { Result } from "../result/result.ts";
import type { Verdict } from "../verdict/verdict.ts";
import { clientScript } from "./client.ts";
import { type Html, html, scriptCode } from "./escape.ts";
import { pageHead } from "./page.ts";
import { budgetsSection } from "./sections/budgets.ts";
import { chartsSection } from "./sections/charts.ts";
import { checksSection } from "./sections/checks.ts";
import { configurationSection } from "./sections/configuration.ts";
import { defectsSection } from "./sections/defects.ts";
import { endpointsSection } from "./sections/endpoints.ts";
import { factsSection } from "./sections/facts.ts";
import { generatorSection } from "./sections/generator.ts";
import { logSection } from "./sections/log.ts";
import { notTestedSection } from "./sections/not-tested.ts";
import { outputsSection } from "./sections/outputs.ts";
import { paritySection } from "./sections/parity.ts";
import { readinessSection } from "./sections/readiness.ts";
import { residueSection } from "./sections/residue.ts";
import { scenariosSection } from "./sections/scenarios.ts";
import { serverSection } from "./sections/server.ts";
import { targetSection } from "./sections/target.ts";
import { verdictSection } from "./sections/verdict.ts";
import { style } from "./style.ts";

export type HtmlInput = {
  readonly result: Result;
  readonly verdict: Verdict;
  /** The text of uPlot's `uPlot.iife.min.js` and `uPlot.min.css`. */
  readonly assets: { readonly uplotJs: string; readonly uplotCss: string };
};

/** The whole document. */
export function renderHtml({ result, verdict, assets }: HtmlInput): string {
  const title = [verdict.state, result.run.profile, result.run.id].join(" · ");
  const drawn = result.series.length > 0;
  return html`${pageHead(title, [...(drawn ? [assets.uplotCss] : []), style])}
<body>
<main>
${verdictSection(result, verdict)}
${paritySection(result)}
${contents(result, verdict)}
${budgetsSection(result, verdict)}
${scenariosSection(result)}
${chartsSection(result, verdict)}
${endpointsSection(result, verdict)}
${serverSection(result)}
${targetSection(result)}
${generatorSection(result)}
${checksSection(result)}
${notTestedSection(result)}
${residueSection(result)}
${outputsSection(result)}
${readinessSection(result)}
${factsSection(result)}
${configurationSection(result)}
${logSection(result)}
${defectsSection(result)}
</main>
<footer>obcms-perf · ${result.schema} · charts: uPlot, © Leon Sorokin, MIT licence</footer>
${drawn && html`<script>${scriptCode(assets.uplotJs)}</script>\n`}<script>${scriptCode(clientScript)}</script>
</body>
</html>
`.markup;
}

const links = {
  budgets: "Budgets",
  scenarios: "Scenarios",
  charts: "Over time",
  endpoints: "Endpoints",
  server: "Where the time went",
  target: "The target meanwhile",
  generator: "Load generator",
  checks: "Checks",
  "not-tested": "Not tested",
  residue: "Left behind",
  outputs: "Written to",
  readiness: "Before the run",
  facts: "Facts",
  configuration: "Configuration",
  log: "k6 log",
  defects: "Defects",
} as const satisfies Record<string, string>;

function contents({ parity, outputs }: Result, { reasons }: Verdict): Html {
  const all: [string, string][] = [
    ...(reasons.length > 0 ? [["reasons", "Reasons"] as [string, string]] : []),
    ...(parity === undefined ? [] : [["parity", "Beside production"] as [string, string]]),
    ...Object.entries(links).filter(([id]) => id !== "outputs" || outputs !== undefined),
  ];
  return html`<nav aria-label="Sections"><ul>${all.map(([id, title]) => html`<li><a href="#${id}">${title}</a></li>`)}</ul></nav>`;
}
