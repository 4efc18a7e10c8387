// The probes of one run: opened before k6 starts, asked while it runs, closed when it has ended. Called by execute.ts.

import type { SettingValues } from "../../tests/performance/k6/catalogue/settings.ts";
import type { ProbeName } from "../../tests/performance/k6/catalogue/target-figures.ts";
import type { Probes } from "../result/probes.ts";
import type { About, Probe } from "./probe.ts";
import { askedProbes, isAsked, probes } from "./probes.ts";
import { Samples } from "./samples.ts";
import { type ProbeServer, startProbeServer } from "./server.ts";
import { openSight } from "./sight.ts";
import { type Watching, watch } from "./watch.ts";

/** What k6 needs to ask. */
export type ToldK6 = Pick<SettingValues, "probeUrl" | "samplesUrl">;

export type Probing = {
  readonly told: ToldK6;
  /** Opens the probes. A blind one is told in a line to `say`, and the run goes on: its budgets will have no data. */
  begin(about: Pick<About, "k6Pid" | "targetPids">, say: (line: string) => void): Promise<void>;
  /** What was seen; undefined where nobody looked, and when it is asked for again. */
  end(): Promise<Probes | undefined>;
};

/** Nothing of the target is asked yet: only the address is made where k6 will ask. */
export async function openProbes(values: SettingValues): Promise<Probing> {
  const asked = askedProbes(values);
  // Without being asked for the host is watched, too, for the report: k6 does not ask then.
  const watched = [...asked, ...probes.filter(({ name }) => name === "host" && !isAsked.host(values))];
  const sight = openSight();
  const samples = new Samples();
  let startedAt = 0;
  let watching: Watching[] = [];
  const server = await startProbeServer({
    samples: (after) => samples.after(after),
    tasks: (after) => sight.answer(after),
    empty: async () => ({ storage: await sight.empty() }),
  });
  return {
    told: toldK6(values, asked, server),
    async begin(about, say) {
      startedAt = Date.now();
      watching = watched.map((probe) =>
        watch(probe, () => probe.open(values, { ...about, ...sight.sink }), {
          startedAt,
          listen: (reading, at) => samples.add(reading, at),
        }),
      );
      const reasons = await Promise.all(watching.map(({ opened }) => opened));
      asked.forEach(({ name }, index) => {
        const why = reasons[index];
        if (why !== undefined) say(`Probe ${name} is blind, and its budgets will have no data: ${why}`);
      });
    },
    async end() {
      const seen = await Promise.all(watching.splice(0).map((one) => one.end()));
      await server.close();
      const isWanted = (name: string): boolean => asked.some((probe) => probe.name === name);
      const told = seen.filter(({ watched: { probe, state } }) => isWanted(probe) || state !== "blind");
      if (told.length === 0) return undefined;
      return {
        probes: told.map(({ watched }) => watched),
        curves: samples.curves(startedAt),
        reports: Object.fromEntries(
          told.flatMap(({ watched: { probe }, report }) => (report === undefined ? [] : [[probe, report]])),
        ),
      };
    },
  };
}

/** A probe that the settings name themselves stays: the embedded target has one of its own. */
function toldK6(
  values: SettingValues,
  asked: readonly Probe[],
  { samplesUrl, tasksUrl }: Pick<ProbeServer, "samplesUrl" | "tasksUrl">,
): ToldK6 {
  return {
    probeUrl: values.probeUrl ?? (tellsTasks(asked) ? tasksUrl : undefined),
    samplesUrl: values.watched.length > 0 ? samplesUrl : undefined,
  };
}

/** Whether there is something to tell of queue, tasks or uploads. */
export function tellsTasks(asked: readonly Probe[]): boolean {
  const telling: readonly ProbeName[] = ["redis", "celery", "storage"];
  return asked.some(({ name }) => telling.includes(name));
}
