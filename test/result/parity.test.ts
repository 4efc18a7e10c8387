// The record of a target beside production, out of a run folder into the result.

import assert from "node:assert/strict";
import { cpSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { type TestContext, test } from "node:test";
import { fileURLToPath } from "node:url";
import type { Result } from "../../src/result/result.ts";
import { parityRecord, runFiles } from "../../src/result/run-files.ts";
import { readStoredResult } from "../../src/result/stored-result.ts";
import { parity } from "../fixtures/report/parity.ts";
import { scratchFolder } from "../load/process.ts";

const OLD = fileURLToPath(new URL("../fixtures/runs/version-1/", import.meta.url));

/** The result of a folder that has such a record. */
async function resultWith(t: TestContext, record: string | undefined): Promise<Result> {
  const folder = scratchFolder(t);
  cpSync(OLD, folder, { recursive: true });
  rmSync(join(folder, runFiles.result));
  if (record !== undefined) writeFileSync(join(folder, parityRecord), record);
  const stored = await readStoredResult(folder);
  assert.equal(stored.state, "rebuilt");
  return stored.result;
}

test("a record becomes a section of the result, and a folder without one has none", async (t) => {
  assert.deepEqual((await resultWith(t, JSON.stringify(parity))).parity, parity);
  assert.equal((await resultWith(t, undefined)).parity, undefined);
});

test("a record that cannot be read is a defect, not a target without differences", async (t) => {
  for (const record of ["{", JSON.stringify({ ...parity, rows: [{ fact: "celery.workers" }] })]) {
    const result = await resultWith(t, record);
    assert.equal(result.parity, undefined);
    assert.ok(result.defects.includes("the record of how the target differs from production cannot be read"));
  }
});
