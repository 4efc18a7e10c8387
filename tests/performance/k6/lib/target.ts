// Where requests go, behind the safety lock: nothing is sent to a target that the settings do not allow.

import { writes } from "../catalogue/marker-lock.ts";
import { judgeTarget, type Origin } from "../catalogue/origin.ts";
import { environment } from "./environment.ts";

let judged: Origin | undefined;

/** The target's origin as text. Throws while it is refused, so that no request can be made, in setup() or elsewhere. */
export function targetOrigin(): string {
  return target().text;
}

/** As `targetOrigin`. */
export function target(): Origin {
  judged ??= judge();
  return judged;
}

function judge(): Origin {
  const { baseUrl } = environment;
  if (baseUrl === undefined)
    throw new Error("no target: set K6_BASE_URL, or baseUrl in the environment file");
  const judgement = judgeTarget({ ...environment, baseUrl, writes: writes(environment) });
  if (judgement.state === "refused") throw refusal(judgement);
  return judgement.origin;
}

export function refusal({ what, saw, fix }: { what: string; saw: string; fix: string }): Error {
  return new Error(`target refused: ${what} ${saw}; ${fix}`);
}
