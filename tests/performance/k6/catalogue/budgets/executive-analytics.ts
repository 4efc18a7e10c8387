// Plan §7: the budgets of this card alone: aggregated pages, cache, statements per page, first visits, refusals.
// Read by budgets/of-card.ts.

import type { CardBudgets, OwnBudget } from "../budget.ts";
import type { EndpointName } from "../endpoints.ts";
import { SAMPLES_FOR_ONE_PERCENT, SAMPLES_FOR_P95, SAMPLES_FOR_STATEMENTS } from "../sample-sizes.ts";

const PAGE = {
  limit: 750,
  reason: "plan §7: p(95) < 750 ms for aggregated responses, under sustained concurrency",
} as const;

/**
 * Statements of each page: half as many again as OBCMS executes (measured: see the trace note), or room for the 96 that
 * permissions cost while they are in no cache where it executes a hundred. `each`: OBCMS has an N+1 of its own there, one
 * statement for each such row; the limit says once, not twice.
 */
const statements = {
  policies_home: { limit: 120 },
  policies_stats_cards: { limit: 30 },
  policies_manage_all: { limit: 650, each: "recommendation" },
  policies_filtered: { limit: 270, each: "recommendation" },
  policies_by_area: { limit: 40 },
  policies_programs: { limit: 20, duplicates: 15 },
  policies_services: { limit: 20, duplicates: 15 },
  policy_budget_matrix: { limit: 220, each: "approved recommendation" },
  planning_budgeting: { limit: 45, duplicates: 15 },
  planning_dashboard: { limit: 30, duplicates: 15 },
  gap_analysis: { limit: 20, duplicates: 15 },
  budget_execution_dashboard: { limit: 40, duplicates: 15 },
  budget_preparation_stats: { limit: 15 },
  budget_alerts: { limit: 10 },
  ocm_dashboard: { limit: 30, duplicates: 15 },
  ocm_consolidated_budget: { limit: 280, each: "agency" },
  ocm_planning_overview: { limit: 80, each: "agency" },
  ocm_performance: { limit: 25, duplicates: 15 },
  project_portfolio: { limit: 30, duplicates: 15 },
  project_ppas: { limit: 250, each: "programme" },
  trends: { limit: 25, duplicates: 15 },
  dashboard_metrics: { limit: 5 },
} as const satisfies Partial<Record<EndpointName, Statements>>;

type Statements = { readonly limit: number; readonly duplicates?: number; readonly each?: string };

/** Pages that a round visits, each for the first time once in every session. */
const VISITED_PAGES = 18;

export const executiveAnalyticsBudgets: CardBudgets = {
  latency: { read: PAGE },
  own: [
    {
      id: "executive_analytics_let_in",
      metric: "obcms_answers",
      where: { access: "refusal", outcome: "unexpected" },
      needs: ["policies_refused"],
      statistic: "count",
      operator: "==",
      limit: 0,
      minSamples: 20,
      reason: "what only a director may see is shown to nobody else: one page too many is one too many",
    },
    {
      id: "executive_analytics_cache_hits",
      metric: "obcms_cache_hits",
      needs: ["policies_home"],
      statistic: "rate",
      operator: ">",
      limit: 0.9,
      minSamples: SAMPLES_FOR_ONE_PERCENT,
      reason:
        "plan §7: cache hit ratio. OBCMS caches no executive page: a page looks up its session and 15 permissions, kept 300 s for each user, so that only a user's first pages miss",
    },
    {
      id: "executive_analytics_cold_p95",
      metric: "obcms_visit_ms",
      where: { temperature: "cold" },
      needs: ["policies_home"],
      statistic: "p(95)",
      operator: "<",
      limit: 2 * PAGE.limit,
      minSamples: VISITED_PAGES,
      perIteration: VISITED_PAGES,
      reason:
        "a session's first visit may take twice the limit: permissions are in no cache, and a worker's first call was measured at up to 3.8 times a later one (469 against 124 ms)",
    },
    {
      id: "executive_analytics_warm_p95",
      metric: "obcms_visit_ms",
      where: { temperature: "warm" },
      needs: ["policies_home"],
      statistic: "p(95)",
      operator: "<",
      ...PAGE,
      minSamples: SAMPLES_FOR_P95,
      perIteration: VISITED_PAGES,
      severity: "info",
      reason:
        "plan §7: later visits of the same session, beside the first ones; the gate is the limit of reads",
    },
    {
      id: "executive_analytics_policies_filtered_queries_per_row",
      metric: "obcms_queries_per_row",
      where: { name: "policies_filtered" },
      statistic: "med",
      operator: "<",
      limit: 1.5,
      minSamples: SAMPLES_FOR_STATEMENTS,
      severity: "info",
      gateWhereNamed: true,
      reason:
        "plan §7: query volume. OBCMS executes one statement for each recommendation of this list; 2 would be a second N+1. Not every target tells rows",
    },
    ...(Object.entries(statements) as [EndpointName, Statements][]).flatMap(statementBudgets),
  ],
};

function statementBudgets([name, { limit, duplicates, each }]: [EndpointName, Statements]): OwnBudget[] {
  const common = {
    where: { name },
    statistic: "p(95)",
    operator: "<",
    minSamples: SAMPLES_FOR_STATEMENTS,
  } as const;
  const known = each === undefined ? "" : `; OBCMS executes one for each ${each}, and no second one`;
  return [
    {
      ...common,
      id: `executive_analytics_${name}_queries`,
      metric: "obcms_db_queries",
      limit,
      reason: `plan §7: database query volume, with room above what OBCMS was measured at${known}`,
    },
    ...(duplicates === undefined
      ? []
      : [
          {
            ...common,
            id: `executive_analytics_${name}_duplicates`,
            metric: "obcms_duplicate_queries",
            limit: duplicates,
            reason: "plan §7: a statement that repeats for each row is an N+1, and this page has none",
          } as const,
        ]),
  ];
}
