// Categories of documents. No documents: their files could not be loaded with them.

import { madeOn } from "./days.ts";
import type { Order } from "./order.ts";
import { FIRST_ID, type Row } from "./row.ts";

const NAMES = ["Reports", "Minutes", "Agreements", "Photos", "Forms", "Policies"] as const;

export function* documentCategoryRows({ today }: Order): Generator<Row> {
  for (const [index, name] of NAMES.entries())
    yield {
      model: "documents.documentcategory",
      pk: FIRST_ID + index,
      fields: {
        name: `Perf ${name.toLowerCase()}`,
        description: "Invented for load tests.",
        is_active: true,
        ...madeOn(today),
      },
    };
}
