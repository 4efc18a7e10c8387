// Faults of our own environment, provoked on real processes: whatever goes wrong around a run, its folder tells the
// truth, one error or the verdict names it, and nothing is left behind.

import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import {
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmdirSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type TestContext, test } from "node:test";
import { setTimeout as sleep } from "node:timers/promises";
import { fileURLToPath } from "node:url";
import { gunzipSync, gzipSync } from "node:zlib";
import { type ExitName, exitCodes } from "../../src/exit-codes.ts";
import { type Result, resultSchema } from "../../src/result/result.ts";
import { probesRecord, runFiles } from "../../src/result/run-files.ts";
import type { Verdict } from "../../src/verdict/verdict.ts";
import { onlyRun, type Started, scratchFolder, standInFor, tool } from "./process.ts";
import { commandOf, descendants, isRunning, statusOf } from "./process-table.ts";

const BASELINE = ["--profile", "baseline", "--vus", "2", "--think-time", "0.2"];

const UNDER_WAY = /k6 \d+ s of at most/;
/** Long enough for k6 to write a heap of samples. */
const SOME_SAMPLES_MS = 1_500;

/** A run with a folder for its temporary files that has to be empty in the end. */
function runIn(t: TestContext, out: string, flags: readonly string[]): { run: Started; temporary: string } {
  const temporary = scratchFolder(t);
  return { run: tool(["run", "--out", out, ...flags], { ...process.env, TMPDIR: temporary }), temporary };
}

function readJson(folder: string, name: "result" | "verdict"): unknown {
  return JSON.parse(readFileSync(join(folder, runFiles[name]), "utf8"));
}

const resultOf = (folder: string): Result => resultSchema.parse(readJson(folder, "result"));
const verdictOf = (folder: string): Verdict => readJson(folder, "verdict") as Verdict;

function nothingLeft(children: readonly number[], temporary: string, folder: string): void {
  assert.deepEqual(children.filter(isRunning).map(commandOf), [], "no process is left");
  assert.deepEqual(readdirSync(temporary), [], "no temporary file is left");
  const files = existsSync(folder) ? readdirSync(folder) : [];
  assert.deepEqual(
    files.filter((name) => ![...Object.values(runFiles), probesRecord].some((known) => known === name)),
    [],
    "no file is half-written",
  );
}

type Killed = {
  readonly title: string;
  readonly isVictim: (pid: number) => boolean;
  readonly duration: string;
  readonly reason: Verdict["reasons"][number]["name"];
  readonly says: RegExp;
  readonly run: Pick<Result["run"], "state" | "k6ExitCode">;
};

const killed: readonly Killed[] = [
  {
    title: "k6",
    isVictim: (pid) => statusOf(pid, "Name") === "k6",
    duration: "5m",
    reason: "k6_failed",
    says: /k6 ended with exit code none/,
    run: { state: "failed", k6ExitCode: null },
  },
  {
    title: "the embedded target",
    isVictim: (pid) => commandOf(pid).includes("stand-in/main.ts"),
    duration: "5s",
    reason: "artefacts_defective",
    says: /the embedded target ended during the run \(SIGKILL\)/,
    run: { state: "completed", k6ExitCode: 99 },
  },
];
for (const { title, isVictim, duration, reason, says, run: ended } of killed) {
  test(`${title} killed in mid-run makes the run INVALID, and the verdict names it`, async (t) => {
    const out = scratchFolder(t);
    const { run, temporary } = runIn(t, out, [...BASELINE, "--duration", duration]);
    await run.saying(UNDER_WAY);
    await sleep(SOME_SAMPLES_MS);
    const children = descendants(run.pid);
    const victim = children.find(isVictim);
    assert.ok(victim, children.map(commandOf).join("\n"));
    process.kill(victim, "SIGKILL");
    const { exitCode, stdout, stderr } = await run.ended;
    assert.equal(exitCode, exitCodes.invalid.code, stdout + stderr);
    const folder = onlyRun(out);
    const { state, k6ExitCode } = resultOf(folder).run;
    assert.deepEqual({ state, k6ExitCode }, ended);
    const verdict = verdictOf(folder);
    assert.equal(verdict.state, "INVALID");
    const told = verdict.reasons.find((each) => each.name === reason && says.test(each.sentence));
    assert.ok(told, JSON.stringify(verdict.reasons, null, 2));
    assert.ok(existsSync(join(folder, runFiles.report)));
    nothingLeft(children, temporary, folder);
  });
}

