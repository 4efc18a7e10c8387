// What a mutant is: a target with one thing wrong, and the budgets that have to notice it, they and no others.

import type { CardName } from "../../tests/performance/k6/catalogue/cards.ts";
import type { Judged, Situation } from "../worthless/situation.ts";

export type Mutant = Pick<Situation, "settings" | "quirks"> & {
  /** What is wrong, as one would say it. */
  readonly title: string;
  readonly card: CardName;
  readonly faults: readonly [string, ...string[]];
  /** Ids of the gates that must be broken: all of these, and no other. */
  readonly breaks: readonly [string, ...string[]];
  /** Reasons beside the broken budgets that belong to the same wrong thing. */
  readonly alongside?: readonly string[];
  /** FAIL unless given: some faults make a run that says nothing of the target. */
  readonly verdict?: "FAIL" | "INVALID";
  /** Instead of a smoke run without pauses. */
  readonly flags?: readonly string[];
};

/** Just as many iterations as every budget needs, without pauses: no matter how fast the machine is. */
export const smokeWithoutPauses: readonly string[] = ["--profile", "smoke", "--think-time", "0"];
/** The same where something is slow on purpose: who waits leaves the processors to others, so many may wait at once. */
export const waitingTogether: readonly string[] = [...smokeWithoutPauses, "--vus", "8"];

export function situationOf({
  title,
  card,
  faults,
  settings = {},
  quirks,
  flags = smokeWithoutPauses,
}: Mutant): Situation {
  return {
    title,
    faults,
    settings,
    ...(quirks !== undefined && { quirks }),
    flags: [...flags, "--scenario", card],
  };
}

/** Undefined when it was caught; else what was seen instead. */
export function missed(mutant: Mutant, { verdict, result }: Judged): string | undefined {
  const { breaks, alongside = [], verdict: expected = "FAIL" } = mutant;
  const broken = brokenGates({ verdict, result });
  const names = [...new Set(verdict.reasons.map(({ name }) => name))];
  const unrelated = names.filter((name) => name !== "budget_broken" && !alongside.includes(name));
  const seen = [
    verdict.state === expected ? "" : `the verdict is ${verdict.state}`,
    same(broken, breaks) ? "" : `broken are ${broken.join(", ") || "no budgets"}`,
    unrelated.length === 0 ? "" : `unrelated reasons: ${unrelated.join(", ")}`,
  ].filter((sentence) => sentence !== "");
  return seen.length === 0 ? undefined : seen.join("; ");
}

/** Ids of the gates that the verdict calls broken. */
export function brokenGates({ verdict }: Pick<Judged, "verdict" | "result">): string[] {
  return verdict.budgets
    .filter(({ severity, state }) => severity === "gate" && state === "broken")
    .map(({ id }) => id);
}

function same(some: readonly string[], others: readonly string[]): boolean {
  return some.length === others.length && some.every((id) => others.includes(id));
}
