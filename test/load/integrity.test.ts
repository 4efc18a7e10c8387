import assert from "node:assert/strict";
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { type TestContext, test } from "node:test";
import { exitCodes } from "../../src/exit-codes.ts";
import { type Result, resultSchema } from "../../src/result/result.ts";
import { runFiles } from "../../src/result/run-files.ts";
import { standInFile } from "../../src/run/environment.ts";
import { onlyRun, scratchFolder, standInFor, tool } from "./process.ts";

/** A smoke run of the plan's first scenario against a target whose database nobody may read. */
async function smokeByPages(
  t: TestContext,
  faults: readonly string[],
): Promise<{ result: Result; stdout: string }> {
  const folder = scratchFolder(t);
  const environment = join(folder, "env.json");
  writeFileSync(environment, JSON.stringify(standInFile(await standInFor(t, faults))));
  const out = join(folder, "runs");
  const flags = ["--env", environment, "--out", out, "--profile", "smoke", "--think-time", "0"];
  const { stdout } = await tool(["run", ...flags]).ended;
  const text = readFileSync(join(onlyRun(out), runFiles.result), "utf8");
  return { result: resultSchema.parse(JSON.parse(text)), stdout };
}

const faultsIn = ({ budgets }: Result) => budgets.find(({ id }) => id === "api_crud_integrity_faults");

test("without a database, what pages cannot show is named as not tested, and not counted as whole", async (t) => {
  const { result, stdout } = await smokeByPages(t, ["corrupt_tree=1"]);
  assert.equal(faultsIn(result)?.samples, 1);
  assert.equal(faultsIn(result)?.measured, 0);
  const unseen = result.notTested.filter(({ kind }) => kind === "integrity");
  assert.deepEqual(
    unseen.map(({ what }) => what),
    [
      "integrity after api_crud: duplicate_lft, duplicate_rght, bad_span, orphan, left_behind (engagement_types), left_behind (message_templates), left_behind (contacts)",
    ],
  );
  assert.match(stdout, /not tested: integrity after api_crud: duplicate_lft/);
});

test("without a database, a work item that was not removed is found by the run's marker", async (t) => {
  const { result } = await smokeByPages(t, ["error_rate=0.5@work_item_delete"]);
  assert.ok((faultsIn(result)?.measured ?? 0) > 0, JSON.stringify(faultsIn(result)));
  const told = result.faults.map(({ card, aspect, what }) => `${card} ${aspect} ${what}`);
  assert.match(told.join("\n"), /^api_crud left_behind \d+ rows that this run created/m);
});

test("a database that cannot be read ends the run before it begins", async (t) => {
  const path = join(scratchFolder(t), "env.json");
  const databaseUrl = "postgres://someone:hush@127.0.0.1:9/obcms";
  writeFileSync(path, JSON.stringify({ ...standInFile(await standInFor(t)), databaseUrl }));
  const { exitCode, stderr } = await tool(["run", "--env", path, "--out", scratchFolder(t)]).ended;
  assert.equal(exitCode, exitCodes.configuration.code, stderr);
  assert.match(stderr, /The database that databaseUrl names cannot be read/);
  assert.doesNotMatch(stderr, /hush/);
});
