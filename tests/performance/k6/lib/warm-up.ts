// The step before judged load that takes first calls and empty caches out of it, where the setting `warmCache` is on.
// Called by main.ts in setup(): its requests carry no card, so they are in no budget.

import { chosenCards } from "../catalogue/cards.ts";
import type { Endpoint } from "../catalogue/endpoint.ts";
import { endpoints } from "../catalogue/endpoints.ts";
import { type PersonaName, personas } from "../catalogue/personas.ts";
import { WARM_UP_LINE, WARM_UP_VISITORS, warmUpRequests } from "../catalogue/warm-up.ts";
import { signIn } from "./auth.ts";
import { newVisitor, sendAtOnce, type Visitor } from "./client.ts";
import { runs } from "./dataset.ts";
import { environment } from "./environment.ts";

export function warmUp(): void {
  if (!environment.warmCache) return;
  const requests = warmUpRequests(chosenCards(environment.scenarios), runs);
  const groups: Partial<Record<Endpoint["as"], Visitor[]>> = {};
  let right = 0;
  let sent = 0;
  for (const { name, args } of requests) {
    const who = endpoints[name].as;
    groups[who] ??= visitorsOf(who);
    const answers = sendAtOnce(groups[who].map((visitor) => ({ visitor, ask: { name, options: { args } } })));
    sent += answers.length;
    right += answers.filter(({ ok }) => ok).length;
  }
  const wrong = sent === right ? "all were right" : `${sent - right} of them were wrong`;
  console.log(`${WARM_UP_LINE}${requests.length} pages, ${sent} requests before the judged load, ${wrong}`);
}

/** The users that the first virtual users will have: what OBCMS remembers per user is theirs then. */
function visitorsOf(who: PersonaName | "anybody"): Visitor[] {
  if (who === "anybody") return Array.from({ length: WARM_UP_VISITORS }, newVisitor);
  const usernames = environment[personas[who].usernames];
  return usernames.slice(0, WARM_UP_VISITORS).map((username) => signIn(who, username));
}
