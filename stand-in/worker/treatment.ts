// What a fault does to a task: written into its message when it is enqueued, so that the worker needs to know no faults.

export type Treatment = {
  /** The worker takes it off the queue and never works on it, as one that is killed at that moment. */
  readonly isLost?: true;
  /** Milliseconds that it takes longer. */
  readonly slowMs?: number;
  /** The first attempt fails and asks for another. */
  readonly isRetried?: true;
  readonly isFailing?: true;
  /** The worker does not acknowledge it. */
  readonly isSilent?: true;
  /** Milliseconds after its end from which its result can be read. */
  readonly visibleAfterMs?: number;
  /** So many tasks without a treatment go into the queue before it. */
  readonly backlog?: number;
};

/** Drawn anew for each task. */
export type Treat = () => Treatment;
