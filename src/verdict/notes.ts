// Notes on a run: how its figures are to be read. They are no reasons and change no verdict.

import { WARM_UP_VISITORS } from "../../tests/performance/k6/catalogue/warm-up.ts";
import type { Result } from "../result/result.ts";
import { generatorLimits } from "./generator-limits.ts";

export function notesOn({ scenarios, generator, settings }: Result): string[] {
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

/** Settings that let virtual users share what each has for itself otherwise. */
const sharing = {
  shareUsers:
    "Virtual users may have shared users (shareUsers): caches, throttles and sessions that OBCMS keeps for a user were shared too.",
  shareRecords:
    "Virtual users may have changed the same records (shareRecords): where two did, one write hides the other.",
} as const;
