// One of those who tell the probe of Celery about tasks: the worker's log, its events, its webhook, the stored results.

import type { TaskSight, TaskSource } from "../probe.ts";

/** What a source found, for celery.ts, which passes it on. */
export type Told = {
  saw(sight: Omit<TaskSight, "source">): void;
  /** Worker by name; the log's has none. */
  worker(state: "ready" | "gone"): void;
};

export type Source = {
  readonly name: TaskSource;
  /** Whether it would tell how a task ends. */
  tellsEnds(): boolean;
  /** Takes what is new. Throws where something may have been missed since the last time: why. */
  look(): Promise<void>;
  close(): Promise<void>;
};
