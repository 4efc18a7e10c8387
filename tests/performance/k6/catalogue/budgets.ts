// Every limit that the suite promises, with its reason and the number of samples below which it proves nothing.
// scenarios.ts turns them into k6 thresholds, the verdict judges by them, the report shows them.

import { type Budget, type CardBudgets, type Limit, type OwnBudget, TARGET } from "./budget.ts";
import { budgetsOfCard } from "./budgets/of-card.ts";
import { targetBudgets } from "./budgets/target.ts";
import { type CardName, requestsPerIteration, runnableCards } from "./cards.ts";
import type { Access, Endpoint } from "./endpoint.ts";
import { type EndpointName, endpoints } from "./endpoints.ts";
import { integrityKindsOf } from "./integrity.ts";
import { budgetMetrics } from "./metrics.ts";
import { budgetsOnDemand } from "./on-demand.ts";
import type { ProfileName } from "./profiles.ts";
import { ITERATIONS, SAMPLES_FOR_ONE_PERCENT, SAMPLES_FOR_P95 } from "./sample-sizes.ts";
import { type Selector, selectorKey } from "./tags.ts";

export type { Budget } from "./budget.ts";

const latencyLimits = {
  read: { limit: 500, reason: "plan §1: p(95) < 500 ms for standard reads" },
  write: { limit: 700, reason: "plan §1: p(95) < 700 ms for write-heavy endpoints" },
  sign_in: { limit: 700, reason: "plan §1: the limit of a write; a login writes a session or a token" },
  refusal: { limit: 500, reason: "plan §1: the limit of a read; a refusal has done less than that" },
} as const satisfies Record<Access, Limit>;

export type BudgetChoice = {
  readonly cards: readonly CardName[];
  readonly profile: ProfileName;
  /** k6's names of the card's scenarios in which work arrives at a rate of its own, so that it can be dropped. */
  readonly openScenarios?: readonly string[];
  /** False for a row that the run leaves out. */
  readonly isIncluded: (endpoint: EndpointName) => boolean;
  /** Limits by budget id that replace the catalogue's, from the environment file. */
  readonly overrides: Readonly<Record<string, number>>;
};

/** The budgets of a run, in the order in which they are declared. */
export function budgetsFor(choice: BudgetChoice): Budget[] {
  return choice.cards.flatMap((card) => [
    ...cardBudgets(card, choice).map((budget) => override(budget, choice.overrides)),
    ...notDeclared(card, choice),
  ]);
}

/** What only the environment file asks for. An id that the card declares stays the card's own. */
function notDeclared(card: CardName, { isIncluded, overrides }: BudgetChoice): Budget[] {
  const called = requestsPerIteration(card, isIncluded).keys();
  const declared = new Set(budgetsOfCard[card].own?.map(({ id }) => id));
  return budgetsOnDemand(card, called, overrides).filter(({ id }) => !declared.has(id));
}

/** Those of the target as a whole, whatever the scenarios of a run are. */
export function budgetsOfTarget(watched: readonly string[], overrides: BudgetChoice["overrides"]): Budget[] {
  return targetBudgets(watched).map((budget) => override(budget, overrides));
}

/** Every id that a budget can have, in whatever profile. `watched`: the probes that are on, with processes by name. */
export function budgetIds(watched: readonly string[] = []): string[] {
  const all = {
    cards: runnableCards(),
    profile: "soak",
    openScenarios: ["any"],
    isIncluded: () => true,
    overrides: {},
  } as const;
  const target = [...targetBudgets(undefined), ...targetBudgets(watched)];
  return [...new Set([...budgetsFor(all), ...target].map(({ id }) => id))];
}

/** The counter that must reach the budget's minimum: a Trend or a Rate without samples passes in k6. */
export function guardOf(budget: Budget): { metric: string; where: Selector } {
  const { samples, keeps, ...row } = budgetMetrics[budget.metric];
  const kept = Object.entries(budget.where).filter(([tag]) => (keeps as readonly string[]).includes(tag));
  return { metric: samples, where: { ...Object.fromEntries(kept), ...("adds" in row ? row.adds : {}) } };
}

export function budgetKey(budget: Budget): string {
  return selectorKey(budget.metric, budget.where);
}

/**
 * Samples that one iteration of the budget's journey gives its guard. Checks: two a request (status, body).
 * Zero where the card's journey never calls what the budget selects.
 */
export function samplesPerIteration(budget: Budget, isIncluded: BudgetChoice["isIncluded"]): number {
  const { samples } = budgetMetrics[budget.metric];
  if (budget.perIteration !== undefined) return budget.perIteration;
  // Told by the clock, whatever is sent.
  if (budget.card === TARGET) return 0;
  if (samples === "obcms_iterations_started") return 1;
  let requests = 0;
  for (const [endpoint, times] of requestsPerIteration(budget.card, isIncluded)) {
    const row: Endpoint = endpoints[endpoint];
    if (budget.where.name !== undefined && budget.where.name !== endpoint) continue;
    if (budget.where.access !== undefined && budget.where.access !== row.access) continue;
    requests += times;
  }
  return samples === "obcms_checks" ? 2 * requests : requests;
}

/** Iterations from which every gate of a card has its minimum; what the smoke profile runs. */
export function enoughIterations(budgets: readonly Budget[], isIncluded: BudgetChoice["isIncluded"]): number {
  const needed = budgets
    .filter((budget) => budget.severity === "gate")
    .map((budget) => Math.ceil(budget.minSamples / samplesPerIteration(budget, isIncluded)));
  return Math.max(1, ...needed);
}

