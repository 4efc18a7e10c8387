// `/__stand-in__/faults`: reads and switches faults while the stand-in runs. No route of OBCMS, hence the odd name;
// answered to this machine only, and never part of a measured path.

import { Problem } from "../../src/problem.ts";
import { type Answer, restJson } from "../http/answer.ts";
import type { Call } from "../http/call.ts";
import { methodNotAllowed, notFound } from "../http/errors.ts";
import type { Switchboard } from "./switchboard.ts";

export const controlPath = "/__stand-in__/faults";
const LOOPBACK = ["127.0.0.1", "::1", "::ffff:127.0.0.1"];

export function answerControl(call: Call, switchboard: Switchboard): Answer {
  if (!LOOPBACK.includes(call.address)) return notFound();
  if (call.method === "GET") return restJson(200, { faults: switchboard.texts() });
  if (call.method !== "POST") return methodNotAllowed(["GET", "POST"]);
  const texts = textsIn(call.body);
  if (texts === undefined)
    return restJson(400, { problem: 'send a JSON object such as {"faults": ["delay=300@read"]}' });
  try {
    switchboard.set(texts);
  } catch (error) {
    if (error instanceof Problem) return restJson(400, { problem: error.toText() });
    throw error;
  }
  return restJson(200, { faults: switchboard.texts() });
}

function textsIn(body: string): string[] | undefined {
  try {
    const parsed: unknown = JSON.parse(body);
    if (typeof parsed !== "object" || parsed === null || !("faults" in parsed)) return undefined;
    const { faults } = parsed;
    return Array.isArray(faults) && faults.every((text) => typeof text === "string") ? faults : undefined;
  } catch {
    return undefined;
  }
}
