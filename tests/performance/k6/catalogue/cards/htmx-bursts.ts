// Plan §2: what one iteration of somebody with open pages asks for. Read by cards.ts.

import type { Card } from "../card.ts";

export const htmxBurstsCard = {
  section: 2,
  title: "HTMX Interaction Bursts",
  priority: "HIGH",
  complexity: "Moderate",
  dependencies: ["HTMX endpoints", "partial templates", "HX-Trigger notifications"],
  prerequisites: [
    "target_reachable",
    "dataset_present",
    "credentials_personas",
    "csrf",
    "cache_shared",
    "dataset_size",
    "journeys_traced",
    "server_timing",
  ],
  weight: 3,
  weightReason: "each page that staff keep open polls its fragments",
  // Without pauses everything that is polled is due once in an iteration; with them, less often.
  requests: {
    dashboard_page: 1,
    dashboard_stats_cards: 2,
    dashboard_metrics: 2,
    dashboard_alerts: 2,
    dashboard_activity: 1,
    budget_alerts: 2,
    mana_stats_cards: 2,
    policies_stats_cards: 2,
    policies_new: 1,
    work_item_tree_root: 3,
    work_item_tree_children: 1,
    work_item_modal: 1,
    monitoring_portfolio: 1,
    monitoring_work_items_tab: 1,
    work_item_update_progress: 2,
    work_item_sidebar_detail: 1,
    work_item_sidebar_edit_form: 1,
    work_item_sidebar_edit_submit: 1,
    work_item_sidebar_create_form: 1,
    work_item_sidebar_create: 1,
    work_item_delete_modal: 3,
    work_item_quick_create_child: 1,
    work_item_delete: 2,
  },
} as const satisfies Card;
