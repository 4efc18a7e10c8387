// Fills an empty database with the dataset that `obcms-perf seed generate` makes of the same order for OBCMS: the same
// rows, and one fingerprint in the marker of both.

import { datasetFiles, markerRow } from "../../src/seed/dataset.ts";
import { startFingerprint } from "../../src/seed/fingerprint.ts";
import type { Order } from "../../src/seed/order.ts";
import type { Row } from "../../src/seed/row.ts";
import type { Database } from "../database.ts";
import { demoPassword, usersPerPersona } from "../defaults.ts";
import { hashPassword } from "../passwords.ts";
import { type Write, writesOf } from "./writes.ts";

export type SeedOptions = Pick<Order, "seed" | "scale" | "today">;

export function orderOf(options: SeedOptions): Order {
  return { ...options, usersPerPersona };
}

export function seedDatabase(database: Database, options: SeedOptions): void {
  const order = orderOf(options);
  const fingerprint = startFingerprint();
  database.transaction(() => {
    for (const { rows } of datasetFiles(order, hashPassword("demo", demoPassword)))
      for (const row of rows()) {
        fingerprint.add(row);
        store(database, row);
      }
    store(database, markerRow({ fingerprint: fingerprint.end(), ...options }));
  });
}

function store(database: Database, row: Row): void {
  const writes: readonly Write[] | undefined = writesOf[row.model];
  if (writes === undefined) throw new Error(`${row.model} has no line in writes.ts`);
  for (const { sql, values } of writes) for (const each of values(row)) database.run(sql, ...each);
}
