import assert from "node:assert/strict";
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { type TestContext, test } from "node:test";
import { parseManage } from "../../src/introspection/manage.ts";
import { projectFolder } from "../../src/run/suite.ts";
import { sendRows } from "../../src/seed/load.ts";
import type { Row } from "../../src/seed/row.ts";
import { writeDataset } from "../../src/seed/write.ts";
import { describeDataset } from "../../tests/performance/k6/catalogue/performance-marker.ts";
import { scratchFolder, tool } from "../load/process.ts";

const { models } = JSON.parse(readFileSync(join(projectFolder, "test/fixtures/obcms-models.json"), "utf8"));
const order = { seed: 1, scale: 0.05, today: "2026-11-26" };
const emptyTarget = {
  models,
  error: null,
  database: "obcms_perf",
  users: 0,
  marker: null,
  features: {},
  permissions: {},
  roles: {},
  granted: [],
};

type Target = { answer?: object | string; failAfter?: number };
/** A dataset and the fake manage.py of this folder in place of OBCMS's; no Python takes part. */
async function ground(t: TestContext, target: Target = {}) {
  const folder = scratchFolder(t);
  const dataset = join(folder, "dataset");
  const { fingerprint, files } = await writeDataset(dataset, order, "hash");
  const answer = typeof target.answer === "string" ? target.answer : { ...emptyTarget, ...target.answer };
  writeFileSync(join(folder, "target.json"), JSON.stringify({ ...target, answer }));
  const fake = join(projectFolder, "test/seed/fake-manage.ts");
  const manage = `"${process.execPath}" --disable-warning=ExperimentalWarning "${fake}" "${folder}"`;
  const loadedPath = join(folder, "loaded.jsonl");
  return {
    dataset,
    manage,
    fingerprint,
    total: files.reduce((sum, { rows }) => sum + rows, 0),
    load: (...args: string[]) => tool(["seed", "load", "--manage", manage, dataset, ...args]).ended,
    users: (...args: string[]) =>
      tool(["seed", "users", "--manage", manage, ...args], {
        ...process.env,
        OBCMS_SEED_PASSWORD: "Only-For-This-Test-1",
      }).ended,
    asked: () => readFileSync(join(folder, "asked.log"), "utf8").trim().split("\n"),
    loaded: (): Row[] =>
      existsSync(loadedPath)
        ? readFileSync(loadedPath, "utf8")
            .trim()
            .split("\n")
            .map((line) => JSON.parse(line))
        : [],
  };
}

test("an empty target gets every row, the marker last", async (t) => {
  const { load, loaded, total, asked } = await ground(t);
  const { exitCode, stdout, stderr } = await load();
  assert.equal(exitCode, 0, stderr);
  assert.deepEqual(asked(), ["concrete_fields", "loaddata"]);
  assert.match(stdout, /^\d+ rows loaded into obcms_perf in \d+ s\n$/);
  assert.equal(loaded().length, total);
  assert.match(String(loaded().at(-1)?.fields.description), /^dataset /);
});

test("all that does not fit is named at once, and nothing is loaded", async (t) => {
  const { title: _, ...untitled } = models["common.workitem"];
  const status = { ...models["monitoring.monitoringentry"].status, choices: ["planning"] };
  const office = { ...models["common.user"].username, max_length: null };
  const { load, loaded, asked } = await ground(t, {
    answer: {
      models: {
        ...models,
        "common.workitem": untitled,
        "monitoring.monitoringentry": { ...models["monitoring.monitoringentry"], status },
        "common.user": { ...models["common.user"], office },
      },
    },
  });
  const { exitCode, stderr } = await load();
  assert.equal(exitCode, 104);
  assert.match(stderr, /common\.workitem\.title: the target has no such field/);
  assert.match(stderr, /monitoring\.monitoringentry\.status: "ongoing" is not allowed/);
  assert.match(stderr, /common\.user\.office: the target requires it/);
  assert.deepEqual(loaded(), []);
  assert.deepEqual(asked(), ["concrete_fields"]);
});

test("a database with users and no marker is refused, unless it is named", async (t) => {
  const { load, loaded } = await ground(t, { answer: { users: 7 } });
  const refused = await load();
  assert.equal(refused.exitCode, 92);
  assert.match(refused.stderr, /it has no performance marker\.\n +saw +7 users/);
  assert.equal((await load("--force-into", "another")).exitCode, 92);
  assert.deepEqual(loaded(), []);
  assert.equal((await load("--force-into", "obcms_perf")).exitCode, 0);
  assert.ok(loaded().length > 0);
});

test("a database with another dataset is refused, one with this dataset is not", async (t) => {
  const other = describeDataset({ fingerprint: "0123456789abcdef", ...order });
  const first = await ground(t, { answer: { users: 7, marker: other } });
  const refused = await first.load();
  assert.equal(refused.exitCode, 92);
  assert.match(refused.stderr, /holds another dataset/);
  const marker = describeDataset({ fingerprint: first.fingerprint, ...order });
  const second = await ground(t, { answer: { users: 7, marker } });
  assert.equal((await second.load()).exitCode, 0);
  assert.deepEqual(second.asked(), ["concrete_fields", "loaddata", "rebuild"]);
});

