// What offices ask for in a year: proposals in every status, with the programmes that the money is for. These belong to
// `organizations.organization`, another table than the organisations that OBCMS coordinates.

import { madeOn } from "./days.ts";
import { entryId } from "./monitoring-entries.ts";
import { type Order, sizeOf } from "./order.ts";
import { randomFor } from "./random.ts";
import { FIRST_ID, type Row } from "./row.ts";

const YEARS = 3;
const PROGRAMMES = 3;
export const proposalStatuses = ["draft", "submitted", "under_review", "approved", "rejected"] as const;
const TYPES = ["ministry", "office", "agency", "special", "commission"] as const;

export function* proposingOrganizationRows(order: Order): Generator<Row> {
  for (let index = 0; index < sizeOf(order).proposingOrganizations; index += 1)
    yield {
      model: "organizations.organization",
      pk: FIRST_ID + index,
      fields: {
        code: `PERF${index + 1}`,
        name: `Perf office ${index + 1}`,
        org_type: TYPES[index % TYPES.length],
        is_active: true,
        ...madeOn(order.today),
      },
    };
}

export function* budgetRows(order: Order): Generator<Row> {
  const random = randomFor(order.seed, "budgets");
  const { proposingOrganizations, entries } = sizeOf(order);
  const thisYear = Number(order.today.slice(0, 4));
  for (let index = 0; index < proposingOrganizations * YEARS; index += 1) {
    const amounts = Array.from({ length: Math.min(PROGRAMMES, entries) }, () =>
      random.between(100_000, 5_000_000),
    );
    yield {
      model: "budget_preparation.budgetproposal",
      pk: FIRST_ID + index,
      fields: {
        organization: FIRST_ID + Math.floor(index / YEARS),
        fiscal_year: thisYear + 1 - (index % YEARS),
        title: `Perf proposal ${index + 1}`,
        total_requested_budget: `${amounts.reduce((sum, amount) => sum + amount, 0)}.00`,
        status: proposalStatuses[index % proposalStatuses.length],
        ...madeOn(order.today),
      },
    };
    for (const [rank, amount] of amounts.entries())
      yield {
        model: "budget_preparation.programbudget",
        pk: FIRST_ID + index * PROGRAMMES + rank,
        fields: {
          budget_proposal: FIRST_ID + index,
          monitoring_entry: entryId(order, (index * PROGRAMMES + rank) % entries),
          requested_amount: `${amount}.00`,
          priority_rank: rank + 1,
          ...madeOn(order.today),
        },
      };
  }
}
