// Plan §1: what must break which budget of the everyday API and page traffic.

import { type Mutant, waitingTogether } from "./mutant.ts";

export const apiCrudMutants: readonly Mutant[] = [
  {
    title: "three of the reads take 600 ms",
    card: "api_crud",
    flags: waitingTogether,
    faults: ["delay=600@trends", "delay=600@ocm_dashboard", "delay=600@api_regions_list"],
    breaks: ["api_crud_read_p95"],
  },
  {
    title: "two of the writes take 800 ms",
    card: "api_crud",
    flags: waitingTogether,
    faults: ["delay=800@api_scenario_rebalance", "delay=800@api_user_update"],
    breaks: ["api_crud_write_p95"],
  },
  {
    title: "two lists of sixty endpoints answer 500",
    card: "api_crud",
    faults: ["error_rate=1@api_regions_list", "error_rate=1@api_provinces_list"],
    breaks: ["api_crud_failed", "api_crud_checks"],
    alongside: ["endpoint_failing"],
  },
  {
    title: "children get the edges of their brothers, and every answer is right",
    card: "api_crud",
    faults: ["corrupt_tree=0.5@work_item_quick_create_child"],
    breaks: ["api_crud_integrity_faults"],
  },
  {
    title: "fragments come with status 200 and another body",
    card: "api_crud",
    faults: ["wrong_body@dashboard_metrics", "wrong_body@policies_stats_cards", "wrong_body@work_item_modal"],
    breaks: ["api_crud_checks"],
    alongside: ["endpoint_failing"],
  },
];
