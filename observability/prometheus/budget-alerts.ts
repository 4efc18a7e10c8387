// An alert for each budget of a scenario that Prometheus can judge, with the suite's own limit. `npm run generate` writes the file.

import { stringify } from "yaml";
import { type Budget, guardOf } from "../../tests/performance/k6/catalogue/budgets.ts";
import { askedGates } from "../dashboards/budgets.ts";
import { prometheus, seriesOf } from "../dashboards/prometheus.ts";
import type { Question } from "../dashboards/question.ts";
import { isMetric, kindOf } from "../dashboards/question.ts";
import { isTime } from "../dashboards/store.ts";

export type Rule = {
  readonly alert: string;
  readonly expr: string;
  readonly labels: Readonly<Record<string, string>>;
  readonly annotations: Readonly<Record<string, string>>;
};

/** How long after a run its figures are still looked at: the alert ends by itself. */
const WINDOW = "15m";

export function budgetRules(): Rule[] {
  return askedGates().flatMap(({ card, gates }) =>
    gates
      .filter(({ question }) => prometheus.canTell(question))
      .map(({ budget, question }) => ({
        alert: "ObcmsBudgetBroken",
        expr: `${measured(question)} ${breaks[budget.operator]} ${inStore(budget)}${enough(budget)}`,
        labels: { severity: "page", card, budget: budget.id },
        annotations: {
          summary: `${budget.id} is broken in run {{ $labels.testid }}: {{ $value }}, and it must be ${budget.operator} ${inStore(budget)}`,
          description: `${budget.reason}. The run's report has the verdict, which also weighs what Prometheus does not know.`,
        },
      })),
  );
}

export function budgetAlertsFile(): string {
  const head = "# Written by `npm run generate` from the suite's budgets. Change those, not this file.\n";
  return head + stringify({ groups: [{ name: "obcms-budgets", rules: budgetRules() }] }, { lineWidth: 0 });
}

const breaks = { "<": ">=", ">": "<=", "==": "!=" } as const satisfies Record<Budget["operator"], string>;

/** The panel's question, asked of every run at once instead of one, over a fixed time. */
function measured(question: Question): string {
  return prometheus
    .text({ ...question, by: "testid" })
    .replaceAll('testid="$testid",', "")
    .replaceAll("$__range", WINDOW);
}

/** Prometheus has k6's times in seconds. */
function inStore({ metric, limit }: Budget): number {
  return isTime(kindOf(metric)) ? limit / 1000 : limit;
}

/** Below its least number of samples a budget proves nothing, hence breaks nothing. A count of faults is one from the first. */
function enough(budget: Budget): string {
  if (budget.statistic === "count") return "";
  const { metric, where } = guardOf(budget);
  if (!isMetric(metric)) throw new Error(`no dashboard knows ${metric}`);
  const labels = Object.entries(where).map(([name, value]) => `${name}=${JSON.stringify(value)}`);
  return ` and on (testid) sum by (testid) (last_over_time(${seriesOf(metric)}{${labels.join(",")}}[${WINDOW}])) >= ${budget.minSamples}`;
}
