import assert from "node:assert/strict";
import { createHash } from "node:crypto";
import { mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { type TestContext, test } from "node:test";
import { type Snapshot, snapshotFiles } from "../../src/snapshot/snapshot.ts";
import { scratchFolder } from "../load/process.ts";
import { asks, assertEnded, changeFile, everyRow, makeStandInFile } from "./tool.ts";

const CHANGE = "DELETE FROM region; UPDATE engagement_type SET description = 'x' WHERE name = 'Meeting'";

function ground(t: TestContext, marked = true): { file: string; url: string; store: string } {
  const file = join(scratchFolder(t), "target.sqlite3");
  makeStandInFile(file, marked);
  return { file, url: `sqlite:${file}`, store: join(scratchFolder(t), "store") };
}

test("a stand-in's database and its media come back as they were", async (t) => {
  const { file, url, store } = ground(t);
  const media = join(dirname(file), "media");
  mkdirSync(join(media, "documents"), { recursive: true });
  writeFileSync(join(media, "documents", "a.txt"), "first");
  const before = everyRow(file);
  assertEnded(await asks(url, ["snapshot", "one", "--store", store, "--media", media]), "pass");
  changeFile(file, CHANGE);
  assert.notDeepEqual(everyRow(file), before);
  writeFileSync(join(media, "documents", "a.txt"), "changed");
  writeFileSync(join(media, "b.txt"), "new");
  assertEnded(await asks(url, ["restore", "one", "--store", store, "--media", media]), "pass");
  assert.deepEqual(everyRow(file), before);
  assert.equal(readFileSync(join(media, "documents", "a.txt"), "utf8"), "first");
  assert.deepEqual(readdirSync(media), ["documents"]);
  assert.deepEqual(readdirSync(dirname(file)).sort(), ["media", "target.sqlite3"]);
});

test("a copy that is not what was taken leaves the old file in place", async (t) => {
  const { file, url, store } = ground(t);
  assertEnded(await asks(url, ["snapshot", "one", "--store", store]), "pass");
  changeFile(file, CHANGE);
  const before = everyRow(file);
  const copy = join(store, "one", snapshotFiles.sqlite);
  const stored = join(store, "one", snapshotFiles.snapshot);
  const whole = readFileSync(copy);
  const refuses = async (says: RegExp): Promise<void> => {
    assertEnded(await asks(url, ["restore", "one", "--store", store]), "configuration", says);
    assert.deepEqual(everyRow(file), before);
    assert.deepEqual(readdirSync(dirname(file)), ["target.sqlite3"]);
  };
  const sign = (): void => {
    const snapshot = JSON.parse(readFileSync(stored, "utf8")) as Snapshot;
    const sha256 = createHash("sha256").update(readFileSync(copy)).digest("hex");
    writeFileSync(stored, JSON.stringify({ ...snapshot, dump: { ...snapshot.dump, sha256 } }));
  };
  writeFileSync(copy, Buffer.concat([whole.subarray(0, 8192), Buffer.alloc(whole.length - 8192, 0xff)]));
  await refuses(/database\.sqlite3: sha256/);
  sign();
  await refuses(/is not what was taken/);
  writeFileSync(copy, whole);
  changeFile(copy, "DELETE FROM region");
  sign();
  await refuses(/region: 1 taken, 0 restored/);
  writeFileSync(copy, whole);
  sign();
  assertEnded(await asks(url, ["restore", "one", "--store", store]), "pass");
});

test("a file without the marker is neither taken nor overwritten", async (t) => {
  const { file, url, store } = ground(t);
  assertEnded(await asks(url, ["snapshot", "one", "--store", store]), "pass");
  const foreign = ground(t, false);
  const before = everyRow(foreign.file);
  const says = /does not say that it is a performance database/;
  assertEnded(await asks(foreign.url, ["snapshot", "two", "--store", store]), "refused", says);
  assertEnded(await asks(foreign.url, ["restore", "one", "--store", store]), "refused", says);
  assert.deepEqual(everyRow(foreign.file), before);
  changeFile(file, "DROP TABLE engagement_type");
  assertEnded(await asks(url, ["restore", "one", "--store", store]), "refused", says);
});

test("a file that is gone comes back, unless a log of it stayed", async (t) => {
  const { file, url, store } = ground(t);
  const before = everyRow(file);
  assertEnded(await asks(url, ["snapshot", "one", "--store", store]), "pass");
  rmSync(file);
  writeFileSync(`${file}-wal`, "x");
  assertEnded(await asks(url, ["restore", "one", "--store", store]), "refused", /-wal stayed/);
  rmSync(`${file}-wal`);
  assertEnded(await asks(url, ["restore", "one", "--store", store]), "pass");
  assert.deepEqual(everyRow(file), before);
});

test("a file that a process has open is taken, but not replaced", {
  skip: process.platform !== "linux",
}, async (t) => {
  const { file, url, store } = ground(t);
  const open = new DatabaseSync(file);
  open.prepare("SELECT count(*) FROM region").get();
  assertEnded(await asks(url, ["snapshot", "one", "--store", store]), "pass");
  const restore = ["restore", "one", "--store", store, "--end-sessions"];
  assertEnded(await asks(url, restore), "refused", new RegExp(`1 process: ${process.pid}`));
  open.close();
  assertEnded(await asks(url, restore), "pass");
});
