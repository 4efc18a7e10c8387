// The parity file: its example has every field, what is written can be read, and what is wrong is named all at once.

import assert from "node:assert/strict";
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { type TestContext, test } from "node:test";
import { factNames } from "../../src/parity/facts.ts";
import { productionFile, readProduction } from "../../src/parity/production.ts";
import { Problem } from "../../src/problem.ts";
import { projectFolder } from "../../src/run/suite.ts";
import { scratchFolder } from "../load/process.ts";

function fileOf(t: TestContext, content: unknown): string {
  const path = join(scratchFolder(t), "production.json");
  writeFileSync(path, typeof content === "string" ? content : JSON.stringify(content));
  return path;
}

async function sawOf(path: string): Promise<string> {
  const error = await readProduction(path).then(
    () => undefined,
    (thrown: unknown) => thrown,
  );
  assert.ok(error instanceof Problem, "it is refused");
  assert.equal(error.exit, "configuration");
  return `${error.what}\n${error.saw}`;
}

test("the example can be read, and states every fact", async () => {
  const production = await readProduction(join(projectFolder, "docs/parity.example.json"));
  assert.deepEqual(
    factNames.filter((name) => !production.has(name)),
    [],
  );
  assert.equal(production.get("throttleRates.burst"), "60/minute");
});

test("every field is optional: an empty file states nothing", async (t) => {
  assert.equal((await readProduction(fileOf(t, {}))).size, 0);
  assert.equal((await readProduction(fileOf(t, { $about: "nothing yet", celery: {} }))).size, 0);
});

test("what the command writes can be read again, whatever versions and scopes a target has", async (t) => {
  const facts = new Map(
    Object.entries({
      "application.pythonVersion": "3.14.0rc2",
      "database.version": "18beta1",
      "database.connectionAgeSeconds": "unlimited",
      "celery.prefetchMultiplier": 4.25,
      "throttleRates.login.burst-x": "5/10m",
      "throttleRates.anon": "none",
    }),
  );
  assert.deepEqual(await readProduction(fileOf(t, productionFile(facts, "a target"))), facts);
});

test("unknown names and wrong values are one error that names them all", async (t) => {
  const saw = await sawOf(
    fileOf(t, {
      webserver: {},
      celery: { workers: -1, prefetch: 4 },
      application: { debug: "no" },
      database: { version: "fifteen" },
      throttleRates: { burst: "often" },
    }),
  );
  for (const expected of [
    /webserver: no fact has this name/,
    /celery\.prefetch: no fact has this name/,
    /celery\.workers: /,
    /application\.debug: .*boolean/,
    /database\.version: is no version like 17 or 17\.4/,
    /throttleRates\.burst: is no rate like 60\/minute, and not none/,
  ])
    assert.match(saw, expected);
});

test("a file that is not JSON, no object, or not there is said to be that", async (t) => {
  assert.match(await sawOf(fileOf(t, "{")), /is not JSON/);
  assert.match(await sawOf(fileOf(t, [])), /the file: .*object/);
  assert.match(await sawOf(join(scratchFolder(t), "none.json")), /cannot be read\.\nENOENT/);
});
