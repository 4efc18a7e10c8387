// Plan §7: what must break which budget of the executive pages.

import { type Mutant, waitingTogether } from "./mutant.ts";

const card = "executive_analytics";

export const executiveAnalyticsMutants: readonly Mutant[] = [
  {
    title: "three pages of oversight and projects take 900 ms",
    card,
    flags: waitingTogether,
    faults: ["delay=900@ocm_dashboard", "delay=900@project_portfolio", "delay=900@trends"],
    breaks: ["executive_analytics_read_p95"],
  },
  {
    title: "the first visit to two pages takes 2 s, later ones do not",
    card,
    faults: ["first_visit=2000@policies_programs", "first_visit=2000@gap_analysis"],
    breaks: ["executive_analytics_cold_p95"],
  },
  {
    title: "two pages of recommendations look their permissions up without a cache",
    card,
    faults: ["cache_off@policies_filtered", "cache_off@policies_manage_all"],
    breaks: ["executive_analytics_cache_hits"],
  },
  {
    title: "the trends execute a query for each row",
    card,
    faults: ["n_plus_one@trends"],
    breaks: ["executive_analytics_trends_queries", "executive_analytics_trends_duplicates"],
  },
  {
    // Of the filtered list, which has a twelfth of the dataset, the limit would not notice it.
    title: "the list of all recommendations executes two queries for each instead of one",
    card,
    faults: ["n_plus_one@policies_manage_all"],
    breaks: ["executive_analytics_policies_manage_all_queries"],
  },
  {
    title: "the list of recommendations opens for everybody",
    card,
    faults: ["lets_everybody_in=1@policies_manage_all"],
    breaks: ["executive_analytics_let_in", "executive_analytics_failed", "executive_analytics_checks"],
    alongside: ["endpoint_failing"],
  },
  {
    title: "the list of recommendations opens for everybody now and then",
    card,
    faults: ["lets_everybody_in=0.2@policies_manage_all"],
    breaks: ["executive_analytics_let_in"],
  },
  {
    title: "two pages answer 500",
    card,
    faults: ["error_rate=1@policy_budget_matrix", "error_rate=1@ocm_performance"],
    breaks: ["executive_analytics_failed", "executive_analytics_checks"],
    alongside: ["endpoint_failing"],
  },
  {
    title: "the widgets come with status 200 and another body",
    card,
    faults: ["wrong_body@dashboard_metrics", "wrong_body@policies_stats_cards"],
    breaks: ["executive_analytics_checks"],
    alongside: ["endpoint_failing"],
  },
];
