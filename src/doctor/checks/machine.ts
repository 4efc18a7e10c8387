// Whether this machine and the plan are fit: what can be known without asking the target. Called by checks.ts.

import { execFile } from "node:child_process";
import { statfs } from "node:fs/promises";
import { promisify } from "node:util";
import { withoutProbes } from "../../../tests/performance/k6/scenarios.ts";
import { messageOf, Problem } from "../../problem.ts";
import { k6AtHand } from "../../provision/k6.ts";
import { k6Pin } from "../../provision/k6-version.ts";
import { loadOf } from "../../run/make-plan.ts";
import { type Finding, failed, ok, warning } from "../finding.ts";
import type { Subject } from "../subject.ts";

/** Users and records for everybody, sizes within the caps, no throttle in the way. */
export function isPlanned({ values, chosen }: Subject): Finding {
  try {
    const { scenarios } = loadOf({ values, origins: {} as never, problems: [] });
    return ok(
      `${values.profile} of ${chosen.length} scenario${chosen.length === 1 ? "" : "s"}: ${Object.keys(withoutProbes(scenarios)).join(", ")}`,
    );
  } catch (cause) {
    const saw = cause instanceof Error && "saw" in cause ? String(cause.saw) : messageOf(cause);
    return failed(saw, "change what it names, or plan less: --profile, --vus, --rate");
  }
}

/** Each virtual user has up to six connections to a host, and files of its own. */
const FILES_PER_USER = 8;

export async function hasFiles({ values }: Subject): Promise<Finding> {
  const { stdout } = await promisify(execFile)("sh", ["-c", "ulimit -n"]);
  const allowed = Number(stdout.trim());
  // "unlimited"
  if (Number.isNaN(allowed)) return ok("no limit");
  const needed = FILES_PER_USER * (values.vus ?? values["caps.vus"]);
  return allowed >= needed
    ? ok(`${allowed} may be open`)
    : warning(`${allowed} may be open, ${needed} may be needed`, `raise the limit: ulimit -n ${needed}`);
}

/** An hour of samples takes some hundred MB. */
const FREE_GB = 1;

export async function hasDisk({ runsFolder }: Subject): Promise<Finding> {
  const { bavail, bsize } = await statfs(runsFolder).catch(() => statfs("."));
  const gb = (bavail * bsize) / 1e9;
  return gb >= FREE_GB
    ? ok(`${gb.toFixed(0)} GB free`)
    : warning(`${gb.toFixed(2)} GB free where the run folders go`, "make room: samples grow with the run");
}

/** Looks only: what is missing is fetched or built by the run. */
export async function hasK6(): Promise<Finding> {
  try {
    const { k6, missed } = await k6AtHand({ env: process.env, say: () => {} });
    if (k6 === undefined)
      return warning(
        `none is at hand: ${missed.join("; ")}`,
        "the next run fetches or builds it, which takes minutes; `obcms-perf k6 version` does so now",
      );
    const found = `k6 ${k6.version} from ${k6.from}`;
    return k6.version === k6Pin.release
      ? ok(found)
      : warning(
          `${found}: not the ${k6Pin.release} that this tool was measured with, though within ${k6Pin.range}`,
          "compare its runs with each other only, or let the tool get its own: take that k6 off PATH, unset K6_BIN",
        );
  } catch (error) {
    if (error instanceof Problem) return failed(`${error.what} ${error.saw}`, error.fix);
    throw error;
  }
}
