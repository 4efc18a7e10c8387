// What a store is told of a run's verdict, which k6 does not know: the state, and each gate's figure beside its limit.
// Values are in the budget's own unit, which a label names.

import type { Result } from "../result/result.ts";
import type { Verdict } from "../verdict/verdict.ts";

/** One value of one series at the moment when the run was judged. */
export type ToldFigure = {
  readonly name: "obcms_verdict" | "obcms_budget_limit" | "obcms_budget_measured" | "obcms_budget_broken";
  readonly labels: Readonly<Record<string, string>>;
  readonly value: number;
};

export function toldVerdict({ run }: Pick<Result, "run">, { state, budgets }: Verdict): ToldFigure[] {
  const { id: testid, environment, build, profile } = run;
  const gates = budgets.filter(({ severity }) => severity === "gate");
  return [
    { name: "obcms_verdict", labels: { testid, environment, build, profile, verdict: state }, value: 1 },
    ...gates.flatMap(({ id: budget, card, unit, limit, measured, state: its }): ToldFigure[] => {
      const labels = { testid, environment, build, budget, card, unit };
      return [
        { name: "obcms_budget_limit", labels, value: limit },
        // What was not measured has no figure: 0 would be one.
        ...(measured === null ? [] : [{ name: "obcms_budget_measured" as const, labels, value: measured }]),
        { name: "obcms_budget_broken", labels, value: its === "broken" ? 1 : 0 },
      ];
    }),
  ];
}
