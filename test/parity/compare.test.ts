import assert from "node:assert/strict";
import { test } from "node:test";
import { compare } from "../../src/parity/compare.ts";
import { factNames, factOf } from "../../src/parity/facts.ts";
import type { ParityRow, ParityValue } from "../../src/result/parity.ts";
import { differenceCount, differenceText } from "../../src/result/parity-text.ts";

const cases: readonly (readonly [
  title: string,
  fact: string,
  production: ParityValue,
  here: ParityValue,
  state: "same" | "differs",
])[] = [
  ["equal numbers are the same", "webServer.workers", 3, 3, "same"],
  ["one worker less differs", "webServer.workers", 3, 2, "differs"],
  ["no replica is not one replica", "database.replicas", 1, 0, "differs"],
  ["a number and its text are not the same", "webServer.workers", 3, "3", "differs"],
  ["DEBUG differs where production has none", "application.debug", false, true, "differs"],
  ["another cache backend differs", "cache.backend", "redis.RedisCache", "locmem.LocMemCache", "differs"],
  [
    "a connection that is kept for ever is not one of no seconds",
    "database.connectionAgeSeconds",
    "unlimited",
    0,
    "differs",
  ],
  ["another prefetch differs", "celery.prefetchMultiplier", 1, 4, "differs"],
  ["a version is the same as far as production states it", "database.version", "17", "17.4", "same"],
  ["another patch differs where production states one", "database.version", "17.4", "17.5", "differs"],
  ["17 is not the beginning of 170", "database.version", "17", "170.1", "differs"],
  ["1 is not the beginning of 17", "database.version", "1", "17.4", "differs"],
  ["a version that says less than production differs", "database.version", "17.4", "17", "differs"],
  ["a rate's unit may be spelled in any way", "throttleRates.burst", "60/minute", "60/m", "same"],
  ["another unit is another rate", "throttleRates.burst", "60/minute", "60/hour", "differs"],
  ["another number is another rate", "throttleRates.burst", "60/minute", "600/min", "differs"],
  ["no throttle differs from one", "throttleRates.burst", "60/minute", "none", "differs"],
  ["no throttle on either side is the same", "throttleRates.burst", "none", "none", "same"],
  ["twice the rows are the same size", "rows.users", 100, 200, "same"],
  ["half the rows are the same size", "rows.users", 100, 50, "same"],
  ["more than twice the rows differ", "rows.users", 100, 201, "differs"],
  ["less than half the rows differ", "rows.users", 100, 49, "differs"],
  ["no rows differ from some", "rows.users", 100, 0, "differs"],
  ["some rows differ from none", "rows.users", 0, 1, "differs"],
  ["no rows on either side are the same", "rows.users", 0, 0, "same"],
];

for (const [title, fact, production, here, state] of cases) {
  test(`${title}: ${fact} ${production} beside ${here} ${state === "same" ? "is the same" : "differs"}`, () => {
    assert.equal(compared(fact, production, here).state, state);
  });
}

test("a fact that nobody could tell is neither the same nor different, and says why", () => {
  const unseen = { source: "not observed", because: "manage.command is not set" } as const;
  const [row] = compare(new Map([["celery.workers", 2]]), new Map([["celery.workers", unseen]]));
  assert.equal(row?.state, "not_observed");
  assert.equal(row?.here, null);
  assert.equal(row?.because, "manage.command is not set");
});

test("what production does not state is no row, and the others keep their order", () => {
  const told = (value: number) => ({ source: "process", value }) as const;
  const observed = new Map([
    ["webServer.workers", told(3)],
    ["webServer.threadsPerWorker", told(2)],
    ["celery.workers", told(1)],
  ]);
  const rows = compare(new Map(Object.entries({ "celery.workers": 1, "webServer.workers": 5 })), observed);
  assert.deepEqual(
    rows.map(({ fact, state }) => [fact, state]),
    [
      ["celery.workers", "same"],
      ["webServer.workers", "differs"],
    ],
  );
});

test("rows of data have their ratio, other facts have none", () => {
  assert.equal(compared("rows.workItems", 4000, 1000).ratio, 0.25);
  assert.equal(compared("rows.workItems", 0, 1000).ratio, undefined);
  assert.equal(compared("webServer.workers", 4, 1).ratio, undefined);
  assert.equal(
    differenceText(compared("rows.workItems", 4000, 1000)),
    "rows.workItems 1000 (production 4000, × 0.25)",
  );
  assert.equal(
    differenceText(compared("application.debug", false, true)),
    "application.debug yes (production no)",
  );
});

test("differences and what was not observed are counted apart", () => {
  const same = compared("webServer.workers", 3, 3);
  const differs = compared("webServer.workers", 3, 2);
  const unseen: ParityRow = { ...same, here: null, state: "not_observed" };
  const texts: readonly (readonly [readonly ParityRow[], string])[] = [
    [[same, differs, same], "differs from production in 1 of 3 facts"],
    [[same, differs, unseen, unseen], "differs from production in 1 of 4 facts; 2 not observed"],
    [[same, unseen], "is as production in 1 of 2 facts; 1 not observed"],
    [[same], "is as production in 1 of 1 fact"],
  ];
  for (const [rows, text] of texts) assert.equal(differenceCount(rows), text);
});

test("every fact says what it is, why it matters in one sentence, and who can tell it", () => {
  for (const name of [...factNames, "throttleRates.burst"]) {
    const { means, why, from } = factOf(name);
    assert.ok(means.length > 10 && from.length > 0, name);
    assert.match(why, /^[A-Z][^.]*\.$/, name);
  }
});

function compared(fact: string, production: ParityValue, value: ParityValue): ParityRow {
  const observed = new Map([[fact, { source: "manage.py", value } as const]]);
  const [row] = compare(new Map([[fact, production]]), observed);
  assert.ok(row);
  return row;
}