test("roles, features and permissions that the target has are used, not doubled", async (t) => {
  const { load, loaded, total } = await ground(t, {
    answer: {
      features: { monitoring_access: "feature-1" },
      permissions: { view_monitoring: "permission-1" },
      roles: { "oobc-staff": "role-1" },
      granted: ["role-1 permission-1"],
    },
  });
  const { exitCode, stdout, stderr } = await load();
  assert.equal(exitCode, 0, stderr);
  assert.match(stdout, /4 roles, features and permissions were there already/);
  assert.equal(loaded().length, total - 4);
  const staff = loaded().find(
    ({ model, fields }) => model === "common.userrole" && String(fields.user) === "perf_staff_000",
  );
  assert.equal(staff?.fields.role, "role-1");
  const director = loaded().filter(
    ({ model, fields }) => model === "common.rolepermission" && fields.permission === "permission-1",
  );
  assert.equal(director.length, 1);
});

test("tables that are not there are an error that says so", async (t) => {
  const { load } = await ground(t, { answer: { error: "ProgrammingError: no such table" } });
  const { exitCode, stderr } = await load();
  assert.equal(exitCode, 104);
  assert.match(stderr, /no such table/);
});

test("a target that answers nothing is an error with what it said", async (t) => {
  const { load } = await ground(t, { answer: "nothing\n" });
  const { exitCode, stderr } = await load();
  assert.equal(exitCode, 104);
  assert.match(stderr, /did not say what its models are/);
});

test("a loaddata that fails half-way is an error with its last words", async (t) => {
  const { load } = await ground(t, { failAfter: 1 });
  const { exitCode, stderr } = await load();
  assert.equal(exitCode, 104);
  assert.match(stderr, /IntegrityError: a bad row/);
  assert.match(stderr, /nothing is loaded/);
});

for (const [title, damage, saw] of [
  ["cut off in a row", (text: string) => text.slice(0, -20), /line \d+: .*JSON/],
  [
    "cut off between two rows",
    (text: string) => text.slice(0, text.indexOf("\n") + 1),
    /1 rows instead of \d+/,
  ],
] as const)
  test(`a file that is ${title} is an error that names it`, async (t) => {
    const { load, loaded, dataset } = await ground(t);
    const path = join(dataset, "09-common-work.jsonl");
    writeFileSync(path, damage(readFileSync(path, "utf8")));
    const { exitCode, stderr } = await load();
    assert.equal(exitCode, 2, stderr);
    assert.match(stderr, /09-common-work\.jsonl is not as it was written/);
    assert.match(stderr, saw);
    assert.deepEqual(loaded(), []);
  });

test("rows that break off on their way are not loaded, although Django would take them for all", async (t) => {
  const { manage, loaded } = await ground(t);
  function* rows(): Generator<Row> {
    yield { model: "common.user", fields: { username: "one" } };
    throw new Error("broke off");
  }
  const options = { target: emptyTarget, manage: parseManage(manage), say: () => {}, total: 2 };
  await assert.rejects(sendRows(rows(), options), /broke off/);
  assert.deepEqual(loaded(), []);
});

test("--print shows the commands and runs none", async (t) => {
  const { load, asked } = await ground(t);
  const { exitCode, stdout } = await load("--print");
  assert.equal(exitCode, 0);
  assert.match(stdout, /cat .*01-common\.jsonl .*10-marker\.jsonl \| .* loaddata --format=jsonl -\n/);
  assert.throws(asked, /ENOENT/);
});

test("a command that is not there is an error that names it", async (t) => {
  const dataset = join(scratchFolder(t), "dataset");
  await writeDataset(dataset, order, "hash");
  const began = performance.now();
  const { exitCode, stderr } = await tool(["seed", "load", "--manage", "no-such-python manage.py", dataset])
    .ended;
  assert.equal(exitCode, 104);
  assert.match(stderr, /"no-such-python" could not be started/);
  // It said so at once and then waited for a minute, for nobody.
  assert.ok(performance.now() - began < 30_000, "it ends when it has said so");
});

test("a folder without a dataset is an error", async (t) => {
  const { exitCode, stderr } = await tool(["seed", "load", "--manage", "true", scratchFolder(t)]).ended;
  assert.equal(exitCode, 2);
  assert.match(stderr, /is no dataset/);
});

test("users alone are set by user name, with the target's own roles", async (t) => {
  const roles = { "oobc-staff": "role-1", "oobc-executive-director": "role-2" };
  const marker = describeDataset({ fingerprint: "0123456789abcdef", ...order });
  const { users, loaded } = await ground(t, { answer: { users: 500, roles, marker } });
  const { exitCode, stderr, stdout } = await users("--users", "2");
  assert.equal(exitCode, 0, stderr);
  assert.match(stdout, /^20 rows of users and their roles/);
  const models = loaded().map(({ model }) => model);
  assert.deepEqual([...new Set(models)], ["common.user", "common.userrole"]);
  assert.ok(loaded().every(({ model, pk }) => (model === "common.user") === (pk === undefined)));
  const used = loaded().flatMap(({ fields }) => fields.role ?? []);
  assert.deepEqual([...new Set(used)].sort(), ["role-1", "role-2"]);
  const hashes = new Set(loaded().flatMap(({ fields }) => fields.password ?? []));
  assert.match([...hashes].join(), /^pbkdf2_sha256\$1000000\$/);
});

test("users alone cannot be set where there are no roles", async (t) => {
  const { users, loaded } = await ground(t);
  const { exitCode, stderr } = await users();
  assert.equal(exitCode, 104);
  assert.match(stderr, /oobc-staff, oobc-executive-director/);
  assert.deepEqual(loaded(), []);
});

test("users alone are not set in a database that may be somebody's real one, unless it is named", async (t) => {
  const roles = { "oobc-staff": "role-1", "oobc-executive-director": "role-2" };
  const { users, loaded } = await ground(t, { answer: { users: 500, roles } });
  assert.equal((await users()).exitCode, 92);
  assert.deepEqual(loaded(), []);
  assert.equal((await users("--force-into", "obcms_perf")).exitCode, 0);
});
