// What a run needs of a store that it is written to: how k6 is told of it, and how it is asked afterwards.

import type { RequestsByRole, StoreName } from "../result/outputs.ts";
import type { ToldFigure } from "./told-verdict.ts";

/** The run as a store knows it. */
export type Asked = {
  /** The tag `testid` of its samples. */
  readonly testid: string;
  /** Before its first sample. */
  readonly startedAt: Date;
  readonly signal: AbortSignal;
};

export type Output = {
  readonly store: StoreName;
  /** Without credentials. */
  readonly url: string;
  /** k6's name of it, for `--out`. Where it lies stands in variables: a command line is seen by everybody here. */
  readonly out: string;
  readonly variables: Readonly<Record<string, string>>;
  /** Replaced by `***` wherever they would appear in k6's log. */
  readonly secrets: readonly string[];
  /** How many requests of the run it holds. Throws an Error that says why it could not be asked. */
  ask(asked: Asked): Promise<RequestsByRole>;
  /** Tells it the verdict. Throws an Error that says why it was not taken. Absent where there is no way to tell it. */
  tell?(figures: readonly ToldFigure[], at: Date, signal: AbortSignal): Promise<void>;
};
