// Questions about feeds and updates, as samples: budgets allow none of them to fail.

import type { StreamAspect } from "../catalogue/stream-aspects.ts";
import { addSample } from "./metrics.ts";
import { ask } from "./questions.ts";

export function question(aspect: StreamAspect, holds: boolean, otherwise: string): void {
  ask("obcms_stream_checks", aspect, holds, otherwise);
}

/** `milliseconds`: from the answer to the update until the feed showed it. */
export function recordShown(milliseconds: number): void {
  addSample("obcms_updates_shown", 1);
  addSample("obcms_staleness_ms", milliseconds);
}
