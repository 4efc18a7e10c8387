// `report` and `open`: how a run is named, and what happens where there is no browser.

import assert from "node:assert/strict";
import { chmodSync, existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { delimiter, join } from "node:path";
import { type TestContext, test } from "node:test";
import { setTimeout as sleep } from "node:timers/promises";
import { exitCodes } from "../../src/exit-codes.ts";
import { runFiles } from "../../src/result/run-files.ts";
import { healthy, slow } from "../fixtures/report/runs.ts";
import { scratchFolder, tool } from "../load/process.ts";

const OLDER = "20260101-000000-a";
const NEWER = "20260102-000000-b";

function runsIn(t: TestContext): string {
  const out = scratchFolder(t);
  for (const [id, { result }] of [
    [OLDER, healthy()],
    [NEWER, slow()],
  ] as const) {
    mkdirSync(join(out, id));
    writeFileSync(join(out, id, runFiles.result), JSON.stringify(result));
  }
  return out;
}

const linux = { skip: process.platform !== "linux" && "xdg-open is Linux's" };

const { DISPLAY: _, WAYLAND_DISPLAY: __, ...noDisplay } = process.env;

test("report takes an id, a folder or latest, and writes verdict and report there", async (t) => {
  const out = runsIn(t);
  for (const [name, id] of [
    [OLDER, OLDER],
    [join(out, OLDER), OLDER],
    ["latest", NEWER],
  ] as const) {
    const { exitCode, stdout, stderr } = await tool(["report", name, "--out", out]).ended;
    assert.equal(exitCode, 0, stderr);
    assert.equal(stdout, `${join(out, id, runFiles.report)}\n`);
    assert.ok(existsSync(join(out, id, runFiles.report)));
    assert.ok(existsSync(join(out, id, runFiles.verdict)));
  }
});

test("report --json gives folder, report and verdict", async (t) => {
  const out = runsIn(t);
  const { stdout } = await tool(["report", OLDER, "--out", out, "--json"]).ended;
  const { folder, report, verdict } = JSON.parse(stdout) as Record<string, unknown>;
  assert.equal(folder, join(out, OLDER));
  assert.equal(report, join(out, OLDER, runFiles.report));
  assert.equal((verdict as { state: string }).state, "PASS");
});

for (const command of ["report", "open"]) {
  for (const name of ["latest", "20990101-000000-none"]) {
    test(`${command} ${name} where there is no such run is one error`, async (t) => {
      const { exitCode, stderr, stdout } = await tool([command, name, "--out", scratchFolder(t)]).ended;
      assert.equal(exitCode, exitCodes.configuration.code);
      assert.match(stderr, /^✗ There is no run/);
      assert.equal(stdout, "");
    });
  }
}

test("report on a folder without anything names what is missing", async (t) => {
  const { exitCode, stderr } = await tool(["report", scratchFolder(t)]).ended;
  assert.equal(exitCode, exitCodes.configuration.code);
  assert.match(stderr, /plan\.json is missing\n +samples\.json\.gz is missing\n +k6\.log is missing/);
});

test(
  "open without a display prints the path of the newest run's report, which it makes, and ends with 0",
  linux,
  async (t) => {
    const out = runsIn(t);
    const { env, given } = opener(t, 0);
    const { DISPLAY: _, ...blind } = env;
    const { exitCode, stdout, stderr } = await tool(["open", "--out", out], blind).ended;
    assert.equal(exitCode, 0, stderr);
    assert.equal(stdout, `${join(out, NEWER, runFiles.report)}\n`);
    assert.ok(existsSync(join(out, NEWER, runFiles.report)));
    assert.match(stderr, /No browser could be started/);
    assert.ok(!existsSync(given), "nothing is started that could not show anything");
  },
);

/** A stand-in for xdg-open in a PATH of its own: writes down what it was given, and ends with a code. */
function opener(t: TestContext, code: number): { env: NodeJS.ProcessEnv; given: string } {
  const folder = scratchFolder(t);
  const given = join(folder, "given");
  writeFileSync(join(folder, "xdg-open"), `#!/bin/sh\nprintf '%s' "$1" > '${given}'\nexit ${code}\n`);
  chmodSync(join(folder, "xdg-open"), 0o755);
  const path = `${folder}${delimiter}${process.env.PATH}`;
  return { env: { ...noDisplay, DISPLAY: ":99", PATH: path }, given };
}

test("open hands the report to the desktop's opener", linux, async (t) => {
  const out = runsIn(t);
  const { env, given } = opener(t, 0);
  const { exitCode, stdout, stderr } = await tool(["open", OLDER, "--out", out], env).ended;
  assert.equal(exitCode, 0, stderr);
  assert.equal(readFileSync(given, "utf8"), stdout.trim());
  assert.doesNotMatch(stderr, /No browser/);
});

test("open --print starts nothing", linux, async (t) => {
  const out = runsIn(t);
  const { env, given } = opener(t, 0);
  const { exitCode, stdout } = await tool(["open", OLDER, "--out", out, "--print"], env).ended;
  assert.equal(exitCode, 0);
  assert.equal(stdout, `${join(out, OLDER, runFiles.report)}\n`);
  await sleep(200);
  assert.ok(!existsSync(given));
});

test("open says so when the opener fails or is not there, and still ends with 0", linux, async (t) => {
  const out = runsIn(t);
  const failing = opener(t, 3).env;
  for (const env of [failing, { ...failing, PATH: scratchFolder(t) }]) {
    const { exitCode, stdout, stderr } = await tool(["open", OLDER, "--out", out], env).ended;
    assert.equal(exitCode, 0, stderr);
    assert.match(stderr, /No browser could be started/);
    assert.equal(stdout, `${join(out, OLDER, runFiles.report)}\n`);
  }
});
