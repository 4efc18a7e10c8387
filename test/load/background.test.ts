// Background work as a whole run: without a probe it is no PASS, and whatever watches is in no figure of the load.

import assert from "node:assert/strict";
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { type TestContext, test } from "node:test";
import { databaseUrlOfFile } from "../../src/database/sqlite.ts";
import { exitCodes } from "../../src/exit-codes.ts";
import { type Result, resultSchema } from "../../src/result/result.ts";
import { runFiles } from "../../src/result/run-files.ts";
import { standInFile } from "../../src/run/environment.ts";
import { absentTriggers } from "../../tests/performance/k6/catalogue/absent-triggers.ts";
import { requestsPerIteration } from "../../tests/performance/k6/catalogue/cards.ts";
import { onlyRun, scratchFolder, standInFor, tool } from "./process.ts";

const flags = ["--scenario", "background_jobs", "--think-time", "0", "--rate", "8"];

/** The environment of a stand-in whose database may be read. */
async function readable(t: TestContext, folder: string): Promise<ReturnType<typeof standInFile>> {
  const path = join(folder, "db.sqlite");
  return { ...standInFile(await standInFor(t, [], path)), databaseUrl: databaseUrlOfFile(path) };
}

function storedIn(out: string): Result {
  return resultSchema.parse(JSON.parse(readFileSync(join(onlyRun(out), runFiles.result), "utf8")));
}

test("with a probe the run passes, and its requests are none of the card's", async (t) => {
  const folder = scratchFolder(t);
  const environment = join(folder, "env.json");
  writeFileSync(environment, JSON.stringify(await readable(t, folder)));
  const out = join(folder, "runs");
  const { exitCode, stdout } = await tool(["run", "--env", environment, "--out", out, ...flags]).ended;
  assert.equal(exitCode, exitCodes.pass.code, stdout);
  const result = storedIn(out);
  const [load, beside, probe] = result.scenarios;
  assert.deepEqual([load?.isProbe, beside?.isProbe, probe?.isProbe], [undefined, undefined, true]);
  assert.equal(load?.completed, beside?.completed, "as many recalculations as presses");
  const each = [...requestsPerIteration("background_jobs", () => true).values()];
  const ofIterations = (load?.completed ?? 0) * each.reduce((sum, times) => sum + times, 0);
  const loaded = result.endpoints.filter(({ name }) => !name.startsWith("login"));
  assert.equal(
    loaded.reduce((sum, { requests }) => sum + requests, 0),
    ofIterations,
  );
  const { metrics } = JSON.parse(readFileSync(join(onlyRun(out), runFiles.summary), "utf8"));
  const asked = metrics["http_reqs{role:probe}"].count;
  // setup() asks once, too.
  assert.equal(asked, (probe?.completed ?? 0) + 1);
  assert.equal(
    metrics.http_reqs.count - metrics["http_reqs{role:control}"].count - asked,
    result.totals.httpReqs,
  );
  const absent = result.notTested.filter(({ kind }) => kind === "absent");
  assert.equal(absent.length, Object.keys(absentTriggers).length);
  const figure = (id: string) => result.budgets.find((budget) => budget.id === `background_jobs_${id}`);
  // Each task was told of exactly once, however often the probe was asked.
  assert.equal(figure("lost")?.samples, load?.completed);
  assert.equal(figure("finished_p95")?.samples, load?.completed);
  assert.ok((figure("finished_p95")?.measured ?? 0) >= 40, "a task takes 41 ms");
  assert.equal(figure("queue_depth_max")?.samples, probe?.completed);
});

test("without a probe the budgets on queue and tasks have no data, and the run is INCONCLUSIVE", async (t) => {
  const folder = scratchFolder(t);
  const environment = join(folder, "env.json");
  const { probeUrl: _, ...unprobed } = await readable(t, folder);
  writeFileSync(environment, JSON.stringify(unprobed));
  const out = join(folder, "runs");
  const { exitCode, stdout } = await tool(["run", "--json", "--env", environment, "--out", out, ...flags])
    .ended;
  assert.equal(exitCode, exitCodes.inconclusive.code, stdout);
  const { verdict } = JSON.parse(stdout) as { verdict: { reasons: { name: string; advice: string }[] } };
  assert.deepEqual([...new Set(verdict.reasons.map(({ name }) => name))], ["not_measured"]);
  assert.match(verdict.reasons[0]?.advice ?? "", /probes\.broker/);
  assert.equal(verdict.reasons.length, 9);
});
