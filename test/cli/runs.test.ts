import assert from "node:assert/strict";
import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { runFiles } from "../../src/result/run-files.ts";
import { healthy, slow } from "../fixtures/report/runs.ts";
import { scratchFolder, tool } from "../load/process.ts";

test("runs lists the newest first, with verdicts judged anew; others say what they are", async (t) => {
  const out = scratchFolder(t);
  const stored = {
    "20260101-000000-a": healthy().result,
    "20260102-000000-b": slow().result,
    "20260103-000000-c": undefined,
    "20251231-000000-old": { schema: "obcms-perf/result/0" },
  };
  for (const [id, result] of Object.entries(stored)) {
    mkdirSync(join(out, id));
    if (result !== undefined) writeFileSync(join(out, id, runFiles.result), JSON.stringify(result));
  }
  const text = await tool(["runs", "--out", out]).ended;
  assert.equal(text.exitCode, 0, text.stderr);
  assert.deepEqual(
    text.stdout
      .trim()
      .split("\n")
      .map((line) => line.split(/\s+/).slice(0, 2)),
    [
      ["unfinished", "20260103-000000-c"],
      ["INVALID", "20260102-000000-b"],
      ["PASS", "20260101-000000-a"],
      ["unreadable", "20251231-000000-old"],
    ],
  );
  const rows = JSON.parse((await tool(["runs", "--out", out, "--json"]).ended).stdout) as {
    id: string;
    requests: number | null;
  }[];
  assert.deepEqual(
    rows.map(({ requests }) => requests),
    [null, slow().result.totals.httpReqs, healthy().result.totals.httpReqs, null],
  );
});

test("runs of a folder that does not exist says so", async (t) => {
  const { exitCode, stdout } = await tool(["runs", "--out", join(scratchFolder(t), "none")]).ended;
  assert.equal(exitCode, 0);
  assert.match(stdout, /^No runs in /);
});
