// The whole look at a target's contract: which cases are asked, and what they say of each endpoint. Called by the command.

import { chosenCards, requestsPerIteration } from "../../tests/performance/k6/catalogue/cards.ts";
import { type EndpointName, endpointNames } from "../../tests/performance/k6/catalogue/endpoints.ts";
import type { SettingValues } from "../../tests/performance/k6/catalogue/settings.ts";
import { askCases } from "./ask.ts";
import { cases } from "./cases.ts";
import { casesFor } from "./choose.ts";
import type { Asking } from "./obstacle.ts";
import type { Outcome } from "./outcome.ts";
import type { Target } from "./target.ts";
import { type Verdict, verdictOf } from "./verdict.ts";

export type Contract = {
  /** In the catalogue's order. */
  readonly endpoints: readonly Verdict[];
  /** Cases about paths that the catalogue does not have; with chosen scenarios only those that find something for others. */
  readonly around: { readonly asked: number; readonly different: readonly string[] };
  /** Who is given and cannot sign in, with the reason. */
  readonly refused: Target["refused"];
  /** What stays on the target. */
  readonly leaves: readonly string[];
  readonly isAsExpected: boolean;
};

/** The endpoints that are meant: all, or those that the chosen scenarios call. */
export function wantedEndpoints({ scenarios }: SettingValues): EndpointName[] {
  if (scenarios.length === 0) return endpointNames;
  const called = new Set(
    chosenCards(scenarios).flatMap((card) => [...requestsPerIteration(card, () => true).keys()]),
  );
  return endpointNames.filter((name) => called.has(name));
}

/** Never throws for what the target answers. */
export async function examineContract(asking: Asking): Promise<Contract> {
  const { values, target } = asking;
  const wanted = wantedEndpoints(values);
  const isWhole = values.scenarios.length === 0;
  const outcomes = await askCases(isWhole ? cases : casesFor(new Set(wanted), cases), asking);
  const about = Map.groupBy(outcomes, ({ endpoint }) => endpoint);
  const endpoints = wanted.map((name) => verdictOf(name, about.get(name) ?? [], values.mended));
  const around = aroundOf(about.get(undefined) ?? []);
  return {
    endpoints,
    around,
    refused: target.refused,
    leaves: [...new Set(outcomes.flatMap(({ leaves }) => leaves ?? []))],
    isAsExpected:
      endpoints.every(({ isExpected }) => isExpected) &&
      around.different.length === 0 &&
      Object.keys(target.refused).length === 0,
  };
}

function aroundOf(outcomes: readonly Outcome[]): Contract["around"] {
  return {
    asked: outcomes.filter(({ state }) => state !== "not looked at").length,
    different: outcomes.flatMap((one) =>
      one.state === "different" ? [`${one.name}: ${one.differences.slice(0, 2).join("; ")}`] : [],
    ),
  };
}
