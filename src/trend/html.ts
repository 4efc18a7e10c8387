// The page of trends: one self-contained HTML file over all kept runs. Called by the command `trend`, which reads uPlot's two
// files for it.

import { type Html, html, jsonData, scriptCode } from "../report/escape.ts";
import { count, counted, figure, moment, signedShare, type Unit } from "../report/format.ts";
import { pageHead } from "../report/page.ts";
import { picture } from "../report/picture.ts";
import { style } from "../report/style.ts";
import { verdictViews } from "../report/verdict-view.ts";
import { trendScript } from "./client.ts";
import { curveOf } from "./curve.ts";
import { trendStyle } from "./style.ts";
import type { TrendGroup, TrendLine, TrendPoint } from "./trend.ts";

export type TrendInput = {
  readonly groups: readonly TrendGroup[];
  /** Folders without a result of this version. */
  readonly unreadable: number;
  /** How many scenarios the plan has: runs of all of them are called so. */
  readonly allCards: number;
  /** The address of a run's report from this page; undefined where it has none. */
  readonly reportOf: (runId: string) => string | undefined;
  readonly assets: { readonly uplotJs: string; readonly uplotCss: string };
};

/** The whole document. */
export function renderTrend(input: TrendInput): string {
  const { groups, unreadable, assets } = input;
  const runs = groups.reduce((sum, group) => sum + group.runs.length, 0);
  return html`${pageHead(`Trends · ${counted(runs, "run")}`, [assets.uplotCss, style, trendStyle])}
<body>
<main>
<h1>Trends over ${counted(runs, "run")}</h1>
<p class="means">One point is one run. A line breaks where a run is INVALID or ended early, where runs are missing, and where
something else than the target changed, so that the figures on both sides cannot be compared. Dotted: another build, target or limit.
${unreadable > 0 && html`${counted(unreadable, "folder")} without a readable result ${unreadable === 1 ? "is" : "are"} left out.`}</p>
${groups.length > 1 && html`<nav aria-label="Groups"><ul>${groups.map((group, at) => html`<li><a href="#group-${at}">${titleOf(group, input)}</a></li>`)}</ul></nav>`}
${groups.map((group, at) => groupSection(group, at, input))}
</main>
<footer>obcms-perf · charts: uPlot, © Leon Sorokin, MIT licence</footer>
<script>${scriptCode(assets.uplotJs)}</script>
<script>${scriptCode(trendScript)}</script>
</body>
</html>
`.markup;
}

function titleOf({ environment, profile, cards }: TrendGroup, { allCards }: TrendInput): string {
  return [environment, profile, cards.length === allCards ? "all scenarios" : cards.join(", ")].join(" · ");
}

function groupSection(group: TrendGroup, at: number, input: TrendInput): Html {
  const { runs, lines } = group;
  const budgets = lines.filter(({ card }) => card !== null);
  const gates = budgets.filter((line) => line.isGate && hasChanged(line));
  const still = budgets.filter((line) => line.isGate && !hasChanged(line));
  const infos = budgets.filter(({ isGate }) => !isGate);
  const endpoints = lines.filter(({ card }) => card === null);
  return html`<section id="group-${at}"><h2>${titleOf(group, input)}</h2>
<p class="means">${counted(runs.length, "run")} from ${moment(runs[0]?.startedAt ?? "")} to ${moment(runs.at(-1)?.startedAt ?? "")}; ${tally(runs)}.</p>
<ol class="strip" aria-label="Verdicts, oldest first">${runs.map((run) => cell(run, input))}</ol>
${charts("Budgets", gates, group, at, true)}
${charts("Budgets that never changed", still, group, at, false)}
${charts("Budgets for information", infos, group, at, false)}
${charts("Endpoints", endpoints, group, at, false)}
<details><summary>Runs</summary>${runTable(runs, input)}</details>
</section>`;
}

/** One value in all runs, mostly of what is counted: nothing to look at. */
function hasChanged({ values, limits }: TrendLine): boolean {
  const different = (some: readonly (number | null)[]): number =>
    new Set(some.filter((value) => value !== null)).size;
  return different(values) > 1 || different(limits) > 1;
}

function tally(runs: readonly TrendPoint[]): string {
  return Object.keys(verdictViews)
    .flatMap((state) => {
      const n = runs.filter((run) => run.state === state).length;
      return n === 0 ? [] : [`${n} ${state}`];
    })
    .join(", ");
}

function cell(run: TrendPoint, { reportOf }: TrendInput): Html {
  const { sign, tone } = verdictViews[run.state];
  const text = [`${run.state} ${run.id}`, `build ${run.build}`, ...(run.why === null ? [] : [run.why])].join(
    "\n",
  );
  const href = reportOf(run.id);
  const inside = html`<span aria-hidden="true">${sign}</span><span class="hidden">${run.state} ${run.id}</span>`;
  return html`<li class="${tone}${run.isBreak && " break"}" title="${text}">${href === undefined ? inside : html`<a href="${href}">${inside}</a>`}</li>`;
}

