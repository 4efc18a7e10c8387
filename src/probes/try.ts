// One look of each probe that the settings switch on, outside of a run: what the doctor asks.

import type { SettingValues } from "../../tests/performance/k6/catalogue/settings.ts";
import type { ProbeName } from "../../tests/performance/k6/catalogue/target-figures.ts";
import type { ProbeAnswer } from "../../tests/performance/k6/catalogue/task-events.ts";
import { messageOf } from "../problem.ts";
import { tellsTasks } from "./open.ts";
import type { About, Reading, Watch } from "./probe.ts";
import { askedProbes } from "./probes.ts";
import { openSight } from "./sight.ts";
import { PATIENCE_MS, within } from "./within.ts";

export type Tried = {
  readonly probes: readonly ({ readonly name: ProbeName } & (
    | { readonly readings: readonly Reading[] }
    | { readonly blind: string }
  ))[];
  /** As k6 will hear of it; undefined where no probe tells of queue, tasks or uploads. Throws what a question throws. */
  readonly tasks: (() => ProbeAnswer) | undefined;
};

/** Never throws. Everything that was opened is closed again. */
export async function tryProbes(values: SettingValues): Promise<Tried> {
  const asked = askedProbes(values);
  const sight = openSight();
  const about: About = { k6Pid: () => undefined, targetPids: {}, ...sight.sink };
  const opened: Watch[] = [];
  const probes = await Promise.all(
    asked.map(async (probe) => {
      try {
        const watch = await within(PATIENCE_MS, probe.open(values, about));
        opened.push(watch);
        return { name: probe.name, readings: await within(PATIENCE_MS, watch.look()) };
      } catch (error) {
        return { name: probe.name, blind: messageOf(error) };
      }
    }),
  );
  const told = tellsTasks(asked) ? await answerOf(() => sight.answer(undefined)) : undefined;
  await Promise.all(opened.map((watch) => within(PATIENCE_MS, watch.close()).catch(() => {})));
  return { probes, tasks: told };
}

async function answerOf<T>(question: () => Promise<T>): Promise<() => T> {
  try {
    const answer = await within(PATIENCE_MS, question());
    return () => answer;
  } catch (error) {
    return () => {
      throw error;
    };
  }
}
