// The agencies and groups that OBCMS coordinates, and the kinds of engagement with them.

import { engagementCategories, organizationTypes } from "../../tests/performance/k6/catalogue/choices.ts";
import { madeOn } from "./days.ts";
import { type Order, sizeOf } from "./order.ts";
import { randomFor } from "./random.ts";
import { FIRST_ID, type Row, uuidOf } from "./row.ts";
import { sentences } from "./words.ts";

/** Every second organisation is a ministry or office: only those implement programmes of their own. */
export function organizationId(order: Order, index: number): string {
  return uuidOf(order.seed, "organization", index % sizeOf(order).organizations);
}

export function* organizationRows(order: Order): Generator<Row> {
  const random = randomFor(order.seed, "organizations");
  for (let index = 0; index < sizeOf(order).organizations; index += 1) {
    const type = index % 2 === 0 ? "bmoa" : organizationTypes[((index - 1) / 2) % organizationTypes.length];
    yield {
      model: "coordination.organization",
      pk: organizationId(order, index),
      fields: {
        name: `Perf ${type} organisation ${String(index + 1).padStart(4, "0")}`,
        acronym: `PERF${index + 1}`,
        organization_type: type,
        partnership_status: "active",
        description: sentences(random, 2),
        email: `organisation${index + 1}@example.test`,
        is_active: true,
        ...madeOn(order.today),
      },
    };
  }
}

export function* engagementTypeRows({ today }: Order): Generator<Row> {
  for (const [index, category] of engagementCategories.entries())
    yield {
      model: "coordination.stakeholderengagementtype",
      pk: FIRST_ID + 1 + index,
      fields: {
        name: `Perf ${category.replaceAll("_", " ")}`,
        category,
        description: "Invented for load tests.",
        is_active: true,
        ...madeOn(today),
      },
    };
}
