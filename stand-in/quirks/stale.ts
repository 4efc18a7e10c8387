// The quirk `stale_feeds`: an answer is made once in 300 s for each user and address, whatever changes meanwhile.

import type { Answer } from "../http/answer.ts";
import type { Call, Services, User } from "../http/call.ts";

const SECONDS = 300;

/** `version`: what was kept under another one is not looked at any more. Makes the answer, or repeats the one of up to 300 s ago. Only what was found (200) is kept. */
export function staleFor(
  call: Call<string, User>,
  services: Services,
  make: () => Answer,
  version = 0,
): Answer {
  if (!services.quirks.has("stale_feeds")) return make();
  const key = `feed_${call.user.id}_v${version}_${call.path}?${call.query}`;
  const kept = services.cache.get<Answer>(key);
  if (kept !== undefined) return kept;
  const made = make();
  if (made.status === 200) services.cache.set(key, made, SECONDS);
  return made;
}
