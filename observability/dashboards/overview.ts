// The first look at a run: did the load arrive, what was answered, and each scenario's budgets beside what was measured.

import { cards } from "../../tests/performance/k6/catalogue/cards.ts";
import { askedGates, unitOf } from "./budgets.ts";
import { curve, figure, limitOf, type Panel, type Row } from "./panel.ts";
import { LOAD } from "./question.ts";
import type { Store } from "./store.ts";

export function overview(store: Store): Row[] {
  return [
    { title: "The verdict", panels: [verdict] },
    { title: "The run", panels: [requests, failed, checks, iterations, threw, dropped] },
    { title: "While it ran", panels: [perSecond, users, failedNow, outcomes] },
    { title: "Budgets, red where broken", panels: budgets(store) },
  ];
}

const verdict = figure({
  key: "verdict",
  title: "Verdict",
  means:
    "PASS, FAIL, INVALID (it proves nothing) or INCONCLUSIVE, as the tool judged the run. No data while it goes on, and where the tool could not write here. The reasons stand in the run's report.",
  unit: "count",
  width: 24,
  question: { ask: "verdict", metric: "obcms_verdict", where: {}, by: "verdict" },
});

const requests = figure({
  key: "requests",
  title: "Requests",
  means: "What the load sent, setup included; control turns and looks of probes are not in it.",
  unit: "count",
  question: { ask: "total", metric: "http_reqs", where: LOAD },
});

const failed = figure({
  key: "failed",
  title: "Failed requests",
  means: "Answers with a status that the endpoint does not list, and requests without an answer.",
  unit: "share",
  limit: { value: 0.01, breaks: "above" },
  question: { ask: "share", metric: "http_req_failed", where: LOAD },
});

const checks = figure({
  key: "checks",
  title: "Checks that passed",
  means: "OBCMS answers 200 to failures, too: the body of each answer is checked.",
  unit: "share",
  limit: { value: 0.99, breaks: "below" },
  question: { ask: "share", metric: "checks", where: LOAD },
});

const iterations = figure({
  key: "iterations",
  title: "Iterations completed",
  means: "Journeys that reached their end.",
  unit: "count",
  question: { ask: "total", metric: "obcms_iterations_completed", where: LOAD },
});

const threw = figure({
  key: "iterations_failed",
  title: "Iterations that threw",
  means: "A journey that throws has skipped its remaining steps; k6 itself would exit 0.",
  unit: "count",
  limit: { value: 1, breaks: "above" },
  question: { ask: "total", metric: "obcms_iterations_failed", where: LOAD },
});

const dropped = figure({
  key: "dropped",
  title: "Dropped iterations",
  means:
    "Planned work that was never sent: it is missing from every latency, so percentiles have no upper bound.",
  unit: "count",
  limit: { value: 1, breaks: "above" },
  question: { ask: "total", metric: "dropped_iterations", where: {} },
});

const perSecond = curve({
  key: "requests_per_second",
  title: "Requests per second by scenario",
  means: "What each scenario of the plan sent.",
  unit: "per_second",
  question: { ask: "perSecond", metric: "http_reqs", where: LOAD, by: "card" },
});

const users = curve({
  key: "users",
  title: "Virtual users",
  means: "Of the whole run, probes included: k6 gives this no scenario.",
  unit: "count",
  question: { ask: "level", metric: "vus", where: {} },
});

const failedNow = curve({
  key: "failed_now",
  title: "Failed requests by scenario",
  means: "The line is the plan's 1 %.",
  unit: "share",
  limit: { value: 0.01, breaks: "above" },
  question: { ask: "shareNow", metric: "http_req_failed", where: LOAD, by: "card" },
});

const outcomes = figure({
  key: "outcomes",
  title: "How requests ended",
  means: "Each answer of a journey has exactly one outcome.",
  unit: "count",
  width: 12,
  question: { ask: "total", metric: "obcms_answers", where: LOAD, by: "outcome" },
});

/** One panel a scenario, one figure a budget, each with the limit that k6 judges it by. */
function budgets(store: Store): Panel[] {
  return askedGates().map(({ card, gates }) => ({
    key: `budgets_${card}`,
    title: cards[card].title,
    means:
      "Figures of the run beside the limits of the suite. The verdict above also weighs how many samples there were.",
    kind: "figures",
    unit: "count",
    width: 24,
    asked: gates
      .filter(({ question }) => store.canTell(question))
      .map(({ budget, question }) => ({
        question,
        label: `${budget.id} ${budget.operator} ${budget.limit}`,
        limit: limitOf(budget),
        unit: unitOf(budget),
      })),
  }));
}
