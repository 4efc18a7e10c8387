// Differences of two counts, and what the result says of a run that was audited, was not, or is of before there was one.

import assert from "node:assert/strict";
import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type TestContext, test } from "node:test";
import { fileURLToPath } from "node:url";
import { type AuditRecord, auditOf } from "../../src/result/audit.ts";
import { collectResult } from "../../src/result/collect.ts";
import type { Result } from "../../src/result/result.ts";
import { runFiles } from "../../src/result/run-files.ts";
import { stepNames } from "../../src/result/steps.ts";
import { readPlan } from "../../src/result/stored-plan.ts";

const OLD = fileURLToPath(new URL("../fixtures/runs/version-1/", import.meta.url));
const at = "2026-11-26T16:00:00.000Z";

type Compared = Extract<AuditRecord, { state: "compared" }>;
function recordOf(before: Record<string, number>, after: Record<string, number>): Compared {
  return {
    state: "compared",
    source: "database",
    of: "database obcms",
    before: { at, seconds: 0.1, rows: before },
    after: { at, seconds: 0.2, rows: after },
    uncounted: [],
    restore: null,
  };
}

const cases = [
  { title: "as many rows are no difference", before: { a: 1, b: 0 }, after: { a: 1, b: 0 }, found: [] },
  {
    title: "the greatest difference comes first, whatever its sign",
    before: { a: 10, b: 10, c: 10 },
    after: { a: 11, b: 5, c: 13 },
    found: ["b −5", "c +3", "a +1"],
  },
  {
    title: "a log that grew did so by design",
    before: { axes_accesslog: 1 },
    after: { axes_accesslog: 4 },
    found: ["axes_accesslog +3 by design"],
  },
  {
    title: "a log that lost rows was emptied by somebody",
    before: { axes_accesslog: 4 },
    after: { axes_accesslog: 1 },
    found: ["axes_accesslog −3"],
  },
  {
    title: "a table that is new or gone is a difference, even an empty one",
    before: { old: 0 },
    after: { fresh: 0 },
    found: ["fresh +0", "old +0"],
  },
] as const;
for (const { title, before, after, found } of cases) {
  test(title, () => {
    const { differences } = auditOf(recordOf({ ...before }, { ...after }));
    const sign = (change: number): string => (change < 0 ? `−${-change}` : `+${change}`);
    assert.deepEqual(
      differences.map(
        ({ table, change, growsByDesign }) =>
          `${table} ${sign(change)}${growsByDesign === null ? "" : " by design"}`,
      ),
      found,
    );
  });
}

async function collected(t: TestContext, files: Readonly<Record<string, string>>): Promise<Result> {
  const folder = mkdtempSync(join(tmpdir(), "obcms-perf-audit-"));
  t.after(() => rmSync(folder, { recursive: true }));
  cpSync(OLD, folder, { recursive: true });
  for (const [name, text] of Object.entries(files)) writeFileSync(join(folder, name), text);
  const plan = { ...(await readPlan(folder)), steps: stepNames };
  const [startedAt, endedAt] = [new Date(at), new Date(at)];
  return await collectResult(folder, plan, { state: "completed", k6ExitCode: 0, startedAt, endedAt });
}
const unaudited = ({ notTested }: Result) => notTested.filter(({ kind }) => kind === "audit");

test("a run of before there was an audit has none, and nothing is said of it", async (t) => {
  const result = await collected(t, {});
  assert.equal(result.audit, undefined);
  assert.deepEqual(unaudited(result), []);
  assert.deepEqual(
    result.steps.map(({ saw }) => saw),
    stepNames.map(() => null),
  );
});

test("an audited run has its differences", async (t) => {
  const result = await collected(t, { [runFiles.audit]: JSON.stringify(recordOf({ a: 1 }, { a: 3 })) });
  assert.equal(result.audit?.differences[0]?.change, 2);
  assert.deepEqual([result.audit.before.rows, result.audit.after.rows], [1, 3]);
  assert.deepEqual(unaudited(result), []);
});

test("a run that nobody could count again says why among what was not tested", async (t) => {
  const record = { state: "not_compared", because: "the target is down" };
  const result = await collected(t, { [runFiles.audit]: JSON.stringify(record) });
  assert.equal(result.audit, undefined);
  assert.deepEqual(unaudited(result), [
    { kind: "audit", what: "rows that the run left or took away", why: "the target is down" },
  ]);
});

test("a broken record is a defect", async (t) => {
  const result = await collected(t, { [runFiles.audit]: '{"state": "comp' });
  assert.ok(result.defects.includes("the counts of rows before and after the run cannot be read"));
});

test("each planned step tells what was seen of it; the warm-up's is in k6's log", async (t) => {
  const log = readFileSync(join(OLD, runFiles.log), "utf8");
  const warmed = `time="${at}" level=info msg="warm-up: 16 pages, all were right" source=console\n`;
  const done = [{ name: "flush_queue", at, saw: "3 waiting tasks removed" }];
  const result = await collected(t, {
    [runFiles.log]: log + warmed,
    [runFiles.steps]: JSON.stringify(done),
  });
  assert.deepEqual(
    result.steps.map(({ name, saw }) => [name, saw]),
    [
      ["audit_before", null],
      ["flush_queue", "3 waiting tasks removed"],
      ["flush_cache", null],
      ["warm_cache", "16 pages, all were right"],
      ["load", null],
      ["audit_after", null],
    ],
  );
});
