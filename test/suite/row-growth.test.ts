// Statements that grow with rows, told apart from those that are many, and from rows that statements themselves bring.

import assert from "node:assert/strict";
import { test } from "node:test";
import { type Counted, rowGrowth } from "../../tests/performance/k6/lib/row-growth.ts";

/** An answer whose statements have five texts, unless said otherwise. */
const answer = (rows: number, queries: number, texts = 5): Counted => ({ rows, queries, texts });

type Case = readonly [
  sentence: string,
  answers: readonly Counted[],
  samples: readonly (number | undefined)[],
];

const table: readonly Case[] = [
  ["one statement for each row", [answer(5, 10), answer(25, 30), answer(45, 50)], [undefined, 1, 1]],
  ["two for each row", [answer(40, 85), answer(10, 25)], [undefined, 2]],
  ["rows that grow alone", [answer(5, 6), answer(500, 6)], [undefined, 0]],
  ["many statements, as many for any rows", [answer(5, 300), answer(500, 300)], [undefined, 0]],
  ["the same rows each time", [answer(20, 25), answer(20, 25)], [undefined, undefined]],
  ["rows that differ too little", [answer(20, 25), answer(29, 34)], [undefined, undefined]],
  ["rows that just differ enough", [answer(20, 25), answer(30, 35)], [undefined, 1]],
  ["fewer statements for more rows", [answer(5, 100), answer(25, 10)], [undefined, 0]],
  [
    "each answer beside the farther one of the two extremes",
    [answer(10, 10), answer(100, 100), answer(40, 70), answer(90, 90)],
    // 40 is 60 below 100: (100-70)/60; 90 is 80 above 10.
    [undefined, 1, 0.5, 1],
  ],
  [
    "a first answer that paid for permissions: the next with as many rows takes its place",
    [answer(10, 110), answer(10, 12), answer(60, 62)],
    [undefined, undefined, 1],
  ],
  [
    "a short page out of the cache beside one that was made: other texts are no growth",
    [answer(1, 1, 1), answer(21, 19, 19)],
    [undefined, undefined],
  ],
  [
    "a long page out of the cache beside one that was made, whose statements do grow",
    [answer(1, 1, 1), answer(731, 661, 9)],
    [undefined, 660 / 730],
  ],
  [
    "statements with the row's value in their text",
    [answer(5, 10, 10), answer(65, 70, 70), answer(30, 35, 35)],
    // 30 is but 35 away from 65, which other texts explain as well.
    [undefined, 1, undefined],
  ],
];

for (const [sentence, answers, samples] of table)
  test(sentence, () => {
    const growthOf = rowGrowth();
    assert.deepEqual(
      answers.map((counted) => growthOf("page", counted)),
      samples,
    );
  });

test("pages are compared with themselves only", () => {
  const growthOf = rowGrowth();
  assert.equal(growthOf("short", answer(5, 10)), undefined);
  assert.equal(growthOf("long", answer(50, 55)), undefined);
  assert.equal(growthOf("short", answer(15, 20)), 1);
});
