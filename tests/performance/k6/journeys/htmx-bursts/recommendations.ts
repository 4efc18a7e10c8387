// Plan §2: the quick action of recommendations. OBCMS offers one that leads anywhere: the form of a new one.

import { visitorFor } from "../../lib/auth.ts";
import { send } from "../../lib/client.ts";
import { runs } from "../../lib/dataset.ts";

export function startRecommendation(): void {
  if (!runs("policies_new")) return;
  const executive = visitorFor("executive");
  executive.page = "/policies/";
  send(executive, "policies_new");
}
