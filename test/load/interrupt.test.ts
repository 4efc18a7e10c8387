import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { exitCodes } from "../../src/exit-codes.ts";
import { resultSchema } from "../../src/result/result.ts";
import { runFiles } from "../../src/result/run-files.ts";
import { onlyRun, scratchFolder, tool } from "./process.ts";

for (const signal of ["SIGINT", "SIGTERM"] as const) {
  test(`${signal} ends k6 gracefully: the folder is complete, says interrupted, and no child is left`, async (t) => {
    const out = scratchFolder(t);
    const run = tool(["run", "--out", out, "--profile", "baseline", "--duration", "5m", "--vus", "2"]);
    await run.saying(/k6 1 s of at most/);
    const children = descendants(run.pid);
    assert.ok(children.length >= 2, "k6 and the stand-in");
    run.kill(signal);
    const { exitCode, stdout, stderr } = await run.ended;
    assert.equal(exitCode, exitCodes.interrupted.code, stdout + stderr);
    assert.match(stderr, /Stopping/);
    assert.match(stdout, /INCONCLUSIVE/);
    const folder = onlyRun(out);
    assert.deepEqual(readdirSync(folder).sort(), Object.values(runFiles).sort());
    const result = resultSchema.parse(JSON.parse(readFileSync(join(folder, runFiles.result), "utf8")));
    assert.equal(result.run.state, "interrupted");
    assert.deepEqual(result.defects, []);
    assert.ok(result.totals.httpReqs > 0);
    assert.deepEqual(children.filter(isRunning), []);
  });
}

test("a second signal kills k6, and the folder still tells what happened", async (t) => {
  const out = scratchFolder(t);
  const run = tool([
    "run",
    "--out",
    out,
    "--profile",
    "baseline",
    "--duration",
    "5m",
    "--vus",
    "2",
    "--fault",
    "delay=3000@trends",
  ]);
  await run.saying(/k6 1 s of at most/);
  run.kill("SIGINT");
  await run.saying(/Stopping/);
  run.kill("SIGINT");
  const { exitCode } = await run.ended;
  assert.equal(exitCode, exitCodes.interrupted.code);
  const result = resultSchema.parse(JSON.parse(readFileSync(join(onlyRun(out), runFiles.result), "utf8")));
  assert.equal(result.run.state, "interrupted");
  assert.ok(result.defects.length > 0, "a killed k6 writes no summary");
});

/** Processes below a process, from /proc. */
function descendants(pid: number): number[] {
  const parents = readdirSync("/proc")
    .filter((name) => /^\d+$/.test(name))
    .map((name) => [Number(name), parentOf(Number(name))] as const);
  const below = (parent: number): number[] =>
    parents.filter(([, of]) => of === parent).flatMap(([child]) => [child, ...below(child)]);
  return below(pid);
}

function parentOf(pid: number): number | undefined {
  try {
    return Number(/^PPid:\s+(\d+)$/m.exec(readFileSync(`/proc/${pid}/status`, "utf8"))?.[1]);
  } catch {
    return undefined;
  }
}

/** A zombie has ended; only its parent has not asked. */
function isRunning(pid: number): boolean {
  try {
    return !/^State:\s+Z/m.test(readFileSync(`/proc/${pid}/status`, "utf8"));
  } catch {
    return false;
  }
}
