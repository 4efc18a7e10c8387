// `obcms-perf doctor`: whether a run would be worth its time. A few requests, never load.

import type { Resolved } from "../../tests/performance/k6/catalogue/resolve-settings.ts";
import { examine } from "../doctor/examine.ts";
import type { Diagnosed, FindingState } from "../doctor/finding.ts";
import { openSubject } from "../doctor/subject.ts";
import { exitCodes } from "../exit-codes.ts";
import { aimOf, externalSettings } from "../run/environment.ts";
import { toJson } from "../run/run-folder.ts";
import { runsFolder } from "../run/suite.ts";
import { allowedOrigin } from "../run/target-origin.ts";
import { withEmbeddedTarget } from "./embedded-target.ts";
import { findingLines } from "./finding-lines.ts";
import { flagsOf, type RunOptions } from "./run-options.ts";
import { wantsColor } from "./terminal.ts";

export type DoctorOptions = Pick<
  RunOptions,
  "env" | "baseUrl" | "profile" | "scenario" | "vus" | "rate" | "parity" | "out" | "json" | "color"
> & {
  /** A user of the API whose throttle may be met on purpose. */
  readonly measureThrottles?: string;
};

/** Resolves with the exit code: that of the doctor where a check failed. */
export async function doctor(options: DoctorOptions): Promise<number> {
  const aim = aimOf(options.env, options.baseUrl, process.env);
  const flags = flagsOf(options);
  if (aim.kind === "external") return diagnose(await externalSettings(aim.file, flags, process.env), options);
  return withEmbeddedTarget({ flags, quiet: options.json }, (settings) => diagnose(settings, options));
}

async function diagnose(
  { values }: Resolved,
  { out = runsFolder, json, color, measureThrottles }: DoctorOptions,
): Promise<number> {
  const paint = wantsColor(process.stdout, color);
  const print = (found: Diagnosed): void => void process.stdout.write(`${findingLines(found, paint)}\n`);
  const found = await examine(
    openSubject(values, allowedOrigin(values, { writes: false }).text, out, measureThrottles),
    json ? () => {} : print,
  );
  const count = (state: FindingState): number => found.filter((one) => one.state === state).length;
  const isFit = count("failed") === 0;
  if (json) process.stdout.write(toJson({ fit: isFit, checks: found }));
  else
    process.stdout.write(
      `\n${isFit ? "fit for a run" : `${count("failed")} of ${found.length} checks failed`}; ${count("warning")} to know of, ${count("skipped")} not looked at\n`,
    );
  return isFit ? exitCodes.pass.code : exitCodes.doctor.code;
}
