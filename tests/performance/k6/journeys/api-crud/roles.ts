// Plan §1: permission checks per role, the provincial coordinator against the central administrator.

import { visitorFor } from "../../lib/auth.ts";
import { send, type Visitor } from "../../lib/client.ts";
import { type Dataset, leased, runs } from "../../lib/dataset.ts";
import { childWorkItem, rebalance } from "../../lib/payloads.ts";

/** The central administrator's own account: it may be changed, so the run changes nobody else's. */
let ownId: number | undefined;

export function administer(): void {
  if (!runs("api_user_update")) return;
  const admin = visitorFor("central_admin");
  const id = accountOf(admin);
  if (id !== undefined)
    send(admin, "api_user_update", { args: { id }, body: { position: "changed by a load test" } });
}

/** What a provincial coordinator asks for and must not get. */
export function beRefused(dataset: Dataset): void {
  if (!runs("api_user_update_refused")) return;
  const coordinator = visitorFor("provincial_coordinator");
  coordinator.page = "/dashboard/";
  send(coordinator, "monitoring_portfolio_refused");
  // Any account will do: it is refused before OBCMS looks for it.
  send(coordinator, "api_user_update_refused", { args: { id: ownId ?? 1 }, body: { position: "refused" } });
  if (runs("work_item_quick_create_refused"))
    send(coordinator, "work_item_quick_create_refused", {
      args: { pk: leased(dataset.workItems) },
      form: childWorkItem(dataset),
    });
  if (runs("api_rebalance_refused"))
    send(coordinator, "api_rebalance_refused", { body: rebalance(leased(dataset.monitoringEntries)) });
}

function accountOf(admin: Visitor): number | undefined {
  const found = send(admin, "api_users_search", { args: { search: admin.username ?? "" } });
  const rows = (found.json("results") ?? []) as { id?: number; username?: string }[];
  ownId = rows.find(({ username }) => username === admin.username)?.id;
  return ownId;
}
