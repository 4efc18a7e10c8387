// Plan §3: what watches the workers while others make the load: it asks the probe again and again, and goes on a little
// longer than they do, so that what they started can end.

import { sleep } from "k6";
import exec from "k6/execution";
import type { Dataset } from "../../lib/dataset.ts";
import { addSample } from "../../lib/metrics.ts";
import { askProbe } from "../../lib/probe.ts";
import { type LedgerSample, openLedger } from "../../lib/task-ledger.ts";

/** How exactly a depth or an effect is seen. */
const LOOK_EVERY_SECONDS = 0.25;
const CARD = { card: "background_jobs" } as const;

const ledger = openLedger();
let cursor: number | undefined;

/** One look. `lastsSeconds`: how long this goes on; the last look says what is still missing. */
export function watchWorkers({ probeCursor }: Dataset, lastsSeconds: number): void {
  const answer = askProbe(cursor ?? probeCursor);
  const endsAt = exec.scenario.startTime + 1000 * lastsSeconds;
  // Two in advance, because a look and its pause may take longer than planned; to settle twice does no harm.
  const isLast = Date.now() + 2 * 1000 * LOOK_EVERY_SECONDS >= endsAt;
  if (answer !== undefined) {
    cursor = answer.cursor;
    const depth = answer.queue && answer.queue.waiting + answer.queue.reserved;
    if (depth !== undefined) {
      addSample("obcms_queue_depth", depth, CARD);
      addSample("obcms_probe_samples", 1, CARD);
    }
    for (const event of answer.events) ledger.note(event).forEach(add);
    ledger.settle({ now: answer.now, depth, isLast }).forEach(add);
  }
  sleep(LOOK_EVERY_SECONDS);
}

function add({ metric, value, event }: LedgerSample): void {
  addSample(metric, value, event === undefined ? CARD : { ...CARD, event });
}
