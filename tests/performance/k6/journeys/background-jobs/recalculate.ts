// Plan §3: the recalculation of a programme's budget and progress, which on OBCMS is no task: each step answers when it is done.

import { visitorFor } from "../../lib/auth.ts";
import { send } from "../../lib/client.ts";
import { runs } from "../../lib/dataset.ts";
import { think } from "../../lib/pacing.ts";
import { leaveBehind } from "../../lib/residue.ts";

/** Programmes that this virtual user brought under tracking. */
const tracked: Record<string, true> = {};

/** The steps in the order in which the page offers them; the last is refused to everybody but a superuser. */
export function recalculate(entry: string): void {
  if (!runs("monitoring_disable_tracking_refused")) return;
  const officer = visitorFor("staff");
  const args = { entry };
  officer.page = `/monitoring/entry/${entry}/`;
  if (runs("monitoring_enable_tracking")) {
    const enabled = send(officer, "monitoring_enable_tracking", { args, form: {} });
    if (enabled.ok && tracked[entry] === undefined) {
      tracked[entry] = true;
      leaveBehind("monitoring_enable_tracking", entry);
    }
    send(officer, "monitoring_distribute_budget", { args, form: { method: "equal" } });
    send(officer, "monitoring_sync_progress", { args, form: {} });
    think(0.2, 0.5);
  }
  send(officer, "monitoring_disable_tracking_refused", { args, form: {} });
}
