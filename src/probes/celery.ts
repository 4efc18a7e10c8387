// The probe of Celery: what its worker does with tasks, told by up to four sources. It gives no figures by the second; what it
// sees goes to tasks.ts, which tells k6, and into the account of the report.

import { setTimeout as sleep } from "node:timers/promises";
import type { SettingValues } from "../../tests/performance/k6/catalogue/settings.ts";
import type { Source, Told } from "./celery/source.ts";
import { openStoredResults } from "./celery/stored-results.ts";
import { openTaskEvents, type TaskEvents } from "./celery/task-events.ts";
import { openWebhook } from "./celery/webhook.ts";
import { openWorkerLog, type WorkerLog } from "./celery/worker-log.ts";
import type { About, Probe, TaskSource } from "./probe.ts";

/** So long a broker that is the only source is listened to at first: a worker with events beats every 2 s. */
const FIRST_BEAT_MS = 3_000;

export const celeryProbe: Probe<"celery"> = {
  name: "celery",
  // How late a line of the log is known; its time is its own.
  everyMs: 250,
  async open(values, about) {
    const tellers = new Set<TaskSource>();
    const sources: Source[] = [];
    const close = async (): Promise<void> => {
      await Promise.all(sources.map((source) => source.close()));
    };
    try {
      const { log, events } = await openSources(values, about, { sources, tellers });
      if (events !== undefined && sources.length === 1) await hearSomething(events);
      const look = async (): Promise<void> => {
        // One that cannot see does not blind the others.
        const looked = await Promise.allSettled(sources.map((source) => source.look()));
        const reasons = looked.flatMap((one) => (one.status === "rejected" ? [one.reason.message] : []));
        if (reasons.length > 0) throw new Error(reasons.join("; "));
      };
      let looks = 0;
      return {
        async look() {
          await look();
          looks += 1;
          return [];
        },
        async report() {
          await look().catch((error: unknown) => {
            if (looks === 0) throw error;
          });
          return {
            sources: [...tellers].sort(),
            tasks: about.tasks.account(sources.some((source) => source.tellsEnds())),
            drainSeconds: null,
            unreadableLines: log?.unreadableLines() ?? 0,
          };
        },
        close,
      };
    } catch (error) {
      await close();
      throw error;
    }
  },
};

/** Those that are open are in `sources` even where another one throws. */
async function openSources(
  values: SettingValues,
  { tasks }: About,
  { sources, tellers }: { sources: Source[]; tellers: Set<TaskSource> },
): Promise<{ log: WorkerLog | undefined; events: TaskEvents | undefined }> {
  const toldBy = (source: TaskSource): Told => ({
    saw(sight) {
      tellers.add(source);
      tasks.saw({ ...sight, source });
    },
    worker: (state) => tasks.sawWorker(state),
  });
  const keep = <S extends Source>(source: S): S => {
    sources.push(source);
    return source;
  };
  const {
    "probes.workerLog": path,
    "probes.workerZone": zone,
    "probes.broker": broker,
    "probes.results": results,
    "probes.webhookPort": port,
  } = values;
  const log = path === undefined ? undefined : keep(await openWorkerLog(path, zone, toldBy("log")));
  const events = broker === undefined ? undefined : keep(await openTaskEvents(broker, toldBy("events")));
  if (results !== undefined) keep(await openStoredResults(results, toldBy("results")));
  if (port !== undefined) keep(await openWebhook(port, toldBy("webhook")));
  if (sources.length === 0)
    throw new Error("nobody tells of tasks; give probes.workerLog, probes.broker or probes.webhookPort");
  return { log, events };
}

async function hearSomething(events: TaskEvents): Promise<void> {
  for (const latest = Date.now() + FIRST_BEAT_MS; !events.hasHeard(); await sleep(50))
    if (Date.now() > latest)
      throw new Error(
        `probes.broker: no event of Celery's was heard in ${FIRST_BEAT_MS / 1000} s; start the worker with -E ` +
          "(OBCMS_PERF_TASK_EVENTS=1 with the settings overlay), or name its log in probes.workerLog",
      );
}
