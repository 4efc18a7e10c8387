// Plan §7: recommendations as an executive looks them through. OBCMS's API cannot list them, so its pages are asked.

import { filteredRecommendationStatuses } from "../../catalogue/choices.ts";
import { visitorFor } from "../../lib/auth.ts";
import { send } from "../../lib/client.ts";
import { runs } from "../../lib/dataset.ts";
import { choose } from "../../lib/pacing.ts";
import { visit } from "../../lib/visits.ts";

const HOME = "/policies/";
/** The one category that a seeded target has, and none: the form sends it either way. */
const CATEGORIES = ["", "economic_development"] as const;
const AREAS = ["economic-development", "social-development", "protection-rights"] as const;

/** Where a session begins: its first page pays for permissions that are in no cache, and its limits allow that here. */
export function openHome(): void {
  if (!runs("policies_home")) return;
  const executive = visitorFor("executive");
  visit(executive, "policies_home");
  executive.page = HOME;
  send(executive, "policies_stats_cards");
}

export function openRecommendations(): void {
  if (!runs("policies_home")) return;
  openHome();
  const executive = visitorFor("executive");
  visit(executive, "policies_manage_all");
  for (let time = 0; time < 3; time += 1) filterList();
  visit(executive, "policies_by_area", { area: choose(AREAS) });
  visit(executive, "policies_programs");
  visit(executive, "policies_services");
}

/** Always with a status: without one OBCMS shows all, which `policies_manage_all` measures. */
export function filterList(): void {
  if (!runs("policies_filtered")) return;
  visit(visitorFor("executive"), "policies_filtered", {
    search: "",
    status: choose(filteredRecommendationStatuses),
    category: choose(CATEGORIES),
    priority: "",
  });
}
