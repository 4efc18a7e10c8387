// The verdict as a terminal shows it: state, reasons, one row per budget, where the report lies, how the process ends.
// Called by the commands `run` and `report`; returns text, prints nothing.

import { differenceCount, differenceText } from "../result/parity-text.ts";
import type { Result } from "../result/result.ts";
import type { BudgetRow, Verdict } from "../verdict/verdict.ts";
import { signed, viewAudit } from "./audit-view.ts";
import { shortInterval, viewBudget } from "./budget-view.ts";
import { count, counted, seconds, share, visible } from "./format.ts";
import { viewGenerator } from "./generator-view.ts";
import { viewOutput } from "./output-view.ts";
import { groupReasons } from "./reason-view.ts";
import { viewScenario } from "./scenario-view.ts";
import { contributions, splitParts } from "./split-view.ts";
import { takeoverSentence } from "./takeover-view.ts";
import { targetLines } from "./target-text.ts";
import { layOut, shorten, type TextColumn, wrap } from "./text-layout.ts";
import { exitSentence, type Tone, verdictViews } from "./verdict-view.ts";

export type TextInput = {
  readonly result: Result;
  readonly verdict: Verdict;
  readonly reportPath: string;
  readonly color: boolean;
  /** Columns of the terminal. Only a path or another single word may be wider. */
  readonly width: number;
};

/** Infos are shown, never judged: the terminal has the worst few, the report all. */
const INFOS = 5;
/** Of the gates that are met, those nearest to their limits: several scenarios have more than a hundred. */
const MET = 15;
/** What would help most: the report has each endpoint. */
const CONTRIBUTIONS = 3;
/** Of one reason, for example of many broken budgets, so many sentences; their rows follow anyway. */
const SENTENCES = 5;

/** Ends without a newline. */
export function renderText(input: TextInput): string {
  const paint = painter(input.color);
  const blocks = [
    heading(input, paint),
    reasons(input, paint),
    budgets(input, paint),
    load(input, paint),
    whereTimeWent(input),
    targetLines(input.result).flatMap((line) => plain(line, input.width)),
    ending(input, paint),
  ];
  const lines = blocks.filter((block) => block.length > 0).flatMap((block) => [...block, ""]);
  return lines.join("\n").trimEnd();
}

type Style = Tone | "bold" | "dim";
type Paint = (style: Style, text: string) => string;

/** Select Graphic Rendition codes: on and off. Verdict tones are bold as well, so that they show on any palette. */
const codes = {
  good: ["1;32", "0"],
  bad: ["1;31", "0"],
  void: ["1;35", "0"],
  unsure: ["1;33", "0"],
  bold: ["1", "22"],
  dim: ["2", "22"],
} as const satisfies Record<Style, readonly [string, string]>;

function painter(color: boolean): Paint {
  if (!color) return (_, text) => text;
  return (style, text) => `\u001b[${codes[style][0]}m${text}\u001b[${codes[style][1]}m`;
}

function heading({ result, verdict, width }: TextInput, paint: Paint): string[] {
  const { sign, tone, means } = verdictViews[verdict.state];
  const state = `${sign} ${verdict.state}`;
  const [first = "", ...rest] = wrap(`${state} · ${means}`, width);
  const { run, target, totals } = result;
  const failed = totals.httpReqs === 0 ? "" : `, ${share(totals.httpReqsFailed / totals.httpReqs)} failed`;
  const facts = [
    `${run.profile} on ${target.kind} ${target.baseUrl}`,
    ...(target.faults.length === 0 ? [] : [`faults: ${target.faults.join(", ")}`]),
    seconds(run.durationSeconds),
    `${counted(totals.httpReqs, "request")}${failed}`,
  ]
    .map((fact) => (fact.length <= width ? fact.replaceAll(" ", "\u00a0") : fact))
    .join(" · ");
  return [
    first.replace(state, () => paint(tone, state)),
    ...rest,
    ...[...plain(facts, width), `run ${run.id}`].map((line) => paint("dim", line)),
  ];
}

