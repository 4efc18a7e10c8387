// What a check of the doctor is, and what it finds. checks.ts is the table, examine.ts the loop.

import type { ReadinessName } from "../../tests/performance/k6/catalogue/readiness.ts";
import type { Readiness } from "../result/readiness.ts";
import type { Subject } from "./subject.ts";

export type FindingState = Readiness[number]["state"];

export type Finding = {
  readonly state: FindingState;
  /** What was seen, in one line. */
  readonly saw: string;
  /** What to do; absent where nothing has to be done. */
  readonly fix?: string;
};

/** Checks that no card names: every run needs them. */
export type GeneralCheck =
  | "plan"
  | "tls"
  | "clock_skew"
  | "configuration"
  | "endpoints_mounted"
  | "performance_marker"
  | "production_parity"
  | "open_files"
  | "disk_space"
  | "k6"
  | "probes"
  | "throttles_measured";
export type CheckName = ReadinessName | GeneralCheck;

/** A few requests at most, never load. What it throws is a finding, too: failed, with the message. */
export type Check = (subject: Subject) => Promise<Finding> | Finding;

export type Diagnosed = Finding & { readonly check: CheckName };

export const ok = (saw: string): Finding => ({ state: "ok", saw });
export const warning = (saw: string, fix: string): Finding => ({ state: "warning", saw, fix });
export const failed = (saw: string, fix: string): Finding => ({ state: "failed", saw, fix });
export const skipped = (saw: string, fix?: string): Finding => ({
  state: "skipped",
  saw,
  ...(fix === undefined ? {} : { fix }),
});
