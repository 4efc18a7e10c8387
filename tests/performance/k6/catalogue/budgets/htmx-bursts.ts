// Plan §2: the budgets of this card alone: how large each fragment is, how many statements it costs, what templates take,
// and that nobody was signed out. Read by budgets/of-card.ts.

import type { CardBudgets, OwnBudget } from "../budget.ts";
import type { EndpointName } from "../endpoints.ts";
import { SAMPLES_FOR_ONE_PERCENT, SAMPLES_FOR_P95 } from "../sample-sizes.ts";

/** How large a fragment is and what it asks the database follows from the data, not from chance: each must be in bounds. */
const SAMPLES_OF_A_FRAGMENT = 15;
/** Below this size twice the measured would be a matter of one sentence more. */
const LEAST_BYTES = 2_000;

/**
 * What OBCMS was measured at: bytes of the body, statements with a cold cache (the larger of two seeds, where they differ).
 * The limits are twice that. `queries` is missing where nobody could count them.
 */
const measured = {
  dashboard_stats_cards: { bytes: 8_861, queries: 15 },
  dashboard_metrics: { bytes: 3_626, queries: 3 },
  dashboard_alerts: { bytes: 270, queries: 3 },
  dashboard_activity: { bytes: 215, queries: 3 },
  budget_alerts: { bytes: 289 },
  mana_stats_cards: { bytes: 4_657 },
  policies_stats_cards: { bytes: 7_711, queries: 18 },
  work_item_tree_root: { bytes: 336_009, queries: 7 },
  work_item_tree_children: { bytes: 38_055, queries: 8 },
  work_item_modal: { bytes: 10_115, queries: 6 },
  work_item_sidebar_detail: { bytes: 12_633, queries: 11 },
  work_item_sidebar_edit_form: { bytes: 22_448, queries: 10 },
  work_item_sidebar_edit_submit: { bytes: 5_821, queries: 19 },
  work_item_sidebar_create_form: { bytes: 65_000, queries: 5 },
  work_item_delete_modal: { bytes: 17_793 },
  work_item_quick_create_child: { bytes: 20_791, queries: 39 },
  monitoring_portfolio: { bytes: 20_037, queries: 40 },
  monitoring_work_items_tab: { bytes: 31_719, queries: 3 },
} as const satisfies Partial<Record<EndpointName, Measured>>;

type Measured = { readonly bytes: number; readonly queries?: number };

export const htmxBurstsBudgets: CardBudgets = {
  latency: {
    read: {
      limit: 500,
      reason: "plan §2 names no figure of its own: §1's for reads. Idle, OBCMS takes 7-90 ms, monitoring 290",
    },
    write: {
      limit: 700,
      reason: "plan §2 names no figure of its own: §1's for writes. Idle, OBCMS takes 45-440 ms",
    },
  },
  own: [
    {
      id: "htmx_bursts_signed_out",
      metric: "obcms_answers",
      where: { outcome: "signed_out" },
      statistic: "count",
      operator: "==",
      limit: 0,
      minSamples: SAMPLES_FOR_ONE_PERCENT,
      reason:
        "a session that ends while pages are open turns every fragment into a redirect to the login, in 4 ms",
    },
    {
      id: "htmx_bursts_template_p95",
      metric: "obcms_template_ms",
      statistic: "p(95)",
      operator: "<",
      limit: 100,
      minSamples: SAMPLES_FOR_P95,
      reason:
        "plan §2: template rendering time. Idle, whole fragments take OBCMS 7-90 ms: templates alone must not take more",
    },
    {
      id: "htmx_bursts_tree_duplicates",
      metric: "obcms_duplicate_queries",
      where: { name: "work_item_tree_root" },
      statistic: "max",
      operator: "<",
      limit: 15,
      minSamples: SAMPLES_OF_A_FRAGMENT,
      reason:
        "plan §2: database query counts. The tree shows 29 to 60 roots with 7 statements: one for each root is an N+1",
    },
    ...(Object.entries(measured) as [EndpointName, Measured][]).flatMap(budgetsOfFragment),
  ],
};

function budgetsOfFragment([name, { bytes, queries }]: [EndpointName, Measured]): OwnBudget[] {
  const common = {
    where: { name },
    statistic: "max",
    operator: "<",
    minSamples: SAMPLES_OF_A_FRAGMENT,
  } as const;
  const size: OwnBudget = {
    ...common,
    id: `htmx_bursts_${name}_bytes`,
    metric: "obcms_payload_bytes",
    limit: Math.max(LEAST_BYTES, 2 * bytes),
    reason: `plan §2: response payload sizes. OBCMS was measured at ${bytes} bytes`,
  };
  if (queries === undefined) return [size];
  return [
    size,
    {
      ...common,
      id: `htmx_bursts_${name}_queries`,
      metric: "obcms_db_queries",
      limit: Math.max(2 * queries, 10),
      reason: `plan §2: database query counts. OBCMS was measured at ${queries} statements or fewer`,
    },
  ];
}
