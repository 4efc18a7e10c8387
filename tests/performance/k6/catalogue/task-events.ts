// What a probe tells of background work: its answer, and the moments in the life of a task. The suite reads it, the
// stand-in writes it, and a probe for a real queue has to.

/** All times are milliseconds since 1970 by the probe's own clock, so that differences need no second clock. */
export const taskEvents = {
  enqueued: "a request put the task into the queue",
  received: "a worker has it; under a backlog that means it was fetched ahead, not that anybody works on it",
  acknowledged: "the worker's acknowledgement of that arrived, by webhook or out of its log",
  started: "its work began, the first time",
  retried: "it failed, and the worker put it back for another attempt",
  succeeded: "it ended and returned something",
  failed: "it ended with an exception; Celery's own hook calls that `completed successfully` too",
  visible: "its result can be read where the target's pages read it",
} as const satisfies Record<string, string>;

export type TaskEventName = keyof typeof taskEvents;
export const taskEventNames = Object.keys(taskEvents) as TaskEventName[];

export type TaskEvent = {
  /** The id of the task, not of the event. */
  readonly task: string;
  /** `project_central.generate_daily_alerts` */
  readonly name: string;
  readonly event: TaskEventName;
  readonly at: number;
};

/** What `GET probeUrl?after=CURSOR` answers: the events after the cursor, each in one answer only. Without `after`: none. */
export type ProbeAnswer = {
  readonly now: number;
  /** What the next question is to carry as `after`. */
  readonly cursor: number;
  readonly worker: "starting" | "ready" | "gone";
  /** Waiting plus fetched ahead: with Redis `LLEN celery` plus `HLEN unacked`. Absent where nobody tells. */
  readonly queue?: { readonly waiting: number; readonly reserved: number };
  readonly events: readonly TaskEvent[];
  /** How many events after the cursor are forgotten, where some are: whoever counts tasks knows that it missed them. */
  readonly missed?: number;
  /** What lies in the storage of uploads; only where the probe can see it. `DELETE probeUrl` empties it. */
  readonly storage?: StorageState;
};

/** `orphans`: the part of `bytes` that no document has any more. */
export type StorageState = { readonly files: number; readonly bytes: number; readonly orphans: number };