/** A file system of that size in memory, or read-only; undefined where the tests may not mount one. */
function mounted(t: TestContext, ...args: readonly string[]): string | undefined {
  const place = mkdtempSync(join(tmpdir(), "obcms-perf-mount-"));
  const { status } = spawnSync("mount", [...args, place]);
  t.after(() => {
    if (status === 0) spawnSync("umount", ["--lazy", place]);
    rmdirSync(place);
  });
  return status === 0 ? place : undefined;
}

const MAY_NOT_MOUNT = "this user may not mount a file system";

test("a disk that fills up in mid-run: one error says which file, and no verdict is made of what is left", async (t) => {
  const disk = mounted(t, "-t", "tmpfs", "-o", "size=200k", "tmpfs");
  if (disk === undefined) return t.skip(MAY_NOT_MOUNT);
  const { run, temporary } = runIn(t, disk, [
    ...BASELINE,
    "--duration",
    "8s",
    "--vus",
    "8",
    "--think-time",
    "0",
  ]);
  await run.saying(UNDER_WAY);
  const children = descendants(run.pid);
  const { exitCode, stdout, stderr } = await run.ended;
  assert.equal(exitCode, exitCodes.configuration.code, stdout + stderr);
  assert.equal(stdout, "");
  assert.match(stderr, /✗ .*\.json cannot be written\.\n +saw +ENOSPC/);
  const folder = onlyRun(disk);
  nothingLeft(children, temporary, folder);
  assert.ok(!existsSync(join(folder, runFiles.result)));
  assert.ok(!existsSync(join(folder, runFiles.verdict)));

  await t.test("with the disk mended, report makes of the rest a run that is no PASS", async () => {
    const rescued = join(scratchFolder(t), "rescued");
    cpSync(folder, rescued, { recursive: true });
    const { exitCode } = await tool(["report", rescued]).ended;
    assert.equal(exitCode, 0);
    assert.equal(verdictOf(rescued).state, "INCONCLUSIVE");
    assert.match(resultOf(rescued).defects.join("\n"), /the samples end early|summary cannot be read/);
  });
});

test("a disk that is full from the start: one error, and no folder", async (t) => {
  const disk = mounted(t, "-t", "tmpfs", "-o", "size=8k", "tmpfs");
  if (disk === undefined) return t.skip(MAY_NOT_MOUNT);
  try {
    writeFileSync(join(disk, "filler"), Buffer.alloc(64_000));
  } catch {}
  const { run, temporary } = runIn(t, join(disk, "runs"), []);
  const { exitCode, stderr } = await run.ended;
  assert.equal(exitCode, exitCodes.configuration.code, stderr);
  assert.match(stderr, /ENOSPC/);
  assert.ok(!existsSync(join(disk, "runs")) || readdirSync(join(disk, "runs")).length === 0);
  nothingLeft([], temporary, "");
});

type Place = { readonly title: string; readonly make: (t: TestContext) => string | undefined };
const unwritable: readonly Place[] = [
  {
    title: "below a file",
    make: (t) => {
      const file = join(scratchFolder(t), "a-file");
      writeFileSync(file, "");
      return join(file, "runs");
    },
  },
  { title: "on a read-only file system", make: (t) => mounted(t, "-t", "tmpfs", "-o", "ro", "tmpfs") },
];
for (const { title, make } of unwritable) {
  test(`a runs folder ${title} is one error before anything is sent`, async (t) => {
    const out = make(t);
    if (out === undefined) return t.skip(MAY_NOT_MOUNT);
    const { run, temporary } = runIn(t, out, []);
    const { exitCode, stdout, stderr } = await run.ended;
    assert.equal(exitCode, exitCodes.configuration.code, stderr);
    assert.equal(stdout, "");
    assert.match(stderr, /✗ The run folder .* cannot be created\.\n +saw +(ENOTDIR|EROFS)/);
    assert.equal(stderr.match(/✗/g)?.length, 1);
    nothingLeft([], temporary, "");
  });
}

