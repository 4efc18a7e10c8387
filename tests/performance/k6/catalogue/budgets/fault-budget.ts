// The budget of a question that has one right answer, whoever asks: no wrong answer is allowed.
// Called by the cards that ask such questions (lib/questions.ts).

import type { OwnBudget } from "../budget.ts";
import type { Tags } from "../tags.ts";

type Question = Pick<OwnBudget, "id" | "metric" | "reason" | "needs"> & {
  readonly aspect: Tags["aspect"];
  /** How often an iteration asks it, at least. */
  readonly perIteration: number;
  /** Iterations in which no answer was wrong that are enough to say so. */
  readonly rounds: number;
};

export function faultBudget({ aspect, perIteration, rounds, ...named }: Question): OwnBudget {
  return {
    ...named,
    where: { aspect, result: "fail" },
    statistic: "count",
    operator: "==",
    limit: 0,
    minSamples: rounds * perIteration,
    perIteration,
  };
}
