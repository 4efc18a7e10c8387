// Plan §2: what must break which budget of the fragments.

import { type Mutant, waitingTogether } from "./mutant.ts";

const card = "htmx_bursts";

export const htmxBurstsMutants: readonly Mutant[] = [
  {
    title: "three fragments take 600 ms",
    card,
    flags: waitingTogether,
    faults: ["delay=600@dashboard_stats_cards", "delay=600@mana_stats_cards", "delay=600@work_item_modal"],
    breaks: ["htmx_bursts_read_p95"],
  },
  {
    title: "saving in the sidebar and adding a child take 800 ms",
    card,
    flags: waitingTogether,
    faults: ["delay=800@work_item_sidebar_edit_submit", "delay=800@work_item_quick_create_child"],
    breaks: ["htmx_bursts_write_p95"],
  },
  {
    title: "templates of three fragments take 150 ms",
    card,
    flags: waitingTogether,
    faults: [
      "slow_template=150@work_item_tree_root",
      "slow_template=150@dashboard_stats_cards",
      "slow_template=150@monitoring_portfolio",
    ],
    breaks: ["htmx_bursts_template_p95"],
  },
  {
    title: "a fragment is four times as large",
    card,
    faults: ["oversized=4@work_item_sidebar_detail"],
    breaks: ["htmx_bursts_work_item_sidebar_detail_bytes"],
  },
  {
    title: "the tree executes a query for each of its rows",
    card,
    faults: ["n_plus_one@work_item_tree_root"],
    breaks: ["htmx_bursts_tree_duplicates", "htmx_bursts_work_item_tree_root_queries"],
  },
  {
    title: "three fragments come as whole pages, with status 200 and all that they should contain",
    card,
    faults: [
      "full_page@dashboard_stats_cards",
      "full_page@policies_stats_cards",
      "full_page@monitoring_portfolio",
    ],
    breaks: ["htmx_bursts_checks"],
    alongside: ["endpoint_failing"],
  },
  {
    title: "saving in the sidebar tells the page nothing",
    card,
    faults: ["missing_trigger=workItemUpdated@work_item_sidebar_edit_submit"],
    breaks: ["htmx_bursts_checks"],
    alongside: ["endpoint_failing"],
  },
  {
    title: "the session is gone when the form of a new item is asked for",
    card,
    faults: ["login_page@work_item_sidebar_create_form"],
    breaks: ["htmx_bursts_signed_out", "htmx_bursts_checks"],
    alongside: ["endpoint_failing", "signed_out"],
    verdict: "INVALID",
  },
  {
    title: "two fragments answer 500 every fourth time",
    card,
    faults: ["error_rate=0.25@budget_alerts", "error_rate=0.25@mana_stats_cards"],
    breaks: ["htmx_bursts_failed", "htmx_bursts_checks"],
    alongside: ["endpoint_failing"],
  },
];
