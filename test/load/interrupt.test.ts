import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { setTimeout } from "node:timers/promises";
import { exitCodes } from "../../src/exit-codes.ts";
import { resultSchema } from "../../src/result/result.ts";
import { probesRecord, runFiles } from "../../src/result/run-files.ts";
import { onlyRun, scratchFolder, tool } from "./process.ts";
import { descendants, isRunning, statusOf } from "./process-table.ts";

for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"] as const) {
  test(`${signal} ends k6 gracefully: the folder is complete, says interrupted, and no child is left`, async (t) => {
    const out = scratchFolder(t);
    const run = tool(["run", "--out", out, "--profile", "baseline", "--duration", "5m", "--vus", "2"]);
    await run.saying(/k6 \d+ s of at most/);
    const children = descendants(run.pid);
    assert.ok(children.length >= 2, "k6 and the stand-in");
    run.kill(signal);
    const { exitCode, stdout, stderr } = await run.ended;
    assert.equal(exitCode, exitCodes.interrupted.code, stdout + stderr);
    assert.match(stderr, /Stopping/);
    assert.match(stdout, /INCONCLUSIVE/);
    const folder = onlyRun(out);
    assert.deepEqual(readdirSync(folder).sort(), [...Object.values(runFiles), probesRecord].sort());
    const result = resultSchema.parse(JSON.parse(readFileSync(join(folder, runFiles.result), "utf8")));
    assert.equal(result.run.state, "interrupted");
    assert.deepEqual(result.defects, []);
    assert.ok(result.totals.httpReqs > 0);
    assert.deepEqual(children.filter(isRunning), []);
  });
}

test("a second signal kills a k6 that does not end, and the folder still tells what happened", async (t) => {
  const out = scratchFolder(t);
  const run = tool(["run", "--out", out, "--profile", "baseline", "--duration", "5m", "--vus", "2"]);
  await run.saying(/k6 \d+ s of at most/);
  const k6 = descendants(run.pid).find((pid) => statusOf(pid, "Name") === "k6");
  assert.ok(k6);
  process.kill(k6, "SIGSTOP");
  run.kill("SIGINT");
  await run.saying(/Stopping/);
  run.kill("SIGINT");
  await setTimeout(600);
  assert.ok(isRunning(k6), "a signal that arrives twice at once is one");
  run.kill("SIGINT");
  const { exitCode, stderr } = await run.ended;
  assert.equal(exitCode, exitCodes.interrupted.code, stderr);
  const result = resultSchema.parse(JSON.parse(readFileSync(join(onlyRun(out), runFiles.result), "utf8")));
  assert.equal(result.run.state, "interrupted");
  assert.match(result.defects.join(), /the summary cannot be read/);
});
