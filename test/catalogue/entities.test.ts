import assert from "node:assert/strict";
import { test } from "node:test";
import { cards } from "../../tests/performance/k6/catalogue/cards.ts";
import type { Endpoint } from "../../tests/performance/k6/catalogue/endpoint.ts";
import { endpoints } from "../../tests/performance/k6/catalogue/endpoints.ts";
import { type Cell, type Entity, entities } from "../../tests/performance/k6/catalogue/entities.ts";

/** Methods that OBCMS takes for an operation: its pages and fragments post what REST would patch or delete. */
const methods = {
  create: ["POST"],
  read: ["GET", "POST"],
  update: ["PATCH", "PUT", "POST"],
  delete: ["DELETE", "POST"],
} as const;
const operations = Object.keys(methods) as (keyof typeof methods)[];

for (const [name, entity] of Object.entries(entities) as [string, Entity][]) {
  test(`${name}: each cell names an endpoint that fits, or says what is missing`, () => {
    for (const operation of operations) {
      const cell: Cell = entity[operation];
      if (typeof cell !== "string") {
        assert.ok(cell.missing.length > 10, operation);
        continue;
      }
      const row: Endpoint = endpoints[cell];
      assert.ok((methods[operation] as readonly string[]).includes(row.method), `${cell} is ${row.method}`);
      assert.ok(cell in cards.api_crud.requests, `${cell} is not in the scenario`);
      if (operation === "read" && row.transport !== "json") assert.equal(row.access, "read", cell);
      if (operation !== "read") assert.equal(row.access, "write", cell);
    }
  });
}

test("the plan's modules are all there, and each can be created, read, updated and deleted somewhere", () => {
  const rows = Object.values(entities) as Entity[];
  for (const module of ["communities", "coordination", "coordination tasks", "policy tracking"]) {
    for (const operation of operations) {
      const cells = rows.filter((entity) => entity.module === module).map((entity) => entity[operation]);
      assert.ok(
        cells.some((cell) => typeof cell === "string"),
        `${module} ${operation}`,
      );
    }
  }
});
