// Every limit that the run was judged by, worst first, and k6's own thresholds folded away below.

import type { Result } from "../../result/result.ts";
import type { BudgetRow, Verdict } from "../../verdict/verdict.ts";
import { viewBudget } from "../budget-view.ts";
import { type Html, html } from "../escape.ts";
import { count, counted } from "../format.ts";
import { badge, breakable, type Column, nothing, section, table } from "./frame.ts";
import { thresholdDetails } from "./thresholds.ts";

export function budgetsSection(result: Result, verdict: Verdict): Html {
  const { budgets } = verdict;
  const judged = budgets.filter(({ severity }) => severity === "gate");
  const shown = budgets.filter(({ severity }) => severity === "info");
  return section("budgets", "Budgets", [
    judged.length === 0
      ? nothing("No budget was judged in this run.")
      : budgetTable(
          "Budgets",
          "Worst first. Margin is the distance to the limit as a share of it. Below the minimum of samples a budget proves nothing.",
          judged,
        ),
    infoDetails(shown),
    thresholdDetails(result, verdict),
  ]);
}

function budgetTable(label: string, caption: string, rows: readonly BudgetRow[]): Html {
  return table({ label, caption, columns: budgetColumns, rows, rowClass: ({ severity }) => severity });
}

/** Open when one of them is broken: it changes no verdict, but it is what the next run may fail on. */
function infoDetails(rows: readonly BudgetRow[]): Html | null {
  if (rows.length === 0) return null;
  const broken = rows.filter(({ state }) => state === "broken").length;
  return html`
<details${broken > 0 && html` open`}>
<summary>For information, not judged: ${counted(rows.length, "budget")}, ${count(broken)} broken</summary>
${budgetTable("Budgets for information", "Worst first. None of these changes the verdict.", rows)}
</details>`;
}

const budgetColumns: readonly Column<BudgetRow>[] = [
  {
    title: "State",
    cell: (row) => {
      const { tone, sign, word } = viewBudget(row);
      return badge(tone, sign, word);
    },
    sortBy: (row) => viewBudget(row).word,
  },
  {
    title: "Budget",
    names: true,
    cell: ({ id, key, severity }) =>
      html`${id}${severity === "info" && html` <span class="tag">info</span>`}<code class="sub">${breakable(key)}</code>`,
    sortBy: ({ id }) => id,
  },
  {
    title: "Measured",
    numeric: true,
    cell: (row) => {
      const { measured, bounds } = viewBudget(row);
      if (bounds === null) return html`<b>${measured}</b>${meter(row)}`;
      return html`<b class="bounds">${bounds}</b><span class="sub">${measured} of what was sent</span>`;
    },
    sortBy: ({ measured }) => measured,
  },
  {
    title: "Limit",
    cell: (row) => {
      const { limit, overridden } = viewBudget(row);
      return html`<span class="figure">${row.statistic} ${limit}</span>${
        overridden && html`<span class="sub">overridden from <span class="figure">${overridden}</span></span>`
      }`;
    },
  },
  { title: "Margin", numeric: true, cell: (row) => viewBudget(row).margin, sortBy: ({ margin }) => margin },
  {
    title: "Samples / minimum",
    numeric: true,
    cell: (row) => viewBudget(row).samples,
    sortBy: ({ samples }) => samples,
  },
  { title: "Why this limit", cell: ({ reason }) => html`<span class="prose">${reason}</span>` },
];

/** How much of an upper limit is used up, for the eye; the figures beside it say the same. */
function meter(row: BudgetRow): Html | null {
  if (row.operator !== "<" || row.measured === null || row.limit <= 0) return null;
  const used = Math.min(100, (row.measured / row.limit) * 100).toFixed(1);
  return html`<span class="meter ${viewBudget(row).tone}" aria-hidden="true"><i style="width:${used}%"></i></span>`;
}
