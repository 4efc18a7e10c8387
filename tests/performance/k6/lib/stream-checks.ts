// Questions about feeds and updates, as samples: budgets allow none of them to fail.

import type { StreamAspect } from "../catalogue/stream-aspects.ts";
import { addSample } from "./metrics.ts";

/** Each failure is told once for a virtual user: a defect of every answer would fill the log. */
const told = new Set<string>();

export function question(aspect: StreamAspect, holds: boolean, otherwise: string): void {
  addSample("obcms_stream_checks", 1, { aspect, result: holds ? "pass" : "fail" });
  if (holds || told.has(otherwise)) return;
  told.add(otherwise);
  console.warn(`${aspect}: ${otherwise}`);
}

/** `milliseconds`: from the answer to the update until the feed showed it. */
export function recordShown(milliseconds: number): void {
  addSample("obcms_updates_shown", 1);
  addSample("obcms_staleness_ms", milliseconds);
}
