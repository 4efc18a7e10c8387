// The worker's log as a source: follows the file, reads Celery's lines, and knows the zone of their times.

import { messageOf } from "../../problem.ts";
import { followFile } from "../followed-file.ts";
import { readLine } from "./log-line.ts";
import type { Source, Told } from "./source.ts";
import { type ZonedClock, zonedClock } from "./zoned-clock.ts";

/** So many lines without one of Celery's are no log of a worker, or one of another format. */
const LINES_TO_JUDGE = 50;

export type WorkerLog = Source & {
  /** Lines that look like Celery's and could not be read. */
  unreadableLines(): number;
};

export async function openWorkerLog(path: string, zone: string, told: Told): Promise<WorkerLog> {
  const clock = clockOf(zone);
  const file = await followFile(path).catch((error: unknown) => {
    throw new Error(`probes.workerLog: ${messageOf(error)}`);
  });
  let lines = 0;
  let celerys = 0;
  let unreadable = 0;
  let hasFile = false;
  /** Of the last line that named an unknown task. */
  let unregisteredAt: number | undefined;

  const take = (text: string): void => {
    const line = readLine(text);
    const now = Date.now();
    lines += 1;
    if (line.kind === "unreadable") unreadable += 1;
    else if (line.kind !== "other" || line.isCelerys) celerys += 1;
    if (line.kind === "task") told.saw({ ...line.sight, at: clock(line.wallMs, now) });
    if (line.kind === "task" || line.kind === "ready") told.worker("ready");
    if (line.kind === "leaving") told.worker("gone");
    if (line.kind === "unregistered") unregisteredAt = clock(line.wallMs, now);
    if (line.kind === "headers" && unregisteredAt !== undefined) {
      told.saw({ task: line.task, name: line.name, event: "rejected", at: unregisteredAt });
      unregisteredAt = undefined;
    }
  };
  return {
    name: "log",
    tellsEnds: () => hasFile,
    unreadableLines: () => unreadable,
    async look() {
      const fresh = await file.read().catch((error: unknown) => {
        throw new Error(`probes.workerLog: ${messageOf(error)}`);
      });
      hasFile = true;
      for (const line of fresh) take(line);
      if (lines >= LINES_TO_JUDGE && celerys === 0)
        throw new Error(
          `probes.workerLog: none of the ${lines} new lines of ${path} is in Celery's format, ` +
            "[2026-11-24 02:56:04,939: INFO/MainProcess] …; name the worker's log, written on level INFO",
        );
    },
    close: () => file.close(),
  };
}

function clockOf(zone: string): ZonedClock {
  try {
    return zonedClock(zone);
  } catch {
    throw new Error(`probes.workerZone: "${zone}" is no time zone; Asia/Manila and UTC are`);
  }
}