test("a stored run on a read-only file system: report says what it cannot write", async (t) => {
  const disk = mounted(t, "-t", "tmpfs", "tmpfs");
  if (disk === undefined) return t.skip(MAY_NOT_MOUNT);
  cpSync(OLD_RUN, join(disk, "run"), { recursive: true });
  assert.equal(spawnSync("mount", ["-o", "remount,ro", disk]).status, 0);
  const { exitCode, stderr } = await tool(["report", join(disk, "run")]).ended;
  assert.equal(exitCode, exitCodes.configuration.code, stderr);
  assert.match(stderr, /✗ .*result\.json cannot be written\.\n +saw +EROFS/);
});

const OLD_RUN = fileURLToPath(new URL("../fixtures/runs/version-1/", import.meta.url));

test("a port of the stand-in that is taken is one error", async (t) => {
  const port = new URL(await standInFor(t)).port;
  const temporary = scratchFolder(t);
  const { exitCode, stdout, stderr } = await tool(["stand-in", "--port", port], {
    ...process.env,
    TMPDIR: temporary,
  }).ended;
  assert.equal(exitCode, exitCodes.configuration.code, stdout + stderr);
  assert.match(stderr, new RegExp(`✗ .*${port}`));
  assert.equal(stderr.match(/✗/g)?.length, 1);
  nothingLeft([], temporary, "");
});

test("two runs at once do not disturb each other: two folders, two verdicts, the files of each its own", async (t) => {
  const out = scratchFolder(t);
  const flags = ["--think-time", "0"];
  const both = [runIn(t, out, flags), runIn(t, out, flags)];
  const ended = await Promise.all(both.map(({ run }) => run.ended));
  for (const { exitCode, stdout, stderr } of ended)
    assert.equal(exitCode, exitCodes.pass.code, stdout + stderr);
  const ids = readdirSync(out);
  assert.equal(ids.length, 2);
  const targets = ids.map((id) => {
    const folder = join(out, id);
    const result = resultOf(folder);
    assert.equal(result.run.id, id);
    assert.deepEqual(result.defects, []);
    assert.deepEqual(result.log, []);
    return result.target.baseUrl;
  });
  assert.equal(new Set(targets).size, 2);
  for (const [index, { temporary }] of both.entries())
    nothingLeft([], temporary, join(out, ids[index] ?? ""));
});

test("a clock that was changed during the run makes it INVALID, and the defect says by how much", async (t) => {
  const folder = join(scratchFolder(t), "run");
  mkdirSync(folder);
  cpSync(OLD_RUN, folder, { recursive: true });
  const path = join(folder, runFiles.samples);
  const lines = gunzipSync(readFileSync(path)).toString().split("\n");
  const jumped = lines.map((line, index) =>
    index < lines.length / 2
      ? line
      : line.replace(/"time":"([^"]+)"/, (_, time: string) => {
          const later = new Date(Date.parse(time) + 3_600_000).toISOString();
          return `"time":"${later}"`;
        }),
  );
  writeFileSync(path, gzipSync(jumped.join("\n")));
  const { exitCode, stderr } = await tool(["report", folder]).ended;
  assert.equal(exitCode, 0, stderr);
  const result = resultOf(folder);
  assert.match(
    result.defects.join(),
    /the clock was changed during the run: \d+ samples are stamped outside/,
  );
  assert.ok(result.series.length < 60, `${result.series.length} seconds`);
  const verdict = verdictOf(folder);
  assert.equal(verdict.state, "INVALID");
  assert.ok(verdict.reasons.some(({ sentence }) => /the clock was changed/.test(sentence)));
});

test("every exit code that these faults give is documented", () => {
  const document = readFileSync(new URL("../../docs/verdict.md", import.meta.url), "utf8");
  for (const name of ["invalid", "configuration", "pass"] satisfies ExitName[])
    assert.match(document, new RegExp(`^\\| ${exitCodes[name].code} \\|`, "m"));
});
