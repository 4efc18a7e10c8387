// The type of a card: one scenario of the plan. The cards themselves stand in cards/, cards.ts lists them.

import type { ArgumentsOf, EndpointName } from "./endpoints.ts";
import type { ReadinessName } from "./readiness.ts";

export type Card = {
  readonly section: number;
  readonly title: string;
  readonly priority: "CRITICAL" | "HIGH" | "MEDIUM";
  readonly complexity: "Simple" | "Moderate" | "Complex";
  readonly dependencies: readonly string[];
  /** What has to be there before the scenario can say anything: ids of readiness checks. */
  readonly prerequisites: readonly ReadinessName[];
  /** Its part of the virtual users and of the rate when scenarios run together, against the other cards' weights. */
  readonly weight: number;
  readonly weightReason: string;
  /** What one iteration pauses in all, on average and with thinkTimeScale 1; none where it is not said. */
  readonly pauseSeconds?: number;
  /** How many times one iteration of its journey calls each endpoint; minimum samples turn into iterations by it. */
  readonly requests?: Partial<Readonly<Record<EndpointName, number>>>;
  /** What a warm-up asks for beside the reads of `requests` that need no argument, with the arguments of each. */
  readonly warmUp?: { readonly [Name in EndpointName]?: readonly ArgumentsOf<Name>[] };
};