function reasons({ verdict, width }: TextInput, paint: Paint): string[] {
  return groupReasons(verdict.reasons).flatMap(({ state, sentences, advice }) => {
    const { sign, tone } = verdictViews[state];
    const lines = sentences.slice(0, SENTENCES).flatMap((sentence) => {
      const [first = "", ...rest] = plain(sentence, width, "  ");
      return [
        `${paint(tone, sign)} ${paint("bold", first.trimStart())}`,
        ...rest.map((line) => paint("bold", line)),
      ];
    });
    const hidden = sentences.length - SENTENCES;
    if (hidden > 0) lines.push(`  … and ${count(hidden)} more of the same`);
    return [...lines, ...plain(`do: ${advice}`, width, "  ")];
  });
}

/** Measured before limit, `94 ms (< 500 ms)`: the eye compares the two without travelling. */
const columns: readonly TextColumn<BudgetRow>[] = [
  { title: "", align: "left", cell: (row) => `${viewBudget(row).sign} ${viewBudget(row).word}` },
  { title: "budget", align: "left", cell: ({ id }) => visible(id) },
  { title: "measured", align: "right", cell: measuredOf },
  {
    title: "limit",
    align: "left",
    cell: (row) => `(${viewBudget(row).limit})${viewBudget(row).overridden === null ? "" : "*"}`,
  },
  { title: "margin", align: "right", cell: (row) => viewBudget(row).margin },
  { title: "samples / min", align: "right", cell: (row) => viewBudget(row).samples },
];
const NAME = columns.findIndex(({ title }) => title === "budget");

/** Where requests are missing, a percentile is where it may lie. */
function measuredOf(row: BudgetRow): string {
  return shortInterval(row.interval) ?? viewBudget(row).measured;
}

function budgets({ verdict, width }: TextInput, paint: Paint): string[] {
  const judged = verdict.budgets.filter(({ severity }) => severity === "gate");
  const met = judged.filter(({ state }) => state === "met");
  const gates = [...judged.filter(({ state }) => state !== "met"), ...met.slice(0, MET)];
  const infos = verdict.budgets.filter(({ severity }) => severity === "info");
  const shown = [...gates, ...infos.slice(0, INFOS)];
  if (shown.length === 0) return ["This run has no budgets."];
  const [titles = "", ...lines] =
    width < NARROW ? stacked(shown, width) : layOut(columns, shown, width, NAME);
  const painted = lines.map((line, index) => {
    const row = shown[index];
    if (row === undefined || row.state === "met") return line;
    const { sign, word, tone } = viewBudget(row);
    return line.replace(`${sign} ${word}`, (state) => paint(row.severity === "gate" ? tone : "dim", state));
  });
  const hidden = infos.length - INFOS;
  const overridden = shown.filter(({ overrides }) => overrides !== undefined);
  return [
    paint("dim", titles),
    ...painted.slice(0, gates.length),
    ...(met.length > MET
      ? [paint("dim", `… and ${count(met.length - MET)} more met, further from their limits`)]
      : []),
    ...(infos.length === 0 ? [] : [paint("dim", "for information, not judged:")]),
    ...painted.slice(gates.length),
    ...(hidden > 0 ? [paint("dim", `… and ${count(hidden)} more in the report`)] : []),
    ...overridden.flatMap((row) =>
      plain(`* overridden: the catalogue's limit of ${row.id} is ${viewBudget(row).overridden}`, width),
    ),
  ];
}

/** Below this many columns a row of the table does not fit, and takes two lines. */
const NARROW = 72;

function stacked(rows: readonly BudgetRow[], width: number): string[] {
  const lines = rows.map((row) => {
    const { sign, word, limit, overridden, margin, samples } = viewBudget(row);
    const figures = wrap(
      `${measuredOf(row)} (${limit})${overridden === null ? "" : "*"} · ${margin} · ${samples}`,
      width,
      "    ",
    );
    return [`${sign} ${word} ${shorten(visible(row.id), width - word.length - 3)}`, ...figures].join("\n");
  });
  return [wrap("budget: measured (limit) · margin · samples / min", width).join("\n"), ...lines];
}

