// Plan §1: public reads, and the administrative lists that every form of OBCMS begins with.

import { refreshTokens, visitorFor } from "../../lib/auth.ts";
import { newVisitor, send } from "../../lib/client.ts";
import { runs } from "../../lib/dataset.ts";
import { choose, think } from "../../lib/pacing.ts";

const SEARCHES = ["a", "an", "bar", "da", "ma"] as const;

export function askAsAnybody(): void {
  const anybody = newVisitor();
  send(anybody, "health");
  send(anybody, "api_regions_unauthenticated");
}

export function browsePlaces(): void {
  if (!runs("api_regions_list")) return;
  const client = visitorFor("api_client");
  refreshTokens(client);
  send(client, "api_regions_list");
  send(client, "api_provinces_list");
  think(0.2, 0.6);
  send(client, "api_municipalities_search", { args: { search: choose(SEARCHES) } });
  send(client, "api_barangays_list");
}
