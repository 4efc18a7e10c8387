// The steps before a run and after it: which, in what order, and that none is begun where one of them is refused.

import assert from "node:assert/strict";
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { type TestContext, test } from "node:test";
import { databaseUrlOfFile } from "../../src/database/sqlite.ts";
import type { ExitName } from "../../src/exit-codes.ts";
import { Problem } from "../../src/problem.ts";
import { readAudit } from "../../src/result/audit.ts";
import { runFiles } from "../../src/result/run-files.ts";
import { type Flags, standInSettings } from "../../src/run/environment.ts";
import { prepareRun } from "../../src/run/prepare.ts";
import { plannedSteps } from "../../src/run/steps.ts";
import { fakeManage } from "../flush/fake-target.ts";
import { scratchFolder } from "../load/process.ts";
import { withoutRedis, withRedis } from "../redis.ts";
import { makeStandInFile } from "../snapshot/tool.ts";

const NOBODY = "http://127.0.0.1:9";

function ground(t: TestContext, flags: Flags = {}, kind: "stand-in" | "external" = "external") {
  const folder = scratchFolder(t);
  const path = join(scratchFolder(t), "db.sqlite");
  makeStandInFile(path);
  const databaseUrl = databaseUrlOfFile(path);
  const { values } = standInSettings(NOBODY, { databaseUrl, ...flags });
  const [gracefully, now] = [new AbortController(), new AbortController()];
  const said: string[] = [];
  const say = (line: string): void => void said.push(line);
  const stop = { gracefully: gracefully.signal, now: now.signal };
  return {
    folder,
    now,
    said,
    stepNames: () =>
      (JSON.parse(readFileSync(join(folder, runFiles.steps), "utf8")) as { name: string }[]).map(
        ({ name }) => name,
      ),
    prepare: () =>
      prepareRun({ values, origin: NOBODY, folder, env: undefined, target: { kind }, say, stop }),
  };
}

const orders: readonly { flags: Flags; steps: readonly string[] }[] = [
  { flags: {}, steps: ["audit_before", "load", "audit_after"] },
  { flags: { warmCache: true }, steps: ["audit_before", "warm_cache", "load", "audit_after"] },
  {
    flags: { warmCache: true, flushCache: true, flushQueue: true },
    steps: ["audit_before", "flush_queue", "flush_cache", "warm_cache", "load", "audit_after"],
  },
];
for (const { flags, steps } of orders) {
  test(`a run with ${Object.keys(flags).join(", ") || "no flag"} has ${steps.length} steps`, () => {
    assert.deepEqual(plannedSteps(standInSettings(NOBODY, flags).values), steps);
  });
}

test("rows are counted before and after, and the folder says so", async (t) => {
  const { folder, prepare, stepNames } = ground(t);
  const prepared = await prepare();
  assert.deepEqual(stepNames(), ["audit_before"]);
  await prepared.end();
  assert.deepEqual(stepNames(), ["audit_before", "audit_after"]);
  const record = await readAudit(folder);
  assert.equal(record?.state, "compared");
  assert.match(record.restore?.command ?? "", /^obcms-perf (snapshot|restore) /);
});

test("nothing is proposed to bring back the embedded target's database, which goes with the run", async (t) => {
  const { folder, prepare } = ground(t, {}, "stand-in");
  await (await prepare()).end();
  const record = await readAudit(folder);
  assert.equal(record?.state, "compared");
  assert.equal(record.restore, null);
});

test("who pressed Ctrl-C twice does not wait for a count, and the folder says that there is none", async (t) => {
  const { folder, now, prepare, stepNames } = ground(t);
  const prepared = await prepare();
  now.abort();
  await prepared.end();
  assert.deepEqual(stepNames(), ["audit_before"]);
  assert.equal((await readAudit(folder))?.state, "not_compared");
});

test("what was emptied stands in the folder, between the two counts", { skip: withoutRedis() }, async (t) => {
  await withRedis(async (redis) => {
    redis.ask(0, "rpush", "celery", "one", "two");
    const command = fakeManage(join(scratchFolder(t), "state.json"), redis, 0);
    const flags = { flushCache: true, flushQueue: true, "manage.command": command };
    const { prepare, stepNames, said } = ground(t, flags);
    await (await prepare()).end();
    assert.deepEqual(stepNames(), ["audit_before", "flush_queue", "flush_cache", "audit_after"]);
    assert.ok(said.includes("queue: 2 waiting tasks removed"), said.join("\n"));
    assert.equal(redis.ask(0, "dbsize"), "0");
  });
});

const refused: readonly { title: string; flags: Flags; exit: ExitName; says: RegExp }[] = [
  { title: "no manage.command", flags: { flushCache: true }, exit: "configuration", says: /OBCMS_MANAGE/ },
  {
    title: "a target that may be read only",
    flags: {
      flushQueue: true,
      baseUrl: "http://obcms.example.org",
      allowedOrigins: ["http://obcms.example.org"],
      "manage.command": "/no/such/program",
    },
    exit: "refused",
    says: /allowWrites is false/,
  },
  {
    title: "a manage.py that cannot be run",
    flags: { flushQueue: true, "manage.command": "/no/such/program" },
    exit: "configuration",
    says: /could not be started/,
  },
];
for (const { title, flags, exit, says } of refused) {
  test(`with ${title}, a flush ends the run before its first step`, async (t) => {
    const { folder, prepare } = ground(t, flags);
    await assert.rejects(prepare(), (error) => {
      assert.ok(error instanceof Problem);
      assert.match(error.toText(), says);
      return error.exit === exit;
    });
    assert.ok(!existsSync(join(folder, runFiles.audit)), "nothing was counted");
  });
}
