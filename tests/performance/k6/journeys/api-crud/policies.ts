// Plan §1: policy recommendations. OBCMS's API creates them and can neither show, change nor delete them.

import { visitorFor } from "../../lib/auth.ts";
import { send } from "../../lib/client.ts";
import { type Dataset, runs } from "../../lib/dataset.ts";
import { recommendation, userIdOf } from "../../lib/payloads.ts";
import { leaveBehind } from "../../lib/residue.ts";

export function readPolicies(): void {
  if (runs("policies_manage")) {
    const executive = visitorFor("executive");
    executive.page = "/policies/";
    send(executive, "policies_stats_cards");
    send(executive, "policies_manage", { args: { status: "approved" } });
  }
  if (runs("api_recommendation_list")) send(visitorFor("api_client"), "api_recommendation_list");
  if (runs("api_recommendation_statistics")) send(visitorFor("api_client"), "api_recommendation_statistics");
}

export function proposeRecommendation(dataset: Dataset): void {
  if (!runs("api_recommendation_create")) return;
  const client = visitorFor("api_client");
  const body = recommendation(dataset, userIdOf(client.access ?? ""));
  const id = send(client, "api_recommendation_create", { body }).json("id");
  if (typeof id !== "string") return;
  if (runs("api_recommendation_detail")) send(client, "api_recommendation_detail", { args: { id } });
  if (runs("api_recommendation_update"))
    send(client, "api_recommendation_update", { args: { id }, body: { title: "changed by a load test" } });
  if (!isRemoved(id)) leaveBehind("api_recommendation_create", id);
}

function isRemoved(id: string): boolean {
  if (runs("api_recommendation_delete"))
    return send(visitorFor("api_client"), "api_recommendation_delete", { args: { id } }).ok;
  return runs("policies_delete") && send(visitorFor("executive"), "policies_delete", { args: { id } }).ok;
}
