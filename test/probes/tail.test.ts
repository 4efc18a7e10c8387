// A log that is written, rotated and cut off while it is followed: no line is lost, none is told twice.

import assert from "node:assert/strict";
import { appendFileSync, mkdirSync, renameSync, truncateSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { type TestContext, test } from "node:test";
import { openTail, type Tail } from "../../src/probes/tail.ts";
import { scratchFolder } from "../load/process.ts";

async function follow(t: TestContext, before: string): Promise<{ file: string; tail: Tail }> {
  const file = join(scratchFolder(t), "queries.log");
  writeFileSync(file, before);
  const tail = await openTail(file);
  t.after(() => tail.close());
  return { file, tail };
}

test("it starts at the end, and a line counts when it has ended", async (t) => {
  const { file, tail } = await follow(t, "old\n");
  assert.deepEqual(await tail.lines(), []);
  appendFileSync(file, "one\ntw");
  assert.deepEqual(await tail.lines(), ["one"]);
  assert.deepEqual(await tail.lines(), []);
  appendFileSync(file, "o\r\n\nthree\n");
  assert.deepEqual(await tail.lines(), ["two", "", "three"]);
});

test("the rest of a line that was being written at the start is not told", async (t) => {
  const { file, tail } = await follow(t, "old\nhal");
  appendFileSync(file, "f");
  assert.deepEqual(await tail.lines(), []);
  appendFileSync(file, " a line\nwhole\n");
  assert.deepEqual(await tail.lines(), ["whole"]);
});

test("a character that came by half is one character", async (t) => {
  const { file, tail } = await follow(t, "");
  const bytes = Buffer.from("Señor Ωmega\n");
  for (const byte of bytes.subarray(0, -1)) {
    appendFileSync(file, Buffer.of(byte));
    assert.deepEqual(await tail.lines(), []);
  }
  appendFileSync(file, bytes.subarray(-1));
  assert.deepEqual(await tail.lines(), ["Señor Ωmega"]);
});

test("a renamed file is read to its end, then the new one from its beginning; late writers of the old one are heard", async (t) => {
  const { file, tail } = await follow(t, "");
  appendFileSync(file, "1\n");
  renameSync(file, `${file}.1`);
  // Nobody has opened it anew yet.
  assert.deepEqual(await tail.lines(), ["1"]);
  appendFileSync(`${file}.1`, "2\n3 by ha");
  writeFileSync(file, "4\n");
  assert.deepEqual(await tail.lines(), ["2", "4"]);
  appendFileSync(`${file}.1`, "lf\n");
  appendFileSync(file, "5\n");
  assert.deepEqual(await tail.lines(), ["3 by half", "5"]);
});

test("of many rotations the last three files are followed", async (t) => {
  const { file, tail } = await follow(t, "");
  for (const n of [1, 2, 3]) {
    renameSync(file, `${file}.${n}`);
    writeFileSync(file, `${n}\n`);
    assert.deepEqual(await tail.lines(), [`${n}`]);
  }
  for (const n of [1, 2, 3]) appendFileSync(`${file}.${n}`, `late ${n}\n`);
  assert.deepEqual(await tail.lines(), ["late 2", "late 3"]);
});

test("a truncated file is read from its beginning, what was half written before is forgotten", async (t) => {
  const { file, tail } = await follow(t, "some old lines\n");
  appendFileSync(file, "half of a li");
  assert.deepEqual(await tail.lines(), []);
  truncateSync(file);
  appendFileSync(file, "new\n");
  assert.deepEqual(await tail.lines(), ["new"]);
});

test("a truncated file that has outgrown the old one meanwhile is noticed by what stands in it", async (t) => {
  const { file, tail } = await follow(t, "some old lines\n");
  truncateSync(file);
  appendFileSync(file, "this line is longer than all that was there\nnext\n");
  assert.deepEqual(await tail.lines(), ["this line is longer than all that was there", "next"]);
});

test("a line of more than a megabyte is cut there, and the next one is whole", async (t) => {
  const { file, tail } = await follow(t, "");
  const part = "x".repeat(700_000);
  for (const text of [part, part, `${part}\nnext\n`]) {
    appendFileSync(file, text);
    const lines = await tail.lines();
    if (!text.endsWith("\n")) continue;
    assert.deepEqual(
      lines.map((line) => line.length),
      [2 ** 20, 4],
    );
  }
});

test("what is written at once comes in parts of 16 MB, and nothing of it is lost", async (t) => {
  const { file, tail } = await follow(t, "");
  const lines = Array.from({ length: 200_000 }, (_, n) => `${n} ${"x".repeat(100)}`);
  writeFileSync(file, `${lines.join("\n")}\n`);
  const first = await tail.lines();
  assert.ok(first.length > 100_000 && first.length < lines.length, `${first.length}`);
  assert.deepEqual([...first, ...(await tail.lines())], lines);
});

test("a missing file, and a folder, are told with their path", async (t) => {
  const folder = scratchFolder(t);
  await assert.rejects(openTail(join(folder, "none.log")), /there is no file .*none\.log/);
  mkdirSync(join(folder, "folder.log"));
  await assert.rejects(openTail(join(folder, "folder.log")), /folder\.log (is not a file|cannot be read)/);
});
