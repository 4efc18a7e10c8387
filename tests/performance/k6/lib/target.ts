// Where requests go, behind the safety lock: nothing is sent to a target that the settings do not allow.

import { judgeTarget } from "../catalogue/origin.ts";
import { environment } from "./environment.ts";

let judged: string | undefined;

/** The target's origin. Throws while it is refused, so that no request can be made, in setup() or elsewhere. */
export function targetOrigin(): string {
  judged ??= judge();
  return judged;
}

function judge(): string {
  const { baseUrl } = environment;
  if (baseUrl === undefined)
    throw new Error("no target: set K6_BASE_URL, or baseUrl in the environment file");
  const judgement = judgeTarget({ ...environment, baseUrl, writes: true });
  if (judgement.state === "refused") {
    throw new Error(`target refused: ${judgement.what} ${judgement.saw}; ${judgement.fix}`);
  }
  return judgement.origin.text;
}
