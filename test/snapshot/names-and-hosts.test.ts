import assert from "node:assert/strict";
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { Problem } from "../../src/problem.ts";
import { contentsOf, differences } from "../../src/snapshot/contents.ts";
import { snapshotSchema } from "../../src/snapshot/snapshot.ts";
import { masked } from "../../src/snapshot/step.ts";
import { checkName } from "../../src/snapshot/store.ts";
import { targetOf } from "../../src/snapshot/target.ts";
import { scratchFolder } from "../load/process.ts";
import { asks, assertEnded, makeStandInFile, SECRET } from "./tool.ts";

const exitOf = (act: () => unknown): string => {
  try {
    act();
    return "none";
  } catch (error) {
    assert.ok(error instanceof Problem);
    assert.doesNotMatch(error.toText(), new RegExp(SECRET));
    return error.exit;
  }
};

for (const name of [
  "",
  "..",
  "a/b",
  "a b",
  ".hidden",
  "-x",
  "ä",
  'a"b',
  "a;b",
  "a\n",
  "list",
  "remove",
  "x".repeat(33),
])
  test(`${JSON.stringify(name)} is no name of a snapshot`, () =>
    assert.equal(
      exitOf(() => checkName(name)),
      "usage",
    ));

for (const name of ["a", "before_stress", "20260131-120000", "x".repeat(32)])
  test(`${name} is a name of a snapshot`, () => checkName(name));

const at = (rest: string): string => `postgres://u:${SECRET}@${rest}`;
for (const [url, allowed, exit] of [
  [at("127.0.0.1/db"), undefined, "none"],
  [at("localhost:5433/db"), undefined, "none"],
  [at("[::1]/db"), undefined, "none"],
  [at("db.example.org/db"), undefined, "refused"],
  [at("db.example.org/db"), "db.example.com", "refused"],
  [at("db.example.org/db"), "db.example.org", "none"],
  [at("127.0.0.1.example.org/db"), undefined, "refused"],
  [at("10.0.0.1/db"), "127.0.0.1", "refused"],
  [at("127.0.0.1/db?host=db.example.org"), undefined, "configuration"],
  [at("127.0.0.1/"), undefined, "configuration"],
  [at("/db"), undefined, "configuration"],
  ["postgres://127.0.0.1/db", undefined, "configuration"],
  [`mysql://u:${SECRET}@127.0.0.1/db`, undefined, "configuration"],
  [`postgres://u:${SECRET}%@127.0.0.1/db`, undefined, "configuration"],
  [`u:${SECRET}@nonsense`, undefined, "configuration"],
  ["", undefined, "configuration"],
] as const)
  test(`${url.replace(SECRET, "***")} with --allow-host ${allowed}: ${exit}`, () =>
    assert.equal(
      exitOf(() => targetOf(url, allowed)),
      exit,
    ));

test("an address in the place of a name is refused without its password", () => {
  assert.equal(
    exitOf(() => checkName(at("127.0.0.1/db"))),
    "usage",
  );
});

test("an address in what a program says loses its password", () => {
  assert.equal(masked(`at ${at("h/db")} and`), "at postgres://u:***@h/db and");
});

test("contents tell of rows and keys, whatever their order, and of nothing else", () => {
  const read = { mark: "m", rows: { b: 2, a: 1 }, keys: { b: ["2", "1"] } };
  const one = contentsOf(read);
  assert.deepEqual(
    differences(one, contentsOf({ ...read, rows: { a: 1, b: 2 }, keys: { b: ["1", "2"] } })),
    [],
  );
  assert.deepEqual(differences(one, contentsOf({ ...read, rows: { a: 1 } })), [
    "b: 2 taken, no table restored",
  ]);
  assert.deepEqual(differences(one, contentsOf({ ...read, keys: { b: ["1", "3"] } })), ["b: other keys"]);
  assert.match(String(differences(one, contentsOf({ ...read, mark: "n" }))), /fingerprint/);
});

test("the tool refuses a foreign host and a bad name before it does anything", async (t) => {
  const folder = scratchFolder(t);
  const store = join(folder, "store");
  const foreign = at("db.example.org/db");
  assertEnded(await asks(foreign, ["snapshot", "one", "--store", store]), "refused", /db\.example\.org/);
  assertEnded(await asks(foreign, ["restore", "one", "--store", store]), "refused", /--allow-host/);
  makeStandInFile(join(folder, "db"));
  const url = `sqlite:${join(folder, "db")}`;
  assertEnded(await asks(url, ["snapshot", "../out", "--store", store]), "usage", /cannot be the name/);
  assertEnded(await asks(url, ["restore", "../out", "--store", store]), "usage", /cannot be the name/);
  assertEnded(await asks(url, ["snapshot", "remove", "..", "--store", store]), "usage", /cannot be the name/);
  assert.deepEqual(readdirSync(folder), ["db"]);
});

test("list shows what cannot be read, and remove takes it away", async (t) => {
  const store = scratchFolder(t);
  assert.match((await asks("", ["snapshot", "list", "--store", store])).stdout, /^No snapshots in /);
  mkdirSync(join(store, "odd"));
  writeFileSync(join(store, "odd", "snapshot.json"), "{}");
  const list = await asks("", ["snapshot", "list", "--store", store]);
  assert.match(list.stdout, /^odd +unreadable\n$/);
  assertEnded(await asks("", ["snapshot", "remove", "odd", "--store", store]), "pass");
  assert.deepEqual(readdirSync(store), []);
});

test("what a snapshot says of itself cannot name any other database to drop", async (t) => {
  const folder = scratchFolder(t);
  const store = join(folder, "store");
  makeStandInFile(join(folder, "db"));
  assertEnded(await asks(`sqlite:${join(folder, "db")}`, ["snapshot", "one", "--store", store]), "pass");
  const stored = JSON.parse(readFileSync(join(store, "one", "snapshot.json"), "utf8"));
  const template = (name: string): boolean =>
    snapshotSchema.safeParse({
      ...stored,
      postgres: { encoding: "UTF8", collate: "C", ctype: "C", template: name },
    }).success;
  assert.equal(template("obcms_perf_template_one_00000000"), true);
  assert.equal(template("obcms"), false);
});

test("each command's help has examples", async () => {
  for (const args of [["snapshot"], ["snapshot", "list"], ["snapshot", "remove"], ["restore"]]) {
    const help = await asks("", [...args, "--help"]);
    assertEnded(help, "pass");
    assert.match(help.stdout, /Examples?:\n {2}\$ (obcms-perf|export)/);
  }
});

test("the address may stand in an environment file, and a flag goes before it", async (t) => {
  const folder = scratchFolder(t);
  const store = join(folder, "store");
  const env = join(folder, "env.json");
  makeStandInFile(join(folder, "db"));
  writeFileSync(
    env,
    JSON.stringify({ baseUrl: "http://127.0.0.1:1", databaseUrl: `sqlite:${join(folder, "db")}` }),
  );
  assertEnded(await asks("", ["snapshot", "one", "--store", store, "--env", env]), "pass");
  const flag = ["--database-url", `sqlite:${join(folder, "none")}`];
  assertEnded(
    await asks("", ["snapshot", "two", "--store", store, "--env", env, ...flag]),
    "configuration",
    /no file .*none/,
  );
});
