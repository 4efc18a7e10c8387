// The type of a budget, and what a card says about its own. budgets/ holds the cards' own, budgets.ts makes a run's list.

import type { CardName } from "./cards.ts";
import type { Access } from "./endpoint.ts";
import type { EndpointName } from "./endpoints.ts";
import type { BudgetMetric } from "./metrics.ts";
import type { Selector } from "./tags.ts";

export type Statistic = "p(95)" | "avg" | "med" | "max" | "rate" | "count";
export type Operator = "<" | ">" | "==";

/** What a budget is of: a scenario of the plan, or the target as a whole, whatever loads it. */
export type Judged = CardName | typeof TARGET;
export const TARGET = "target";

export type Budget = {
  readonly id: string;
  readonly card: Judged;
  readonly metric: BudgetMetric;
  readonly where: Selector;
  readonly statistic: Statistic;
  readonly operator: Operator;
  /** In the metric's unit: milliseconds, bytes, a share from 0 to 1, or a count. */
  readonly limit: number;
  /** The limit of the catalogue, where an environment file overrides it. */
  readonly overrides?: number;
  readonly minSamples: number;
  /** `gate` fails the run, `info` is shown only. */
  readonly severity: "gate" | "info";
  readonly reason: string;
  /** An `info` that becomes a gate where an environment file gives its limit, as if it were on demand. */
  readonly gateWhereNamed?: true;
  /** Samples that one iteration of the card's journey gives, where they are not one for each request. */
  readonly perIteration?: number;
};

/** A limit with its reason, in milliseconds or as a share from 0 to 1. */
export type Limit = { readonly limit: number; readonly reason: string };

/** A budget that one card alone has. Its selector has the card's tag by itself. */
export type OwnBudget = Omit<Budget, "card" | "where" | "severity" | "overrides"> & {
  readonly where?: Omit<Selector, "card">;
  /** `gate` unless given. */
  readonly severity?: Budget["severity"];
  /** Left out of a run that leaves one of these rows out; so is one whose selector names such a row. */
  readonly needs?: readonly EndpointName[];
};

/** Where a card differs from what all have, and what it has beside that. */
export type CardBudgets = {
  /** p(95) by access, instead of the plan's first section. */
  readonly latency?: Partial<Readonly<Record<Access, Limit>>>;
  /** p(95) of single endpoints, instead of their access's. */
  readonly endpointLatency?: Partial<Readonly<Record<EndpointName, Limit>>>;
  readonly own?: readonly OwnBudget[];
};
