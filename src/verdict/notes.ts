// Notes on a run: how its figures are to be read. They are no reasons and change no verdict.

import { personas } from "../../tests/performance/k6/catalogue/personas.ts";
import { WARM_UP_VISITORS } from "../../tests/performance/k6/catalogue/warm-up.ts";
import type { Result } from "../result/result.ts";
import { generatorLimits } from "./generator-limits.ts";

export function notesOn(result: Result): string[] {
  const { scenarios, generator, settings, readiness, target } = result;
  const closed = scenarios.filter(
    ({ model, started, isProbe }) => model === "closed" && started > 0 && !isProbe,
  );
  const notes: string[] = [];
  for (const [name, note] of Object.entries(sharing)) if (settings[name]?.value === true) notes.push(note);
  if (closed.length > 0) {
    const names = closed.map(({ name, executor }) => `${name} (${executor})`).join(", ");
    notes.push(
      `${names}: closed model. Percentiles are response times per user, not at a rate: while the target stalls, nobody asks it.`,
    );
  }
  if (settings.unmarkedTarget?.value != null)
    notes.push(
      `Nobody looked whether ${target.baseUrl} is a performance database: its origin was typed again (unmarkedTarget).`,
    );
  const failed = readiness.filter(({ state }) => state === "failed").map(({ check }) => check);
  if (failed.length > 0)
    notes.push(`The doctor had found the target unfit, and the run went on: ${failed.join(", ")}.`);
  const lockOuts = lockOutsLeftOut(result);
  if (lockOuts !== undefined) notes.push(lockOuts);
  if (settings.warmCache?.value === true)
    notes.push(
      `The target was warmed up: ${WARM_UP_VISITORS} visitors asked for each page at once before the judged load, so first calls are rarer in it than on a target that was just started.`,
    );
  if (
    generator.cpuShare === null &&
    generator.lag.samples < generatorLimits.minLagSamples &&
    scenarios.length > 0
  )
    notes.push("How well the generator was could not be measured: no CPU time of k6, too few pauses.");
  return notes;
}

/** Each lock-out takes a throw-away account; rounds beyond the last one try no passwords. */
function lockOutsLeftOut({ scenarios, endpoints, settings }: Result): string | undefined {
  const given = settings[personas.throw_away.usernames]?.value;
  const rounds = scenarios
    .filter(({ card, isProbe }) => card === "auth_sessions" && !isProbe)
    .reduce((sum, { completed }) => sum + completed, 0);
  const locked =
    endpoints.find(({ card, name }) => card === "auth_sessions" && name === "login_locked")?.requests ?? 0;
  if (!Array.isArray(given) || given.length === 0 || rounds <= given.length) return undefined;
  return `auth_sessions tried wrong passwords in ${locked} of its ${rounds} rounds: ${given.length} throw-away accounts were given (${personas.throw_away.usernames}), and each round takes one.`;
}

/** Settings that let virtual users share what each has for itself otherwise. */
const sharing = {
  shareUsers:
    "Virtual users may have shared users (shareUsers): caches, throttles and sessions that OBCMS keeps for a user were shared too.",
  shareRecords:
    "Virtual users may have changed the same records (shareRecords): where two did, one write hides the other.",
} as const;
