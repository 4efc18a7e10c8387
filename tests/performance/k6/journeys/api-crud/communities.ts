// Plan §1: communities, their coverage by municipality, and the stakeholders in them.

import { visitorFor } from "../../lib/auth.ts";
import { send } from "../../lib/client.ts";
import { type Dataset, leased, leasedAlone, runs } from "../../lib/dataset.ts";
import { think } from "../../lib/pacing.ts";
import { community, stakeholder } from "../../lib/payloads.ts";
import { leaveBehind } from "../../lib/residue.ts";

type Coverage = { readonly municipality: number; coverage: number };
/** This virtual user's coverage: its id changes when it is made anew. */
let own: Coverage | undefined;

export function readCommunities(): void {
  if (runs("communities_manage")) send(visitorFor("staff"), "communities_manage");
  if (!runs("api_coverage_list")) return;
  const client = visitorFor("api_client");
  if (runs("api_community_list")) send(client, "api_community_list");
  send(client, "api_coverage_list");
  send(client, "api_stakeholder_list");
  send(client, "api_municipal_profiles");
}

/**
 * Where coverages are made anew, every second one is for a virtual user of its own, and the others are shared. Where the
 * target has a single one, the other virtual users leave it alone.
 */
export function maintainCoverage({ coverages }: Dataset): void {
  if (!runs("api_coverage_detail")) return;
  const client = visitorFor("api_client");
  const renews = runs("api_coverage_create");
  if (renews)
    own ??= leasedAlone(coverages.filter((_, index) => index % 2 === 0).map((each) => ({ ...each })));
  const shared = renews ? coverages.filter((_, index) => index % 2 === 1) : coverages;
  if (own === undefined && shared.length === 0 && coverages.length > 0) return;
  const { coverage: id, municipality } = own ?? leased(shared);
  send(client, "api_coverage_detail", { args: { id } });
  think(0.2, 0.6);
  send(client, "api_coverage_update", { args: { id }, body: { notes: "changed by a load test" } });
  if (own === undefined || !send(client, "api_coverage_delete", { args: { id } }).ok) return;
  const created = send(client, "api_coverage_create", { body: { municipality } });
  if (!created.ok) return;
  own.coverage = Number(created.json("id"));
  // By its municipality: the next round replaces it under another id.
  leaveBehind("api_coverage_create", municipality);
}

export function recordStakeholder(dataset: Dataset): void {
  if (!runs("api_stakeholder_create")) return;
  const body = stakeholder(dataset, leased(dataset.communities));
  const created = send(visitorFor("api_client"), "api_stakeholder_create", { body });
  if (created.ok) leaveBehind("api_stakeholder_create", created.json("id"));
}

/** Nothing of it works on OBCMS today; it waits for `mended`. */
export function maintainCommunity(dataset: Dataset): void {
  if (!runs("api_community_create")) return;
  const client = visitorFor("api_client");
  const barangay = send(client, "api_barangays_list").json("results.0.id");
  const created = send(client, "api_community_create", { body: community(dataset, barangay) });
  const id = created.json("id");
  if (typeof id !== "number") return;
  if (runs("api_community_detail")) send(client, "api_community_detail", { args: { id } });
  if (runs("api_community_update"))
    send(client, "api_community_update", { args: { id }, body: { notes: "changed by a load test" } });
  if (runs("api_community_delete")) send(client, "api_community_delete", { args: { id } });
}
