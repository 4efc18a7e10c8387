// A run folder of an older version, or one whose tool was killed: what is made of it, and what is said when nothing can be.

import assert from "node:assert/strict";
import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type TestContext, test } from "node:test";
import { fileURLToPath } from "node:url";
import { resultSchema } from "../../src/result/result.ts";
import { runFiles } from "../../src/result/run-files.ts";
import { readStoredResult } from "../../src/result/stored-result.ts";

const OLD = fileURLToPath(new URL("../fixtures/runs/version-1/", import.meta.url));

function copyOf(t: TestContext, without: readonly (keyof typeof runFiles)[] = []): string {
  const folder = mkdtempSync(join(tmpdir(), "obcms-perf-stored-"));
  t.after(() => rmSync(folder, { recursive: true }));
  cpSync(OLD, folder, { recursive: true });
  for (const name of without) rmSync(join(folder, runFiles[name]));
  return folder;
}

test("a result of version 1 is made again from its raw files, its ending kept, its totals the same", async (t) => {
  const folder = copyOf(t);
  const stored = await readStoredResult(folder);
  assert.equal(stored.state, "rebuilt");
  const { result } = stored;
  const old = JSON.parse(readFileSync(join(folder, runFiles.result), "utf8")) as typeof result;
  assert.deepEqual(resultSchema.parse(result), result);
  for (const name of ["startedAt", "endedAt", "state", "k6ExitCode"] as const)
    assert.equal(result.run[name], old.run[name], name);
  assert.deepEqual(result.totals, old.totals);
  assert.deepEqual(result.outcomes, old.outcomes);
  assert.deepEqual(
    result.endpoints.map(({ name, duration }) => [name, duration]),
    old.endpoints.map(({ name, duration }) => [name, duration]),
  );
  assert.deepEqual(result.defects, []);
});

test("what version 1 never recorded is null, not zero", async (t) => {
  const stored = await readStoredResult(copyOf(t));
  assert.equal(stored.state, "rebuilt");
  const { generator, scenarios, run } = stored.result;
  assert.deepEqual(
    [generator.cpuShare, generator.cpuPeakShare, generator.maxRssBytes, generator.lag.p95],
    [null, null, null, null],
  );
  assert.equal(scenarios[0]?.planned, null);
  assert.equal(run.tags.testid, run.id);
});

test("a result of this version is read as it is, even when its raw files are gone", async (t) => {
  const folder = copyOf(t);
  const stored = await readStoredResult(folder);
  assert.equal(stored.state, "rebuilt");
  writeFileSync(join(folder, runFiles.result), JSON.stringify(stored.result));
  for (const name of ["samples", "plan", "log", "summary"] as const) rmSync(join(folder, runFiles[name]));
  assert.deepEqual(await readStoredResult(folder), { state: "read", result: stored.result });
});

test("without a result the run counts as stopped, and its defects say that nobody saw its end", async (t) => {
  for (const spoil of ["missing", "half-written"]) {
    const folder = copyOf(t, ["result", "summary"]);
    if (spoil === "half-written") writeFileSync(join(folder, runFiles.result), '{"schema": "obcms-perf/res');
    const stored = await readStoredResult(folder);
    assert.equal(stored.state, "rebuilt", spoil);
    const { run, totals, defects } = stored.result;
    assert.equal(run.state, "interrupted");
    assert.equal(totals.droppedIterations, 127);
    assert.match(defects[0] ?? "", /how k6 ended is not known/);
    assert.match(defects[1] ?? "", /summary cannot be read/);
    assert.ok(run.durationSeconds > 5 && run.durationSeconds < 60, `${run.durationSeconds}`);
  }
});

const unusable = [
  { without: ["samples"], because: [/of another version/, /^samples\.json\.gz is missing$/] },
  { without: ["summary"], because: [/of another version/, /^k6-summary\.json is missing$/] },
  {
    without: ["plan", "log"],
    because: [/of another version/, /^plan\.json is missing$/, /^k6\.log is missing$/],
  },
  { without: ["result", "plan"], because: [/^plan\.json is missing$/] },
] as const;
for (const { without, because } of unusable) {
  test(`without ${without.join(" and ")} nothing is made up: what is missing is named`, async (t) => {
    const stored = await readStoredResult(copyOf(t, without));
    assert.equal(stored.state, "unusable");
    assert.equal(stored.because.length, because.length, stored.because.join("; "));
    for (const [index, sentence] of because.entries()) assert.match(stored.because[index] ?? "", sentence);
  });
}

test("a plan of an unknown version is named, not guessed at", async (t) => {
  const folder = copyOf(t);
  const path = join(folder, runFiles.plan);
  writeFileSync(path, readFileSync(path, "utf8").replace("obcms-perf/plan/1", "obcms-perf/plan/99"));
  const stored = await readStoredResult(folder);
  assert.equal(stored.state, "unusable");
  assert.match(stored.because.join(), /plan\.json is no plan of this or the last version/);
});
