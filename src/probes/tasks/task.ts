// One task, as far as it is known. Made by tasks.ts, filled by account.ts.

import type { TaskSight, TaskSource } from "../probe.ts";

export type End = "succeeded" | "failed" | "rejected";

export type Task = {
  readonly id: string;
  /** Empty until a source tells it. */
  name: string;
  /** When it was first heard of, by our clock; all other times are by the target's. Milliseconds since 1970. */
  readonly since: number;
  enqueuedAt: number | undefined;
  /** Word of its enqueueing came when it was no longer waited for. */
  isEnqueuedLate: boolean;
  /** What waits for word of its enqueueing; undefined once that has come, or does not come any more. */
  held: TaskSight[] | undefined;
  isReceived: boolean;
  isAcknowledged: boolean;
  /** Of the attempt that goes on. */
  startedAt: number | undefined;
  retriedAt: number | undefined;
  /** How many retries each source has told of. */
  readonly retriedBy: Map<TaskSource, number>;
  retries: number;
  end: End | undefined;
  endedAt: number | undefined;
  visibleAt: number | undefined;
  /** By our clock. */
  forgetAt: number | undefined;
};

export function newTask(id: string, since: number): Task {
  return {
    id,
    name: "",
    since,
    enqueuedAt: undefined,
    isEnqueuedLate: false,
    held: [],
    isReceived: false,
    isAcknowledged: false,
    startedAt: undefined,
    retriedAt: undefined,
    retriedBy: new Map(),
    retries: 0,
    end: undefined,
    endedAt: undefined,
    visibleAt: undefined,
    forgetAt: undefined,
  };
}
