// The command: a file out of a target, and a target beside a file.

import assert from "node:assert/strict";
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { exitCodes } from "../../src/exit-codes.ts";
import { scratchFolder, tool } from "../load/process.ts";
import { configuration, manageCommand } from "./configured.ts";

test("what it prints of a target is a file that the same target does not differ from, and another one does", async (t) => {
  const folder = scratchFolder(t);
  const env = join(folder, "env.json");
  const production = join(folder, "production.json");
  writeFileSync(env, JSON.stringify({ manage: { command: manageCommand(folder) } }));
  const written = await tool(["parity", "--env", env]).ended;
  assert.equal(written.exitCode, exitCodes.pass.code, written.stderr);
  assert.match(written.stderr, /not observed: there is no baseUrl.*\n {4}left out {2}webServer\.name/);
  writeFileSync(production, written.stdout);

  const same = await tool(["parity", "--env", env, "--against", production]).ended;
  assert.match(same.stdout, /^the target is as production in 20 of 20 facts$/m);

  const celery = { ...configuration.celery, workers: [{ name: "celery@one", concurrency: 4, prefetch: 16 }] };
  manageCommand(folder, { ...configuration, celery, debug: true });
  const other = await tool(["parity", "--env", env, "--against", production]).ended;
  assert.equal(other.exitCode, exitCodes.pass.code, "differences are no error");
  const named = other.stdout.split("\n").flatMap((line) => /^✗ (\S+)/.exec(line)?.[1] ?? []);
  assert.deepEqual(named, ["application.debug", "celery.workers", "celery.concurrency"]);
  assert.match(
    other.stdout,
    /^✗ celery\.concurrency +production 6, here 4, by manage\.py\n +It decides how fast/m,
  );
  assert.match(other.stdout, /^the target differs from production in 3 of 20 facts$/m);

  const { rows } = JSON.parse(
    (await tool(["parity", "--env", env, "--against", production, "--json"]).ended).stdout,
  );
  assert.equal(rows.filter(({ state }: { state: string }) => state === "differs").length, 3);
});

test("without a target it describes the embedded one", async () => {
  const { exitCode, stdout } = await tool(["parity"]).ended;
  assert.equal(exitCode, exitCodes.pass.code);
  assert.deepEqual(Object.keys(JSON.parse(stdout)), ["$about"]);
});

test("an origin that nobody has allowed is not asked", async () => {
  const { exitCode, stderr } = await tool(["parity", "--base-url", "http://obcms.example"]).ended;
  assert.equal(exitCode, exitCodes.refused.code);
  assert.match(stderr, /no one has allowed it/);
});

test("a file with an unknown name is one error", async (t) => {
  const file = join(scratchFolder(t), "production.json");
  writeFileSync(file, JSON.stringify({ celery: { wrokers: 2 } }));
  const { exitCode, stderr } = await tool(["parity", "--against", file]).ended;
  assert.equal(exitCode, exitCodes.configuration.code);
  assert.match(stderr, /celery\.wrokers: no fact has this name/);
});
