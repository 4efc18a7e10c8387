// Profile controlled, k6's side: each virtual user asks the tool's control endpoint whether it is to work or to park.
// A turn (an iteration of k6's) either asks or works, never both, and all its samples say which, bytes included: k6
// gives the samples that it makes at the end of an iteration the tags that the virtual user has then.

import { sleep } from "k6";
import exec from "k6/execution";
import http from "k6/http";
import type { CardName } from "../catalogue/cards.ts";
import {
  ASK_AGAIN_MS,
  ASK_EVERY_MS,
  controlTag,
  controlVariables,
  HOLD_MS,
  type Orders,
} from "../catalogue/control.ts";

const url = __ENV[controlVariables.url] ?? "";
/** The endpoint is on this machine: a control address is no way around the safety lock. */
const isLoopback = /^http:\/\/127\.0\.0\.1:\d+$/.test(url);

let orders: Orders = "park";
let askAgainAt = 0;

/** Throws in setup() where nobody could steer the run. */
export function requireControl(): void {
  if (isLoopback) return;
  throw new Error("profile controlled needs the tool that steers it: obcms-perf run --profile controlled");
}

/** One turn of a virtual user: asks for orders when the last are old or are to park, and works otherwise. */
export function takeTurn(card: CardName, work: () => void): void {
  const { tags } = exec.vu.metrics;
  if (orders === "work" && Date.now() < askAgainAt) {
    delete tags.role;
    tags.card = card;
    work();
    return;
  }
  delete tags.card;
  tags.role = controlTag.role;
  ask();
}

/** Without an answer the last orders hold. */
function ask(): void {
  const query = `scenario=${exec.scenario.name}&vu=${exec.vu.idInTest}&orders=${orders}`;
  const answer = http.get(`${url}/turn?${query}`, {
    headers: { Authorization: `Bearer ${__ENV[controlVariables.token] ?? ""}` },
    tags: { name: "control" },
    timeout: HOLD_MS + ASK_AGAIN_MS,
    responseType: "text",
  });
  if (answer.status === 200 && (answer.body === "work" || answer.body === "park")) {
    orders = answer.body;
    askAgainAt = Date.now() + ASK_EVERY_MS;
    return;
  }
  askAgainAt = Date.now() + ASK_AGAIN_MS;
  if (orders === "park") sleep(ASK_AGAIN_MS / 1000);
}