/** One line for each scenario, one for the generator. */
function load({ result, width }: TextInput, paint: Paint): string[] {
  const { scenarios, generator } = result;
  const lines = scenarios.map((scenario) => {
    const { name, executor, model, started, completed, dropped, isProbe } = scenario;
    if (isProbe)
      return `${name}: watches and makes no load; ${count(started)} started, ${count(completed)} completed`;
    const { planned, achieved } = viewScenario(scenario);
    const share = achieved === null ? "" : `, ${achieved} of it started`;
    const lost = dropped === 0 ? "none dropped" : `${count(dropped)} DROPPED: percentiles are bounds`;
    return `${name}: ${model} model (${executor}), planned ${planned}${share}; ${count(started)} started, ${count(completed)} completed, ${lost}`;
  });
  const { cpu, busy, memory, lag } = viewGenerator(generator);
  const health = `generator: CPU ${cpu}${busy ? " (TOO BUSY)" : ""}; memory ${memory}; pauses late by ${lag}`;
  return [...lines, ...(scenarios.length === 0 ? [] : [health])].flatMap((line) =>
    plain(line, width).map((part) => paint("dim", part)),
  );
}

/** The parts of single endpoints that took most; nothing where the target did not tell. */
function whereTimeWent({ result, width }: TextInput): string[] {
  const lines = contributions(result.endpoints)
    .slice(0, CONTRIBUTIONS)
    .flatMap(({ endpoint, part, seconds: took, share: of, hint }) => {
      const why = hint === "" ? "" : ` (${hint})`;
      return plain(
        `${endpoint}: ${splitParts[part]} ${seconds(took)}, ${share(of)} of all${why}`,
        width,
        "  ",
      );
    });
  const took = takeoverSentence(result.series);
  return [
    ...(lines.length === 0 ? [] : ["time in answers went most to", ...lines]),
    ...(took === undefined ? [] : plain(took, width)),
  ];
}

function ending({ result, verdict, reportPath, width }: TextInput, paint: Paint): string[] {
  return [
    ...verdict.notes.flatMap((note) => plain(`note: ${note}`, width)),
    ...besideProduction(result).flatMap((line) => plain(line, width)),
    ...steered(result).flatMap((line) => plain(line, width)),
    ...prepared(result).flatMap((line) => plain(line, width)),
    ...leftBehind(result).flatMap((line) => plain(line, width)),
    ...audited(result).flatMap((line) => plain(line, width)),
    ...notTested(result).flatMap((sentence) => plain(sentence, width)),
    ...writtenTo(result, paint, width),
    `report: ${paint("bold", visible(reportPath))}`,
    ...wrap(exitSentence(result, verdict), width),
  ];
}

/** One line for each store; why one lacks something is a note. */
function writtenTo({ outputs = [] }: Result, paint: Paint, width: number): string[] {
  return outputs.flatMap((output) => {
    const { title, sign, word, tone, requests } = viewOutput(output);
    const state = `${sign} ${word}`;
    return plain(`written to ${title} ${output.url}: ${state}, ${requests}`, width).map((line) =>
      line.replace(state, () => paint(tone, state)),
    );
  });
}

/** Differences that are named in the terminal; the report has all. */
const DIFFERENCES = 4;

/** The target beside production; nothing where no production was described. */
function besideProduction({ parity }: Result): string[] {
  if (parity === undefined) return [];
  const differing = parity.rows.filter(({ state }) => state === "differs");
  const named = differing.slice(0, DIFFERENCES).map(differenceText);
  const hidden = differing.length - named.length;
  const list = [...named, ...(hidden > 0 ? [`and ${count(hidden)} more in the report`] : [])].join(", ");
  return [
    `beside production: the target ${differenceCount(parity.rows)}`,
    ...(list === "" ? [] : [`differing: ${list}`]),
  ];
}

