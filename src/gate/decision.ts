// What the gate is given and what it says: the runs, the decision with its findings, and each acceptance that counted.

import type { ExitName } from "../exit-codes.ts";
import type { Result } from "../result/result.ts";
import type { AcceptanceFile } from "../risk/acceptance-file.ts";
import type { ShortOutputs } from "../verdict/outputs.ts";
import type { Verdict, VerdictState } from "../verdict/verdict.ts";
import type { Finding } from "./findings.ts";
import type { Jobs } from "./jobs.ts";

export const DECISION_SCHEMA = "obcms-perf/gate-decision/1";

export type JudgedRun = {
  readonly state: "judged";
  readonly folder: string;
  readonly run: Pick<
    Result["run"],
    "id" | "profile" | "environment" | "build" | "startedAt" | "durationSeconds"
  >;
  readonly verdict: Verdict;
  readonly outputs: ShortOutputs;
};

export type GivenRun =
  | JudgedRun
  | { readonly state: "unreadable"; readonly folder: string; readonly because: string };

/** Each undefined where any is right. */
export type Expected = {
  readonly build?: string | undefined;
  readonly profile?: string | undefined;
  readonly environment?: string | undefined;
  /** How many runs there have to be. */
  readonly runs?: number | undefined;
};

export type GateInput = {
  readonly jobs?: Jobs | undefined;
  readonly runs: readonly GivenRun[];
  readonly acceptances: readonly AcceptanceFile[];
  readonly expected: Expected;
  readonly now: Date;
};

/** A broken budget that an acceptance covers. */
export type Accepted = {
  readonly run: string;
  readonly scenario: string;
  readonly budget: string;
  readonly acceptance: string;
  readonly file: string;
  readonly limit: number;
  readonly measured: number | null;
  readonly ceiling: number;
  readonly expires: string;
  /** Whole days until its last one, in UTC. */
  readonly daysLeft: number;
  readonly owner: string;
  readonly approver: string;
  readonly ticket: string;
  readonly reason: string;
};

export type RunLine = {
  readonly folder: string;
  /** Null where it cannot be read. */
  readonly id: string | null;
  readonly verdict: VerdictState | "unreadable";
  readonly profile: string | null;
  readonly environment: string | null;
  readonly build: string | null;
  /** Gates that are broken, accepted ones included. */
  readonly broken: number;
  /** Ids of the broken budgets that are accepted. */
  readonly accepted: readonly string[];
};

export type Decision = {
  readonly schema: typeof DECISION_SCHEMA;
  readonly decision: "pass" | "fail";
  readonly decidedAt: string;
  readonly exit: ExitName;
  /** One sentence: why. */
  readonly why: string;
  /** Worst first; empty where it passes. */
  readonly findings: readonly Finding[];
  /** What decides nothing and should be known. */
  readonly notes: readonly string[];
  /** By id. */
  readonly runs: readonly RunLine[];
  readonly accepted: readonly Accepted[];
};
