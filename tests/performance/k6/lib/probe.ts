// Asks the probe how deep the queue is and what became of tasks. It watches and makes no load: its requests carry no card.

import http from "k6/http";
import { PROBE_ROLE } from "../catalogue/tags.ts";
import type { ProbeAnswer } from "../catalogue/task-events.ts";
import { parseJson } from "./answer.ts";
import { environment } from "./environment.ts";

/** Undefined where no probe is given, or it does not answer. Without a cursor it tells its newest one and no events. */
export function askProbe(cursor?: number): ProbeAnswer | undefined {
  const { probeUrl } = environment;
  const body = probeUrl === undefined ? undefined : askWatcher(probeUrl, cursor);
  return isAnswer(body) ? body : undefined;
}

/** What stands in JSON at the address of somebody who watches the target, after the cursor; undefined without an answer. */
export function askWatcher(
  url: string,
  cursor: number | undefined,
  method: "GET" | "DELETE" = "GET",
): unknown {
  const answer = http.request(method, cursor === undefined ? url : `${url}?after=${cursor}`, null, {
    tags: { name: "probe", role: PROBE_ROLE },
    timeout: `${environment.requestTimeoutSeconds}s`,
    responseType: "text",
  });
  return answer.status === 200 ? parseJson(answer.body as string | null) : undefined;
}

function isAnswer(body: unknown): body is ProbeAnswer {
  const { cursor, events } = (body ?? {}) as Partial<ProbeAnswer>;
  return typeof cursor === "number" && Array.isArray(events);
}
