// What all probes together tell of tasks and uploads, in the form of any probe that k6 asks. A run and the doctor make one each.

import type { ProbeAnswer, StorageState } from "../../tests/performance/k6/catalogue/task-events.ts";
import type { About, StorageKeeper } from "./probe.ts";
import { openTasks } from "./tasks.ts";

export type Sight = {
  /** For probes, beside what they are told of processes. */
  readonly sink: Pick<About, "tasks" | "offerStorage">;
  answer(after: number | undefined): Promise<ProbeAnswer>;
  /** Empties the storage of uploads; undefined where nobody watches it. */
  empty(): Promise<StorageState | undefined>;
};

export function openSight(): Sight {
  const tasks = openTasks();
  let storage: StorageKeeper | undefined;
  return {
    sink: {
      tasks,
      offerStorage(keeper) {
        storage = keeper;
      },
    },
    answer: async (after) => ({
      ...(await tasks.answer(after)),
      ...(storage === undefined ? {} : { storage: await storage.state() }),
    }),
    empty: async () => storage?.empty(),
  };
}
