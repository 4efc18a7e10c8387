// What `run` does before a k6 is started: it asks the doctor, and looks for the marker where a target needs one.

import { lockedBecause, markerLock, writes } from "../../tests/performance/k6/catalogue/marker-lock.ts";
import type { Origin } from "../../tests/performance/k6/catalogue/origin.ts";
import type { Resolved } from "../../tests/performance/k6/catalogue/resolve-settings.ts";
import type { SettingValues } from "../../tests/performance/k6/catalogue/settings.ts";
import { examine } from "../doctor/examine.ts";
import type { Diagnosed } from "../doctor/finding.ts";
import { findMarker } from "../doctor/marker.ts";
import { openSubject, type Subject } from "../doctor/subject.ts";
import { Problem } from "../problem.ts";
import type { RunRequest } from "../run/execute.ts";
import { loadOf } from "../run/make-plan.ts";
import { allowedOrigin } from "../run/target-origin.ts";
import { findingLines } from "./finding-lines.ts";
import { say, wantsColor } from "./terminal.ts";

const modes = ["stop", "note", "skip"] as const;

export type Looked = Pick<RunRequest, "readiness" | "dataset" | "configuration">;

/**
 * A few requests. Throws a Problem where the plan cannot be made, the target is refused, or the doctor is to stop the run
 * and a check failed: no load was sent then.
 */
export async function lookFirst(
  settings: Resolved,
  { runsFolder, color, signal }: { runsFolder: string; color: boolean; signal: AbortSignal },
): Promise<Looked> {
  const { values } = settings;
  const mode = modeOf(values);
  const origin = allowedOrigin(values, { writes: writes(values) });
  loadOf(settings);
  const subject = openSubject(values, origin.text, runsFolder);
  await requireMarker(subject, origin);
  if (mode === "skip") return { readiness: undefined, dataset: undefined, configuration: undefined };
  say(`The doctor looks at ${origin.text}.`);
  const paint = wantsColor(process.stderr, color);
  const readiness = await examine(
    subject,
    (found) => {
      if (found.state === "failed" || found.state === "warning") say(findingLines(found, paint));
    },
    signal,
  );
  const failed = readiness.filter(({ state }) => state === "failed");
  say(summaryOf(readiness));
  if (failed.length > 0 && mode === "stop") throw stoppedBy(failed);
  // The target was asked both before.
  const [marker, told] = [await findMarker(subject), await subject.told()];
  return {
    readiness,
    dataset: marker.state === "marked" ? marker.dataset?.fingerprint : undefined,
    configuration: told.state === "told" ? told.configuration : undefined,
  };
}

function modeOf({ doctor }: SettingValues): (typeof modes)[number] {
  const mode = modes.find((name) => name === doctor);
  if (mode !== undefined) return mode;
  throw new Problem({
    what: `The doctor cannot be told to ${JSON.stringify(doctor)}.`,
    saw: `it knows ${modes.join(", ")}`,
    fix: "--doctor stop (as without it), note, or skip",
    exit: "usage",
  });
}

/** Throws a Problem where the target needs the marker and does not show it. */
export async function requireMarker(
  subject: Subject,
  origin: Origin,
  lock = markerLock(origin, subject.values),
): Promise<void> {
  if (lock === "overridden")
    say(`${origin.text} is written to without a look for its marker: its origin was typed again.`);
  if (lock === "not needed" || lock === "overridden") return;
  const found = lock === "needed" ? await findMarker(subject) : undefined;
  if (found?.state === "marked") return;
  const refusal = lockedBecause(lock, origin, subject.values);
  throw new Problem({
    ...refusal,
    ...(found?.state === "unknown" ? { saw: found.why } : {}),
    exit: "refused",
  });
}

function summaryOf(found: readonly Diagnosed[]): string {
  const count = (state: Diagnosed["state"]): number => found.filter((one) => one.state === state).length;
  return `Doctor: ${count("ok")} of ${found.length} checks ok, ${count("warning")} to know of, ${count("failed")} failed, ${count("skipped")} not looked at.`;
}

function stoppedBy(failed: readonly Diagnosed[]): Problem {
  return new Problem({
    what: `The doctor stopped the run before its load: ${failed.length === 1 ? "a check" : `${failed.length} checks`} failed.`,
    saw: failed.map(({ check, saw }) => `${check}: ${saw.replaceAll("\n", "; ")}`).join("\n"),
    fix: `${failed
      .map(({ fix }) => fix)
      .filter((fix) => fix !== undefined)
      .join("\n")}\nor go on all the same: --doctor note`,
    exit: "doctor",
  });
}