function cardBudgets(card: CardName, choice: BudgetChoice): Budget[] {
  const called = [...requestsPerIteration(card, choice.isIncluded).keys()];
  const its = budgetsOfCard[card];
  const perKind = (["read", "write", "sign_in"] as const)
    .filter((access) => called.some((name) => endpoints[name].access === access))
    .map((access) => latency(card, `${card}_${access}_p95`, { access }, limitOf(access, its)));
  const perEndpoint = called.map((name) => ({
    ...latency(card, `${card}_${name}_p95`, { name }, limitOf(endpoints[name].access, its, name)),
    severity: choice.profile === "smoke" || isExceptional(name) ? ("info" as const) : ("gate" as const),
  }));
  return [
    ...perKind,
    ...correctness(card),
    ...(choice.openScenarios ?? []).map((scenario, index) => delivery(card, scenario, index)),
    ...integrity(card, choice.isIncluded),
    ...(its.own ?? []).filter((own) => isAsked(own, choice)).map((own) => ownBudget(card, own)),
    ...perEndpoint,
  ];
}

function limitOf(
  access: Access,
  { latency: byAccess, endpointLatency }: CardBudgets,
  name?: EndpointName,
): Limit {
  return (name && endpointLatency?.[name]) ?? byAccess?.[access] ?? latencyLimits[access];
}

function isAsked({ where, needs = [] }: OwnBudget, { isIncluded }: BudgetChoice): boolean {
  return [...needs, ...(where?.name === undefined ? [] : [where.name])].every(isIncluded);
}

function ownBudget(card: CardName, own: OwnBudget): Budget {
  const { needs: _, severity = "gate", where, ...budget } = own;
  return { ...budget, card, severity, where: { ...where, card } };
}

/** What only runs where residue is allowed may be done by as few virtual users as the target has records for it. */
function isExceptional(name: EndpointName): boolean {
  const { residue, isRare }: Endpoint = endpoints[name];
  return residue !== undefined || isRare === true;
}

function latency(card: CardName, id: string, where: Selector, limit: Limit): Budget {
  return {
    id,
    card,
    metric: "http_req_duration",
    where: { ...where, card, expected_response: "true" },
    statistic: "p(95)",
    operator: "<",
    ...limit,
    minSamples: SAMPLES_FOR_P95,
    severity: "gate",
  };
}

function correctness(card: CardName): Budget[] {
  const gate = { card, severity: "gate" } as const;
  return [
    {
      ...gate,
      id: `${card}_failed`,
      metric: "http_req_failed",
      where: { card },
      statistic: "rate",
      operator: "<",
      limit: 0.01,
      minSamples: SAMPLES_FOR_ONE_PERCENT,
      reason:
        "plan §4 and §7: http_req_failed < 1 %; a status that the endpoint does not list counts here, never in a latency",
    },
    {
      ...gate,
      id: `${card}_checks`,
      metric: "checks",
      where: { card },
      statistic: "rate",
      operator: ">",
      limit: 0.99,
      minSamples: SAMPLES_FOR_ONE_PERCENT,
      reason: "OBCMS answers 200 to failures too: the body must be right in 99 % of all answers",
    },
    {
      ...gate,
      id: `${card}_throttled`,
      metric: "obcms_answers",
      where: { card, outcome: "throttled" },
      statistic: "count",
      operator: "==",
      limit: 0,
      minSamples: SAMPLES_FOR_ONE_PERCENT,
      reason: "a throttled answer takes 4 ms and measures the throttle: none is allowed under planned load",
    },
    {
      ...gate,
      id: `${card}_iterations_failed`,
      metric: "obcms_iterations_failed",
      where: { card },
      statistic: "count",
      operator: "==",
      limit: 0,
      minSamples: ITERATIONS,
      reason: "k6 exits 0 when iterations throw; a journey that throws has skipped its remaining steps",
    },
  ];
}

/** Only of a card that writes what can break. The check is made once, after the load, whatever that was. */
function integrity(card: CardName, isIncluded: BudgetChoice["isIncluded"]): Budget[] {
  if (integrityKindsOf(card, isIncluded).length === 0) return [];
  return [
    {
      id: `${card}_integrity_faults`,
      card,
      metric: "obcms_integrity_faults",
      where: { card },
      statistic: "count",
      operator: "==",
      limit: 0,
      minSamples: 1,
      perIteration: 1,
      severity: "gate",
      reason:
        "OBCMS answers 200 to tree inserts that come at once and corrupts the tree: no request of the load shows it",
    },
  ];
}

/** k6 gives its own tag to an iteration that it drops, and none of the scenario's. */
function delivery(card: CardName, scenario: string, index: number): Budget {
  return {
    id: index === 0 ? `${card}_dropped` : `${scenario}_dropped`,
    card,
    metric: "dropped_iterations",
    where: { scenario },
    statistic: "count",
    operator: "==",
    limit: 0,
    minSamples: ITERATIONS,
    severity: "gate",
    reason:
      "planned work that was never sent is missing from every latency: the percentiles have no upper bound",
  };
}

function override(budget: Budget, limits: Readonly<Record<string, number>>): Budget {
  const limit = limits[budget.id];
  if (limit === undefined) return budget;
  const severity = budget.card === TARGET || budget.gateWhereNamed ? "gate" : budget.severity;
  return { ...budget, limit, overrides: budget.limit, severity };
}
