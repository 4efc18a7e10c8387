// What a run does before its load: the doctor's word, and the lock on what may be written to beside this machine.

import assert from "node:assert/strict";
import { existsSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import http from "node:http";
import type { AddressInfo } from "node:net";
import { join } from "node:path";
import { type TestContext, test } from "node:test";
import { exitCodes } from "../../src/exit-codes.ts";
import { type Result, resultSchema } from "../../src/result/result.ts";
import { doctorRecord, runFiles } from "../../src/result/run-files.ts";
import { standInFile } from "../../src/run/environment.ts";
import { k6Environment } from "../../src/run/k6-environment.ts";
import { suiteMain } from "../../src/run/suite.ts";
import { onlyRun, scratchFolder, standInFor, start, tool } from "./process.ts";

/** Loopback by a name that the lock takes for foreign, so that it can be tried without another machine. */
const foreign = (origin: string): string => origin.replace("127.0.0.1", "[::ffff:127.0.0.1]");

const SHORT = ["--scenario", "api_crud", "--duration", "1s", "--think-time", "0"];

/** An environment file that allows the foreign name of a stand-in to be written to. */
function allowed(t: TestContext, origin: string): string {
  const path = join(scratchFolder(t), "env.json");
  const baseUrl = foreign(origin);
  const file = { ...standInFile(origin), baseUrl, allowedOrigins: [baseUrl], allowWrites: true };
  writeFileSync(path, JSON.stringify(file));
  return path;
}

function resultOf(out: string): Result {
  return resultSchema.parse(JSON.parse(readFileSync(join(onlyRun(out), runFiles.result), "utf8")));
}

/** Nothing says any more that it holds performance data. */
const UNMARKED = "error_rate=1@api_engagement_types_search";

test("what is foreign and marked is written to", async (t) => {
  const out = join(scratchFolder(t), "runs");
  const { stderr } = await tool(["run", "--env", allowed(t, await standInFor(t)), "--out", out, ...SHORT])
    .ended;
  const { totals, target } = resultOf(out);
  assert.ok(totals.iterations > 0, stderr);
  assert.match(target.baseUrl, /ffff/);
});

test("what is foreign and shows no marker is refused before anything is written", async (t) => {
  const out = join(scratchFolder(t), "runs");
  const origin = await standInFor(t, [UNMARKED]);
  const { exitCode, stderr } = await tool(["run", "--env", allowed(t, origin), "--out", out, ...SHORT]).ended;
  assert.equal(exitCode, exitCodes.refused.code, stderr);
  assert.match(stderr, /has no marker of a performance database, and the chosen journeys write/);
  assert.match(stderr, /--unmarked-target http:\/\/\[::ffff:127\.0\.0\.1\]:\d+/);
  assert.ok(!existsSync(out) || readdirSync(out).length === 0);
});

test("plain k6 is refused there, too", async (t) => {
  const env = {
    ...k6Environment(process.env),
    ...(process.env.K6_BIN === undefined ? {} : { K6_BIN: process.env.K6_BIN }),
    OBCMS_ENV_FILE: allowed(t, await standInFor(t, [UNMARKED])),
    OBCMS_SCENARIO: "api_crud",
  };
  const k6 = start(process.env.K6_BIN ?? "k6", ["run", "--quiet", suiteMain], env);
  const { exitCode, stderr } = await k6.ended;
  assert.equal(exitCode, exitCodes.script.code);
  assert.match(stderr, /target refused: .* has no marker of a performance database/);
});

test("who types the origin again may write there, and the run says so", async (t) => {
  const out = join(scratchFolder(t), "runs");
  const origin = await standInFor(t, [UNMARKED]);
  const flags = ["--env", allowed(t, origin), "--out", out, "--unmarked-target", foreign(origin)];
  const { stderr } = await tool(["run", ...flags, ...SHORT]).ended;
  assert.match(stderr, /its origin was typed again/);
  assert.ok(resultOf(out).totals.iterations > 0, stderr);
  const verdict = readFileSync(join(onlyRun(out), runFiles.verdict), "utf8");
  assert.match(verdict, /Nobody looked whether .* is a performance database/);
  assert.deepEqual(resultOf(out).settings.unmarkedTarget, { value: foreign(origin), origin: "flag" });
});

test("an origin that is typed again and is another's opens nothing", async (t) => {
  const origin = await standInFor(t);
  const flags = ["--env", allowed(t, origin), "--unmarked-target", "http://127.0.0.1:1"];
  const { exitCode, stderr } = await tool(["run", ...flags, ...SHORT]).ended;
  assert.equal(exitCode, exitCodes.refused.code);
  assert.match(stderr, /the target is another/);
});

test("no file may type an origin again", async (t) => {
  const path = join(scratchFolder(t), "env.json");
  writeFileSync(
    path,
    JSON.stringify({ ...standInFile("http://127.0.0.1:9"), unmarkedTarget: "http://127.0.0.1:9" }),
  );
  const { exitCode, stderr } = await tool(["run", "--env", path]).ended;
  assert.equal(exitCode, exitCodes.configuration.code);
  assert.match(stderr, /unmarkedTarget: no file may hold it/);
});

test("a redirect to another origin is followed by nobody", async (t) => {
  let strayed = 0;
  const other = await serve(t, (_, response) => {
    strayed += 1;
    response.end("{}");
  });
  const origin = await serve(t, (request, response) => {
    response.writeHead(302, { Location: other + request.url }).end();
  });
  const path = join(scratchFolder(t), "env.json");
  writeFileSync(path, JSON.stringify(standInFile(origin)));
  for (const mode of ["stop", "skip"]) {
    const out = join(scratchFolder(t), "runs");
    const { exitCode, stderr } = await tool(["run", "--env", path, "--out", out, "--doctor", mode, ...SHORT])
      .ended;
    assert.equal(exitCode, mode === "stop" ? exitCodes.doctor.code : exitCodes.script.code, stderr);
  }
  assert.equal(strayed, 0);
});

test("where a check of the doctor fails, the run ends before its load, with what to do", async (t) => {
  const out = join(scratchFolder(t), "runs");
  const flags = ["--fault", "wrong_body@trends", "--scenario", "executive_analytics", "--doctor", "stop"];
  const { exitCode, stdout, stderr } = await tool(["run", "--out", out, ...flags]).ended;
  assert.equal(exitCode, exitCodes.doctor.code, stderr);
  assert.equal(stdout, "");
  assert.match(
    stderr,
    /✗ The doctor stopped the run before its load: a check failed\.\n +saw {2}analytics_seeded: trends is empty/,
  );
  assert.match(stderr, /--doctor note/);
  assert.ok(!existsSync(out) || readdirSync(out).length === 0);
});

test("told to note it, the run goes on, and its result and verdict know", async (t) => {
  const out = join(scratchFolder(t), "runs");
  const flags = ["--fault", "wrong_body@trends", "--scenario", "executive_analytics", "--doctor", "note"];
  await tool(["run", "--out", out, "--duration", "1s", "--think-time", "0", ...flags]).ended;
  const { readiness, fingerprint } = resultOf(out);
  assert.deepEqual(
    readiness.filter(({ state }) => state === "failed").map(({ check }) => check),
    ["analytics_seeded"],
  );
  assert.match(fingerprint?.dataset ?? "", /^[0-9a-f]{16}$/);
  const stored: unknown = JSON.parse(readFileSync(join(onlyRun(out), doctorRecord), "utf8"));
  assert.deepEqual(stored, readiness);
  const verdict = readFileSync(join(onlyRun(out), runFiles.verdict), "utf8");
  assert.match(verdict, /The doctor had found the target unfit, and the run went on: analytics_seeded/);
});

test("the doctor cannot be told what it does not know", async () => {
  const { exitCode, stderr } = await tool(["run", "--doctor", "ignore"]).ended;
  assert.equal(exitCode, exitCodes.usage.code);
  assert.match(stderr, /it knows stop, note, skip/);
});

/** Closed when the test ends; resolves with its origin. */
async function serve(t: TestContext, listener: http.RequestListener): Promise<string> {
  const server = http.createServer(listener).listen(0, "127.0.0.1");
  await new Promise((resolve) => server.once("listening", resolve));
  t.after(() => server.close());
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}
