// `/__stand-in__/faults`: reads and switches faults while the stand-in runs. Asked by the server, which lets this machine in.

import { Problem } from "../../src/problem.ts";
import { type Answer, restJson } from "../http/answer.ts";
import type { Call } from "../http/call.ts";
import { methodNotAllowed } from "../http/errors.ts";
import type { Switchboard } from "./switchboard.ts";

export const controlPath = "/__stand-in__/faults";

export function answerControl(call: Call, switchboard: Switchboard): Answer {
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
