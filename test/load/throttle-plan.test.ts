import assert from "node:assert/strict";
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { exitCodes } from "../../src/exit-codes.ts";
import { runFiles } from "../../src/result/run-files.ts";
import { readSamples } from "../../src/result/sample-reader.ts";
import { standInFile } from "../../src/run/environment.ts";
import { startStandIn } from "../../stand-in/stand-in.ts";
import { onlyRun, scratchFolder, tool } from "./process.ts";

const obcms = { burstPerMinute: 60, userPerHour: 1000, anonPerHour: 100 } as const;
const load = ["--profile", "baseline", "--vus", "2", "--duration", "36s"] as const;

test("a plan that must meet OBCMS's throttles is refused with the second of the first 429, which then really comes", async (t) => {
  const folder = scratchFolder(t);
  const standIn = await startStandIn({
    port: 0,
    databasePath: join(folder, "db.sqlite"),
    seed: 1,
    scale: 1,
    faults: [],
    throttles: "default",
  });
  t.after(() => standIn.close());
  const path = join(folder, "env.json");
  const out = join(folder, "runs");
  const file = standInFile(standIn.origin);

  writeFileSync(path, JSON.stringify({ ...file, throttles: obcms }));
  const refused = await tool(["run", "--env", path, "--out", out, ...load]).ended;
  assert.equal(refused.exitCode, exitCodes.usage.code, refused.stderr);
  const predicted = Number(/first 429 would come about (\d+) s after the start/.exec(refused.stderr)?.[1]);
  assert.ok(predicted > 10 && predicted < 36, refused.stderr);

  // The same plan with nobody told of the throttles.
  writeFileSync(path, JSON.stringify(file));
  await tool(["run", "--env", path, "--out", out, ...load]).ended;
  let began = Number.POSITIVE_INFINITY;
  let first = Number.POSITIVE_INFINITY;
  await readSamples(join(onlyRun(out), runFiles.samples), ({ metric, timeMs, tags }) => {
    if (metric === "obcms_iterations_started") began = Math.min(began, timeMs);
    if (metric === "obcms_answers" && tags.outcome === "throttled") first = Math.min(first, timeMs);
  });
  const met = (first - began) / 1000;
  // Requests come in bunches between pauses, and the plan spreads them evenly.
  assert.ok(Math.abs(met - predicted) <= 0.3 * predicted, `predicted ${predicted} s, met after ${met} s`);
});
