// Plan §7: what executives see is not for everybody: staff and coordinators ask for it, and must be turned away.

import { visitorFor } from "../../lib/auth.ts";
import { send } from "../../lib/client.ts";
import { runs } from "../../lib/dataset.ts";

const byStaff = ["policies_refused", "planning_budgeting_refused"] as const;

export function beTurnedAway(): void {
  for (const name of byStaff) if (runs(name)) send(visitorFor("staff"), name);
  if (runs("project_portfolio_refused"))
    send(visitorFor("provincial_coordinator"), "project_portfolio_refused");
}
