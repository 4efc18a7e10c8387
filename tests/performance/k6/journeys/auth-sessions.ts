// Plan §5. People sign in, work and sign out, clients keep a chain of tokens, somebody tries passwords: does the door hold?

import { group } from "k6";
import { think } from "../lib/pacing.ts";
import { tryPasswords } from "./auth-sessions/lock-out.ts";
import { comeAndGo } from "./auth-sessions/sessions.ts";
import { keepTokensAlive } from "./auth-sessions/tokens.ts";

/** One round: a session from its beginning to its end, a chain of tokens, and an account that gets locked. */
export function goThroughTheDoor(): void {
  visit();
  think(0.3, 0.8);
  group("tokens", keepTokensAlive);
}

/** Who comes with a browser, and who should not come at all. */
export function visit(): void {
  group("session", comeAndGo);
  think(0.3, 0.8);
  group("lock-out", tryPasswords);
}