/** What the operator of a controlled run did, and when since its start. */
function steered({ steering, run }: Result): string[] {
  if (steering === undefined) return [];
  const acts = steering.acts.map(({ at, act, target }) => {
    const since = (Date.parse(at) - Date.parse(run.startedAt)) / 1000;
    return `${since.toFixed(1)} s ${act}${act === "scale" ? ` to ${target}` : ""}`;
  });
  return [`steered: ${acts.length === 0 ? "never" : acts.join(", ")}`];
}

/** One line for each kind; the report has one for each endpoint. */
function notTested({ notTested }: Result): string[] {
  const groups = Map.groupBy(notTested, ({ kind }) => kind);
  return [...groups].map(([kind, rows]) => `not tested: ${notTestedLines[kind](rows)}`);
}

type NotTested = Result["notTested"];
const endpointsOf = (rows: NotTested): string => counted(rows.length, "endpoint");
const notTestedLines = {
  scenario: (rows) => rows.map(({ what }) => what.replace(/:.*$/, "")).join(", "),
  absent: (rows) =>
    `${rows.map(({ what }) => what.replace("wanted by the plan: ", "")).join(", ")}: the target has no way to start it`,
  broken: (rows) => `${endpointsOf(rows)} that OBCMS answers wrongly today (--mended NAME calls one)`,
  residue: (rows) => `${endpointsOf(rows)} that would leave something behind (--allow-residue calls them)`,
  persona: (rows) => `${endpointsOf(rows)} that no given user may call`,
  setting: (rows) => rows.map(({ what, why }) => `${what} (${why})`).join("; "),
  audit: (rows) => rows.map(({ what, why }) => `${what} (${why})`).join("; "),
  integrity: (rows) => rows.map(({ what, why }) => `${what} (${why})`).join("; "),
  silent: (rows) => `${rows.map(({ what }) => what).join(", ")}: no request reached it`,
} as const satisfies Record<NotTested[number]["kind"], (rows: NotTested) => string>;

/** What stays on the target for good, by the endpoint that made it. */
function leftBehind({ residue, target }: Result): string[] {
  const groups = [...Map.groupBy(residue, ({ endpoint }) => endpoint)];
  // The embedded target's database goes with it.
  if (groups.length === 0 || target.kind === "stand-in") return [];
  const shown = groups.map(([endpoint, rows]) => `${count(rows.length)} × ${endpoint}`).join(", ");
  return [`left on the target for good: ${shown}; the report has their ids`];
}

/** Tables of which the line tells the difference; the report has all. */
const TABLES = 8;

/** Differences in the number of rows, and what would bring the rows back. */
function audited({ audit, target }: Result): string[] {
  // The embedded target's database goes with it.
  if (audit === undefined || target.kind === "stand-in") return [];
  const { left, grown, sentence, offer } = viewAudit(audit);
  const shown = left.slice(0, TABLES).map(({ table, change }) => `${table} ${signed(change)}`);
  if (left.length > TABLES) shown.push(`${count(left.length - TABLES)} more in the report`);
  const logs = grown.reduce((sum, { change }) => sum + change, 0);
  return [
    `rows: ${[sentence, shown.join(", ")].filter((part) => part !== "").join(": ")}${
      logs === 0 ? "" : `; beside them ${signed(logs)} in sessions, logs and tokens`
    }`,
    ...(offer === undefined ? [] : [`restore: ${offer.before}\`${offer.command}\`${offer.after}`]),
  ];
}

/** What was emptied or warmed before the load. */
function prepared({ steps }: Result): string[] {
  const done = steps.flatMap(({ name, saw }) =>
    name in preparations && saw !== null
      ? [`${preparations[name as keyof typeof preparations]} (${saw})`]
      : [],
  );
  return done.length === 0 ? [] : [`before the load: ${done.join(", ")}`];
}

const preparations = {
  flush_queue: "queue emptied",
  flush_cache: "cache emptied",
  warm_cache: "cache warmed",
} as const;

/** Words that come from a run: scripts and targets may have put anything into them. */
function plain(text: string, width: number, indent = ""): string[] {
  return wrap(visible(text), width, indent);
}
