// Plan §1. Everyday traffic of the REST API and the pages behind it: do reads, writes and sign-in hold their budgets?

import { group } from "k6";
import { refreshTokens, visitorFor } from "../lib/auth.ts";
import { send } from "../lib/client.ts";
import { type Dataset, leasedWorkItem } from "../lib/dataset.ts";
import { environment } from "../lib/environment.ts";
import { choose, random, think } from "../lib/pacing.ts";
import { engagementType, recommendation, userIdOf } from "../lib/payloads.ts";

const SEARCHES = ["a", "an", "bar", "da", "ma"] as const;

/** A provincial coordinator's round: looks places up, keeps lists, moves work along, reads the trend page. */
export function workThroughTheDay(dataset: Dataset): void {
  group("administrative lists", browsePlaces);
  think(0.3, 0.8);
  group("engagement types", () => maintainEngagementType(dataset));
  think(0.3, 0.8);
  if (environment.allowResidue) group("recommendations", () => proposeRecommendation(dataset));
  group("work items", () => followWorkItem(dataset));
  think(0.3, 0.8);
  group("executive metrics", () => send(visitorFor("executive"), "trends"));
}

function browsePlaces(): void {
  const client = visitorFor("api_client");
  refreshTokens(client);
  send(client, "api_regions_list");
  send(client, "api_provinces_list");
  think(0.2, 0.6);
  send(client, "api_municipalities_search", { args: { search: choose(SEARCHES) } });
  send(client, "api_barangays_list");
}

function maintainEngagementType(dataset: Dataset): void {
  const client = visitorFor("api_client");
  const created = send(client, "api_engagement_type_create", { body: engagementType(dataset) });
  const id = created.json("id");
  if (typeof id !== "number" && typeof id !== "string") return;
  send(client, "api_engagement_type_detail", { args: { id } });
  think(0.2, 0.6);
  send(client, "api_engagement_type_update", {
    args: { id },
    body: { description: "changed by a load test" },
  });
  send(client, "api_engagement_type_delete", { args: { id } });
}

function proposeRecommendation(dataset: Dataset): void {
  const client = visitorFor("api_client");
  send(client, "api_recommendation_create", { body: recommendation(dataset, userIdOf(client.access ?? "")) });
}

function followWorkItem(dataset: Dataset): void {
  const staff = visitorFor("staff");
  staff.page = "/oobc-management/work-items/";
  const pk = leasedWorkItem(dataset);
  send(staff, "work_item_tree_root", { args: { status: "", work_type: "", q: "" } });
  send(staff, "work_item_tree_children", { args: { pk } });
  think(0.3, 0.8);
  send(staff, "work_item_modal", { args: { pk } });
  send(staff, "work_item_update_progress", {
    args: { pk },
    form: { progress: String(Math.floor(random() * 100)) },
  });
}