function charts(
  title: string,
  lines: readonly TrendLine[],
  group: TrendGroup,
  at: number,
  open: boolean,
): Html {
  return html`${lines.length > 0 && html`<details${open && html` open`}><summary>${title} (${lines.length})</summary><div class="trends">${lines.map((line) => chart(line, group, at))}</div></details>`}`;
}

const HEIGHT = 170;

function chart(line: TrendLine, group: TrendGroup, at: number): Html {
  const { unit, id } = line;
  const { t, values, limits } = curveOf(group, line);
  const hasLimit = limits.some((limit) => limit !== null);
  const marks = group.runs.flatMap(({ changes, startedAt }) =>
    changes.length === 0 ? [] : [Date.parse(startedAt) / 1000],
  );
  const { suffix, scale } = axes[unit];
  const data = {
    unit: suffix,
    scale,
    t,
    values: values.map(short),
    limits: hasLimit ? limits : null,
    top: nearLimit(line) ?? 0,
    marks,
    sync: `group-${at}`,
  };
  return html`<figure data-chart="trend"><figcaption><b>${id}</b> <span>${caption(line)}</span></figcaption>
<div class="plot" data-height="${HEIGHT}" style="--height:${HEIGHT}px"></div>
<script type="application/json">${jsonData(data)}</script>
<noscript>${picture(t, [{ name: "line-1", values }, ...(hasLimit ? [{ name: "line-6", values: limits }] : [])], 600, HEIGHT)}</noscript></figure>\n`;
}

/** A limit this many times above the highest value would press the line flat: it is told, and not drawn. */
const FAR = 3;

/** The limit of today where the chart has to reach it; undefined where there is none, or it is far above. */
function nearLimit({ values, limits }: TrendLine): number | undefined {
  const limit = limits.at(-1) ?? undefined;
  const highest = Math.max(0, ...values.map((value) => value ?? 0));
  return limit === undefined || (highest > 0 && limit > FAR * highest) ? undefined : limit;
}

/** What stands behind the numbers of an axis, and by what they are multiplied. */
const axes = {
  ms: { suffix: " ms", scale: 1 },
  bytes: { suffix: " B", scale: 1 },
  rate: { suffix: " %", scale: 100 },
  count: { suffix: "", scale: 1 },
} as const satisfies Record<Unit, { suffix: string; scale: number }>;

/** The figures in words, for those who cannot see the line. */
function caption(line: TrendLine): string {
  const { unit, values, limits, operator } = line;
  const measured = values.filter((value) => value !== null);
  const [first, newest] = [measured[0], measured.at(-1)];
  if (first === undefined || newest === undefined) return "never measured";
  const shown = (value: number): string =>
    figure(unit, unit === "count" || unit === "bytes" ? short(value) : value);
  const limit = limits.at(-1) ?? null;
  const isLast = values.at(-1) !== null;
  return [
    `${isLast ? "newest" : "newest measured"} ${shown(newest)}`,
    ...(limit === null
      ? []
      : [
          `limit ${operator === "==" ? "=" : operator} ${figure(unit, limit)}${nearLimit(line) === undefined ? " (above the chart)" : ""}`,
        ]),
    `${shown(Math.min(...measured))} to ${shown(Math.max(...measured))} in ${counted(measured.length, "run")}`,
    ...(first === 0 || measured.length < 2 ? [] : [`${signedShare(newest / first - 1)} since the first`]),
  ].join("; ");
}

function short<T extends number | null>(value: T): T {
  return (value === null ? null : Number(value.toPrecision(5))) as T;
}

function runTable(runs: readonly TrendPoint[], { reportOf }: TrendInput): Html {
  return html`<div class="scroll"><table><thead><tr><th>Verdict</th><th>Run</th><th>Build</th><th class="number">Requests</th><th class="number">Failed</th><th>New since the run before</th></tr></thead>
<tbody>${runs.toReversed().map((run) => {
    const { sign, tone } = verdictViews[run.state];
    const href = reportOf(run.id);
    return html`<tr><td><span class="badge ${tone}">${sign} ${run.state}</span></td>
<th scope="row">${href === undefined ? run.id : html`<a href="${href}">${run.id}</a>`}<span class="sub">${run.why}</span></th>
<td>${run.build}</td><td class="number">${count(run.requests)}</td><td class="number">${count(run.failed)}</td>
<td class="message">${run.isBreak && html`<b>lines break here</b>\n`}${run.changes.join("\n")}</td></tr>\n`;
  })}</tbody></table></div>`;
}
