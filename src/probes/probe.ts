// What a probe is: it watches one part of the target, or this machine, while a run goes on. probes.ts is the table of them,
// watch.ts asks them in turn.

import type { SettingValues } from "../../tests/performance/k6/catalogue/settings.ts";
import type { ProbeName, TargetFigure } from "../../tests/performance/k6/catalogue/target-figures.ts";
import type {
  ProbeAnswer,
  StorageState,
  TaskEventName,
} from "../../tests/performance/k6/catalogue/task-events.ts";
import type { ProbeReport, TaskRow } from "../result/probes.ts";

export type Reading = { readonly figure: TargetFigure; readonly value: number; readonly process?: string };

export type Probe<Name extends ProbeName = ProbeName> = {
  readonly name: Name;
  /** The shortest time between two looks, milliseconds. */
  readonly everyMs: number;
  /**
   * Opens what it needs and takes its first look, from which differences are counted. Throws where it sees nothing: what
   * was asked, what was seen, what to do. What it opened is closed then.
   */
  open(values: SettingValues, about: About): Promise<Watch<Name>>;
};

/** What a run tells its probes. */
export type About = {
  /** The process of k6, once it runs. */
  readonly k6Pid: () => number | undefined;
  /** Processes of the embedded target by name; empty for another. */
  readonly targetPids: Readonly<Record<string, number>>;
  /** Where task events go, in the order in which they became known. */
  readonly tasks: TaskSink;
  /** From whom k6 hears of the storage of uploads, and who empties it. */
  readonly offerStorage: (storage: StorageKeeper) => void;
};

export type StorageKeeper = { state(): Promise<StorageState>; empty(): Promise<StorageState> };

export type Watch<Name extends ProbeName = ProbeName> = {
  /** Figures since the last look. What it throws is a gap: the message says why. */
  look(): Promise<readonly Reading[]>;
  /** What only the whole tells, since open(). Throws where nothing could be seen any more. */
  report(): Promise<ProbeReport<Name>>;
  close(): Promise<void>;
};

/** Who tells of a task. */
export type TaskSource = "log" | "events" | "webhook" | "results";

/** What one source saw of a task. */
export type TaskSight = {
  readonly task: string;
  /** Empty where the source does not tell it. */
  readonly name: string;
  /** `rejected`: the worker put it away without an outcome; k6 hears that as `failed`. */
  readonly event: TaskEventName | "rejected";
  /** Milliseconds since 1970 by the target's clock. */
  readonly at: number;
  readonly source: TaskSource;
  /** How long it was worked on, milliseconds, where the source says that. */
  readonly workedMs?: number;
};

/** Where probes of background work tell what they saw; see tasks.ts. */
export type TaskSink = {
  /** Repeated sights of one moment by several sources count once. */
  saw(sight: TaskSight): void;
  /** Who can tell the depth of the queue at this moment. */
  answerDepth(ask: () => Promise<{ waiting: number; reserved: number }>): void;
  /** The worker is there, or gone. */
  sawWorker(state: "ready" | "gone"): void;
  /** What became of all tasks so far, by name. `tellsEnds`: somebody watched how tasks end; else nobody knows who is lost. */
  account(tellsEnds: boolean): TaskRow[];
};

/** What became of tasks, for k6, which asks as it asks any probe. */
export type Tasks = TaskSink & { answer(after: number | undefined): Promise<ProbeAnswer> };
