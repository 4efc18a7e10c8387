// Whether two runs may be compared: all that shapes their figures has to be the same but the target, which is what a
// comparison is about. A table of what has to agree; each difference is named with both values.

import type { Fingerprint } from "../result/fingerprint.ts";
import type { Side } from "./side.ts";

export type Difference = {
  readonly field: string;
  readonly baseline: string;
  readonly candidate: string;
  /** What to do about it. */
  readonly fix: string;
};

type Field = { readonly of: (side: Side) => unknown; readonly fix: string };

const ofFingerprint = (name: keyof Fingerprint, fix: string): Field => ({
  of: ({ fingerprint }) => fingerprint?.[name],
  fix,
});

/** In the order in which they are told. */
const fields = {
  environment: { of: ({ environment }) => environment, fix: "compare runs of one environment" },
  profile: { of: ({ profile }) => profile, fix: "run both with the same --profile" },
  scenarios: { of: ({ cards }) => cards, fix: "run both with the same --scenario" },
  load: ofFingerprint("load", "run both with the same --vus, --rate, --duration and settings"),
  suite: ofFingerprint("suite", "the suite changed between them: run the old build again with the new suite"),
  k6: ofFingerprint("k6", "run both with the same k6"),
  dataset: ofFingerprint("dataset", "restore the same snapshot before both (obcms-perf restore)"),
  configuration: ofFingerprint(
    "configuration",
    "the target was configured differently: obcms-perf parity names the settings",
  ),
  generator: ofFingerprint("generator", "make both runs from the same kind of machine"),
  probes: ofFingerprint("probes", "switch the same probes on, which cost the target something"),
} as const satisfies Record<string, Field>;

/** Empty where the two may be compared. */
export function differencesOf(baseline: Side, candidate: Side): Difference[] {
  const without = [baseline, candidate].filter(({ fingerprint }) => fingerprint === null);
  if (without.length > 0)
    return [
      {
        field: "fingerprint",
        baseline: shown(baseline.fingerprint?.id),
        candidate: shown(candidate.fingerprint?.id),
        fix: "a run of before fingerprints were written can be compared with nothing: run again",
      },
    ];
  return Object.entries(fields).flatMap(([field, { of, fix }]: [string, Field]) => {
    const [a, b] = [of(baseline), of(candidate)];
    return JSON.stringify(a) === JSON.stringify(b)
      ? []
      : [{ field, baseline: shown(a), candidate: shown(b), fix }];
  });
}

/** Fields of which a side knows nothing: nobody can say whether they are the same. */
export function unknownFields(...sides: readonly Side[]): string[] {
  const unknown = sides.flatMap(({ fingerprint }) =>
    Object.entries(fingerprint ?? {}).flatMap(([field, value]) => (value === null ? [field] : [])),
  );
  return [...new Set(unknown)];
}

/** Whether both measured one target in one state, so that what they differ by is chance. */
export function isSameTarget(one: Side, other: Side): boolean {
  return (
    differencesOf(one, other).length === 0 &&
    one.build === other.build &&
    JSON.stringify(one.target) === JSON.stringify(other.target)
  );
}

function shown(value: unknown): string {
  if (value === null || value === undefined) return "not known";
  return Array.isArray(value) ? value.join(", ") || "none" : String(value);
}
