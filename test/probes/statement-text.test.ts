// What two executions of one statement have in common, and what of a long one is shown.

import assert from "node:assert/strict";
import { test } from "node:test";
import { LONGEST_TEXT, normalised, shortened } from "../../src/probes/statement-text.ts";

const same: readonly (readonly [string, string, string])[] = [
  ["numbers", `SELECT 1 WHERE "t1"."id" = 17 AND x > 2.5e3`, `SELECT ? WHERE "t1"."id" = ? AND x > ?`],
  ["negative numbers", "WHERE x = -5 AND y < -1 AND z IN (-1, 2)", "WHERE x = ? AND y < ? AND z IN (?)"],
  ["a difference is none", "SELECT a - 5, b-7", "SELECT a - ?, b-?"],
  ["strings with quotes in them", "WHERE a = 'it''s' AND b = ''", "WHERE a = ? AND b = ?"],
  ["escaped strings", String.raw`WHERE a = E'it\'s \\' AND b = 'x\'`, "WHERE a = ? AND b = ?"],
  ["statements in strings", "WHERE a = 'SELECT 1; args=(2,)' LIMIT 3", "WHERE a = ? LIMIT ?"],
  ["lists of any length", "WHERE id IN (1, 2,\n   3)", "WHERE id IN (?)"],
  ["lists of one", "WHERE id IN (1)", "WHERE id IN (?)"],
  ["several rows", "INSERT INTO t (a, b) VALUES (1, 'x'), (NULL, true)", "INSERT INTO t (a, b) VALUES (?)"],
  ["arrays", "WHERE id = ANY(ARRAY[1,2])", "WHERE id = ANY(ARRAY[?])"],
  ["white space", "SELECT  a\n\t FROM\r\n t", "SELECT a FROM t"],
  ["casts", "WHERE d >= '2026-01-01'::timestamptz", "WHERE d >= ?::timestamptz"],
  ["placeholders", "WHERE a = $1 AND b = %s", "WHERE a = ? AND b = ?"],
  [
    "what Django writes behind",
    `SELECT 1 FROM "a"; args=('x; args=(', 2); alias=default`,
    `SELECT ? FROM "a"`,
  ],
  ["savepoints", `SAVEPOINT "s140_x12"; args=None; alias=default`, "SAVEPOINT ?"],
  [
    "names with digits, and null tests",
    `SELECT U0."a1" FROM "x 2" U0 WHERE a IS NULL`,
    `SELECT U0."a1" FROM "x 2" U0 WHERE a IS NULL`,
  ],
  ["a string without an end", "WHERE a = 'cut o", "WHERE a = 'cut o"],
];
for (const [name, statement, text] of same)
  test(`${name} become the same`, () => assert.equal(normalised(statement), text));

const columns = Array.from({ length: 40 }, (_, n) => `"common_work_item"."column_${n}"`).join(", ");

test("a short statement is told whole, on one line", () => {
  assert.equal(shortened(" SELECT a\n  FROM b "), "SELECT a FROM b");
  assert.equal(shortened("x".repeat(LONGEST_TEXT)).length, LONGEST_TEXT);
});

test("of a long one the columns go first, so that tables and conditions are told", () => {
  assert.equal(
    shortened(`SELECT ${columns} FROM "common_work_item" WHERE "common_work_item"."parent_id" = $1`),
    `SELECT "common_work_item"."column_0", … FROM "common_work_item" WHERE "common_work_item"."parent_id" = $1`,
  );
  const values = Array.from({ length: 60 }, (_, n) => `$${n + 1}`).join(", ");
  assert.equal(
    shortened(`INSERT INTO "t" ("a", ${columns}) VALUES (${values}) RETURNING "t"."id"`),
    `INSERT INTO "t" ("a", …) VALUES ($1, …) RETURNING "t"."id"`,
  );
});

test("what is longer still loses its middle", () => {
  const text = shortened(`SELECT a FROM b WHERE ${"x = y AND ".repeat(80)} last = $1`);
  assert.equal(text.length, LONGEST_TEXT);
  assert.match(text, /^SELECT a FROM b WHERE .* … .*last = \$1$/);
});

test("a hundred thousand characters take no time", () => {
  const began = performance.now();
  const list = Array.from({ length: 20_000 }, (_, n) => n).join(", ");
  assert.equal(
    normalised(`SELECT a FROM b WHERE c IN (${list}) AND d = '${"'' ".repeat(20_000)}'`),
    "SELECT a FROM b WHERE c IN (?) AND d = ?",
  );
  assert.ok(performance.now() - began < 1_000);
});
