// The decision as JUnit XML: a suite for the gate and one for each run, with a case for each gate that the run has. A case
// passes only where a budget is met on a run that may be believed. Infos are properties of the suite.

import { viewBudget } from "../report/budget-view.ts";
import { gates } from "../verdict/budget-rows.ts";
import type { BudgetRow, BudgetState } from "../verdict/verdict.ts";
import type { Accepted, Decision, GivenRun, JudgedRun } from "./decision.ts";
import type { Finding } from "./findings.ts";
import { daysText } from "./text.ts";
import { element, type XmlElement, xmlDocument } from "./xml.ts";

type Outcome = {
  readonly kind: "failure" | "error" | "skipped";
  readonly type: string;
  readonly message: string;
  readonly text?: string;
};

type Case = { readonly className: string; readonly name: string; readonly outcome?: Outcome };

/** `runs`: those that the decision was made on. */
export function renderJunit(decision: Decision, runs: readonly GivenRun[]): string {
  const suites = [
    gateSuite(decision),
    ...decision.runs.map(({ folder, id }) => {
      const run = runs.find((one) => one.folder === folder);
      const own = decision.findings.filter(({ run: of }) => of === (id ?? folder));
      return run?.state === "judged" ? runSuite(run, own, decision.accepted) : unreadableSuite(folder, own);
    }),
  ];
  const totals = counted.map((name) => [
    name,
    String(suites.reduce((sum, { attributes }) => sum + Number(attributes[name]), 0)),
  ]);
  return xmlDocument(
    element("testsuites", { name: "obcms-perf gate", ...Object.fromEntries(totals) }, suites),
  );
}

const counted = ["tests", "failures", "errors", "skipped"] as const;

function gateSuite({ decision, why, decidedAt, findings, notes }: Decision): XmlElement {
  const passed = decision === "pass";
  const whole: Case = passed
    ? { className: "gate", name: "decision" }
    : { className: "gate", name: "decision", outcome: { kind: "failure", type: "gate", message: why } };
  const own = findings.filter(({ run }) => run === null);
  const properties = [why, ...notes].map((note): [string, string] => ["note", note]);
  return suite("gate", decidedAt, 0, properties, [whole, ...own.map((one) => findingCase("gate", one))]);
}

function unreadableSuite(folder: string, found: readonly Finding[]): XmlElement {
  const cases = found.map((one) => findingCase("run", one));
  return suite(folder, undefined, 0, [], cases);
}

function runSuite(run: JudgedRun, found: readonly Finding[], accepted: readonly Accepted[]): XmlElement {
  const { id, startedAt, durationSeconds, profile, environment, build } = run.run;
  const { verdict } = run;
  const infos = verdict.budgets
    .filter(({ severity }) => severity === "info")
    .map((row): [string, string] => [`info: ${row.id}`, figuresOf(row)]);
  const cases = [
    ...found.filter(({ budget }) => budget === null).map((one) => findingCase("run", one)),
    ...gates(verdict.budgets).map((row) => budgetCase(row, run, found, accepted)),
  ];
  const facts = Object.entries({ verdict: verdict.state, profile, environment, build });
  return suite(id, startedAt, durationSeconds, [...facts, ...infos], cases);
}

function suite(
  name: string,
  timestamp: string | undefined,
  seconds: number,
  properties: readonly (readonly [string, string])[],
  cases: readonly Case[],
): XmlElement {
  const of = (kind: Outcome["kind"]): string =>
    String(cases.filter(({ outcome }) => outcome?.kind === kind).length);
  const attributes = {
    name,
    tests: String(cases.length),
    failures: of("failure"),
    errors: of("error"),
    skipped: of("skipped"),
    time: String(seconds),
    // Without its zone: the common schema knows none.
    ...(timestamp === undefined ? {} : { timestamp: timestamp.slice(0, 19) }),
  };
  return element("testsuite", attributes, [
    ...(properties.length === 0
      ? []
      : [
          element(
            "properties",
            {},
            properties.map(([key, value]) => element("property", { name: key, value })),
          ),
        ]),
    ...cases.map(caseElement),
  ]);
}

function caseElement({ className, name, outcome }: Case): XmlElement {
  const attributes = { classname: className, name, time: "0" };
  if (outcome === undefined) return element("testcase", attributes);
  const { kind, type, message, text = message } = outcome;
  const why = kind === "skipped" ? { message } : { message, type };
  return element("testcase", attributes, [element(kind, why, [], text)]);
}

function findingCase(className: string, { name, exit, sentence, fix }: Finding): Case {
  const kind = exit === "fail" || exit === "configuration" ? "failure" : "error";
  return {
    className,
    name: `${name}: ${sentence}`,
    outcome: { kind, type: name, message: sentence, text: `${sentence}\ndo: ${fix}` },
  };
}

const outcomes = {
  met: undefined,
  broken: "failure",
  unbounded: "error",
  undecided: "error",
  too_few_samples: "error",
  no_samples: "error",
} as const satisfies Record<BudgetState, Outcome["kind"] | undefined>;

function budgetCase(
  row: BudgetRow,
  { run, verdict }: JudgedRun,
  found: readonly Finding[],
  accepted: readonly Accepted[],
): Case {
  const named = { className: row.card, name: row.id };
  const figures = figuresOf(row);
  // Its figures prove nothing, not even where they are good.
  if (verdict.state === "INVALID") {
    const message = `INVALID run: ${verdict.reasons[0]?.sentence ?? "no reason is named"}`;
    return { ...named, outcome: { kind: "error", type: "INVALID", message, text: `${message}\n${figures}` } };
  }
  const by = accepted.find(({ budget, run: of }) => budget === row.id && of === run.id);
  if (by !== undefined) {
    const until = `${by.expires} (${daysText(by.daysLeft)})`;
    const message = `accepted by ${by.acceptance} until ${until}: ${figures}`;
    return { ...named, outcome: { kind: "skipped", type: "accepted", message } };
  }
  const kind = outcomes[row.state];
  if (kind === undefined) return named;
  const fix = found.find(({ budget }) => budget === row.id)?.fix;
  const text = [figures, row.reason, ...(fix === undefined ? [] : [`do: ${fix}`])].join("\n");
  return { ...named, outcome: { kind, type: row.state, message: figures, text } };
}

/** `broken: 640 ms, the limit is < 500 ms, margin −28 %, samples 600 / 59`. */
function figuresOf(row: BudgetRow): string {
  const { word, measured, bounds, limit, margin, samples } = viewBudget(row);
  return `${word}: ${bounds ?? measured}, the limit is ${limit}, margin ${margin}, samples ${samples}`;
}
