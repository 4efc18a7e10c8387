// Where the time went: of each endpoint's answers the parts, and over all of them what would help most.

import type { EndpointResult } from "../result/result.ts";
import { signOfStatements } from "../verdict/statements.ts";

export const splitParts = {
  database: "database",
  template: "templates",
  cache: "cache",
  python: "Python",
  outside: "network + queueing (by subtraction)",
} as const;
export type SplitPart = keyof typeof splitParts;
export const splitPartNames = Object.keys(splitParts) as SplitPart[];

export type Timed = EndpointResult & { readonly split: NonNullable<EndpointResult["split"]> };

/** Those of which the target told; by all the time that their answers took, longest first. */
export function timedEndpoints(endpoints: readonly EndpointResult[]): Timed[] {
  return endpoints
    .filter((row): row is Timed => row.split !== undefined)
    .sort((a, b) => totalSeconds(b) - totalSeconds(a));
}

/** Of all its answers together. */
export function totalSeconds({ split }: Timed): number {
  return (split.answers * meanMs(split)) / 1000;
}

/** What k6 measured, on average. */
export function meanMs(split: Timed["split"]): number {
  return splitPartNames.reduce((sum, part) => sum + split[part], 0);
}

export type Contribution = {
  readonly endpoint: string;
  readonly part: SplitPart;
  readonly seconds: number;
  /** Of the time of all answers that told, 0 to 1. */
  readonly share: number;
  /** What points at the cause; empty where nothing does. */
  readonly hint: string;
};

/** The parts of single endpoints that took most, over the whole run: what would help most comes first. */
export function contributions(endpoints: readonly EndpointResult[]): Contribution[] {
  const timed = timedEndpoints(endpoints);
  const all = timed.reduce((sum, row) => sum + totalSeconds(row), 0);
  return timed
    .flatMap(({ name, split }) =>
      splitPartNames.map((part) => {
        const seconds = (split.answers * split[part]) / 1000;
        return {
          endpoint: name,
          part,
          seconds,
          share: all === 0 ? 0 : seconds / all,
          hint: hintOf(part, split),
        };
      }),
    )
    .filter(({ seconds }) => seconds > 0)
    .sort((a, b) => b.seconds - a.seconds);
}

function hintOf(part: SplitPart, split: Timed["split"]): string {
  if (part !== "database") return "";
  return `${Math.round(split.queries)} statements per answer${signOfStatements(split)}`;
}
