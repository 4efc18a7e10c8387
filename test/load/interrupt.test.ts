import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { setTimeout } from "node:timers/promises";
import { exitCodes } from "../../src/exit-codes.ts";
import { resultSchema } from "../../src/result/result.ts";
import { runFiles } from "../../src/result/run-files.ts";
import { onlyRun, scratchFolder, tool } from "./process.ts";

for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"] as const) {
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

test("a second signal kills a k6 that does not end, and the folder still tells what happened", async (t) => {
  const out = scratchFolder(t);
  const run = tool(["run", "--out", out, "--profile", "baseline", "--duration", "5m", "--vus", "2"]);
  await run.saying(/k6 1 s of at most/);
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

/** Processes below a process, from /proc. */
function descendants(pid: number): number[] {
  const parents = readdirSync("/proc")
    .filter((name) => /^\d+$/.test(name))
    .map((name) => [Number(name), Number(statusOf(Number(name), "PPid"))] as const);
  const below = (parent: number): number[] =>
    parents.filter(([, of]) => of === parent).flatMap(([child]) => [child, ...below(child)]);
  return below(pid);
}

/** A zombie has ended; only its parent has not asked. */
function isRunning(pid: number): boolean {
  return !/^(Z|undefined)/.test(String(statusOf(pid, "State")));
}

/** A field of a process's status; undefined when the process is gone. */
function statusOf(pid: number, field: string): string | undefined {
  try {
    return new RegExp(`^${field}:\\s+(.*)$`, "m").exec(readFileSync(`/proc/${pid}/status`, "utf8"))?.[1];
  } catch {
    return undefined;
  }
}
