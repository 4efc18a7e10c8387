// Notes on a run: how its figures are to be read. They are no reasons and change no verdict.

import { personas } from "../../tests/performance/k6/catalogue/personas.ts";
import { WARM_UP_VISITORS } from "../../tests/performance/k6/catalogue/warm-up.ts";
import type { Result } from "../result/result.ts";
import { generatorLimits } from "./generator-limits.ts";
import { lackingOutputs, noteOnOutput } from "./outputs.ts";

export function notesOn(result: Result): string[] {
  const { scenarios, generator, settings, readiness, target } = result;
  const closed = scenarios.filter(
    ({ model, started, isProbe }) => model === "closed" && started > 0 && !isProbe,
  );
  const notes = lackingOutputs(result).map(noteOnOutput);
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
  const others = othersAtWork(result);
  if (others !== undefined) notes.push(others);
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

/** Of this machine's processors that nobody of the test used: above it, latencies are partly somebody else's. Judgement. */
const FOREIGN_SHARE = 0.2;

/** Only where the target's processes are watched by name: they and k6 are then all that should be at work. */
function othersAtWork({ probes, target }: Result): string | undefined {
  const processes = probes?.reports.host?.processes ?? [];
  const machine = processes.find(({ name }) => name === "machine");
  const named = processes.filter(({ name }) => name !== "machine");
  const isWholeTarget = target.kind === "external" && named.some(({ name }) => name !== "k6");
  if (machine === undefined || !isWholeTarget) return undefined;
  const foreign = machine.cpuMean - named.reduce((sum, { cpuMean }) => sum + cpuMean, 0);
  if (foreign <= FOREIGN_SHARE) return undefined;
  return `Something else was at work on this machine: ${Math.round(100 * foreign)} % of its processors went to processes that are neither k6 nor among those watched (${named.map(({ name }) => name).join(", ")}). Latencies are partly its doing; name what belongs to the target in probes.processes.`;
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
