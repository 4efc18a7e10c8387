// Asks the probe how deep the queue is and what became of tasks. It watches and makes no load: its requests carry no card.

import http from "k6/http";
import { PROBE_ROLE } from "../catalogue/tags.ts";
import type { ProbeAnswer } from "../catalogue/task-events.ts";
import { parseJson } from "./answer.ts";
import { environment } from "./environment.ts";

/** Undefined where no probe is given, or it does not answer. Without a cursor it tells its newest one and no events. */
export function askProbe(cursor?: number): ProbeAnswer | undefined {
  const { probeUrl } = environment;
  if (probeUrl === undefined) return undefined;
  const answer = http.get(cursor === undefined ? probeUrl : `${probeUrl}?after=${cursor}`, {
    tags: { name: "probe", role: PROBE_ROLE },
    timeout: `${environment.requestTimeoutSeconds}s`,
    responseType: "text",
  });
  if (answer.status !== 200) return undefined;
  const body = parseJson(answer.body as string | null);
  return isAnswer(body) ? body : undefined;
}

function isAnswer(body: unknown): body is ProbeAnswer {
  const { cursor, events } = (body ?? {}) as Partial<ProbeAnswer>;
  return typeof cursor === "number" && Array.isArray(events);
}
