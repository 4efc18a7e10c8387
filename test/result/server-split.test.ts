// Where the time of answers went: sums per endpoint out of Server-Timing's samples, and what would help most.

import assert from "node:assert/strict";
import { test } from "node:test";
import { contributions } from "../../src/report/split-view.ts";
import type { EndpointResult } from "../../src/result/result.ts";
import { RunClock } from "../../src/result/run-clock.ts";
import { SplitTally } from "../../src/result/server-split.ts";
import { Tally } from "../../src/result/tally.ts";
import { healthyResult } from "../fixtures/report/parts.ts";

/** One answer: what the target said of it, and what was left. */
type Answer = {
  server: number;
  db?: number;
  template?: number;
  cache?: number;
  outside: number;
  queries?: number;
  duplicates?: number;
  cpu?: number;
};

function tallied(answers: readonly Answer[]): SplitTally {
  const tally = new SplitTally();
  for (const {
    server,
    db = 0,
    template = 0,
    cache = 0,
    outside,
    queries = 0,
    duplicates = 0,
    cpu,
  } of answers) {
    const add = (metric: string, value: number): void => tally.add({ metric, value, timeMs: 0, tags: {} });
    add("obcms_server_ms", server);
    add("obcms_db_ms", db);
    add("obcms_template_ms", template);
    add("obcms_cache_ms", cache);
    add("obcms_outside_ms", outside);
    add("obcms_db_queries", queries);
    add("obcms_duplicate_queries", duplicates);
    if (cpu !== undefined) add("obcms_cpu_ms", cpu);
  }
  return tally;
}

test("no answer that told makes no split", () => {
  assert.equal(tallied([]).row(), undefined);
});

test("parts are means, Python is what no part claims, and negative remainders are counted", () => {
  const split = tallied([
    { server: 100, db: 40, template: 20, cache: 10, outside: 5, queries: 7, duplicates: 2, cpu: 50 },
    { server: 200, db: 60, template: 40, cache: 30, outside: -1, queries: 9, duplicates: 4, cpu: 70 },
  ]).row();
  assert.deepEqual(split, {
    answers: 2,
    database: 50,
    template: 30,
    cache: 20,
    python: 50,
    outside: 2,
    negative: 1,
    cpu: 60,
    queries: 8,
    duplicates: 3,
  });
});

test("growth is the median of what answers showed beside others, and absent where none did", () => {
  const tally = tallied([{ server: 100, outside: 5 }]);
  assert.equal(tally.row()?.growth, undefined);
  // The first answer of a session also paid for permissions.
  for (const value of [9.6, 1, 0.9, 1, 1.2])
    tally.add({ metric: "obcms_queries_per_row", value, timeMs: 0, tags: {} });
  assert.deepEqual(tally.row()?.growth, { samples: 5, queriesPerRow: 1 });
  assert.equal(tally.row()?.answers, 1);
});

test("what samples say of growth reaches the endpoint that they are tagged with", () => {
  const tally = new Tally(new RunClock(0, 1000));
  const tags = { card: "executive_analytics", name: "policies_filtered", access: "read" };
  for (const metric of ["obcms_server_ms", "obcms_queries_per_row"])
    tally.add({ metric, value: 1, timeMs: 0, tags });
  const [row] = tally.endpoints();
  assert.deepEqual([row?.name, row?.split?.growth], ["policies_filtered", { samples: 1, queriesPerRow: 1 }]);
});

test("a target that tells no processor time has none, not zero", () => {
  assert.equal(tallied([{ server: 1, outside: 0 }]).row()?.cpu, null);
});

function endpoint(name: string, answers: readonly Answer[]): EndpointResult {
  const [row] = healthyResult().endpoints;
  const split = tallied(answers).row();
  assert.ok(row !== undefined && split !== undefined);
  return { ...row, name, split };
}

test("what took most over the whole run comes first, however slow a single answer of another", () => {
  const often = endpoint(
    "often",
    Array.from({ length: 10 }, () => ({ server: 30, template: 25, outside: 1 })),
  );
  const slow = endpoint("slow", [{ server: 200, db: 190, outside: 0, queries: 91, duplicates: 90 }]);
  const [first, second, ...more] = contributions([slow, often]);
  assert.deepEqual([first?.endpoint, first?.part, first?.seconds], ["often", "template", 0.25]);
  assert.deepEqual([second?.endpoint, second?.part], ["slow", "database"]);
  assert.equal(second?.hint, "91 statements per answer, 90 of them repeated: one for each row (N+1)");
  const shares = [first, second, ...more].reduce((sum, one) => sum + (one?.share ?? 0), 0);
  assert.ok(Math.abs(shares - 1) < 1e-9, `${shares}`);
});

test("a few statements that repeat others are no N+1", () => {
  const [first] = contributions([
    endpoint("page", [{ server: 90, db: 80, outside: 0, queries: 41, duplicates: 12 }]),
  ]);
  assert.equal(first?.hint, "41 statements per answer");
});

for (const [sentence, duplicates, growth, hint] of [
  [
    "statements that repeat and grow with rows are an N+1",
    90,
    { samples: 10, queriesPerRow: 0.96 },
    "91 statements per answer, 90 of them repeated; statements grow with rows: 1.0 for each row (N+1)",
  ],
  [
    "so are statements that grow and have texts of their own",
    0,
    { samples: 10, queriesPerRow: 0.5 },
    "91 statements per answer; statements grow with rows: 0.5 for each row (N+1)",
  ],
  [
    "many that repeat, as many for any rows, are none",
    90,
    { samples: 10, queriesPerRow: 0.49 },
    "91 statements per answer, 90 of them repeated, however many rows there are",
  ],
  [
    "growth that few answers showed says nothing either way",
    90,
    { samples: 9, queriesPerRow: 0 },
    "91 statements per answer, 90 of them repeated: one for each row (N+1)",
  ],
] as const)
  test(sentence, () => {
    const row = endpoint("page", [{ server: 200, db: 190, outside: 0, queries: 91, duplicates }]);
    assert.ok(row.split !== undefined);
    const [first] = contributions([{ ...row, split: { ...row.split, growth } }]);
    assert.equal(first?.hint, hint);
  });

test("an endpoint of which the target told nothing takes no part", () => {
  const [silent] = healthyResult().endpoints;
  assert.ok(silent !== undefined);
  assert.deepEqual(contributions([silent]), []);
});
