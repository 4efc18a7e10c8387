// What a family of processes used between two tables of all processes, some of which ended, and whose parents counted them.

import assert from "node:assert/strict";
import { test } from "node:test";
import {
  familyOf,
  type ProcessRow,
  type ProcessTable,
  ticksUsed,
} from "../../src/probes/host/process-table.ts";

type Row = readonly [id: number, parent: number, own: number, ended?: number, started?: number];

function table(rows: readonly Row[]): ProcessTable {
  return new Map(
    rows.map(([id, parent, own, ended = 0, started = 1]): [number, ProcessRow] => [
      id,
      { parent, own, ended, started, resident: 0, isZombie: false },
    ]),
  );
}

const cases: Readonly<Record<string, { before: readonly Row[]; now: readonly Row[]; used: number }>> = {
  "what each of them used since": {
    before: [
      [1, 0, 100],
      [2, 1, 10],
      [3, 2, 5],
    ],
    now: [
      [1, 0, 101],
      [2, 1, 12],
      [3, 2, 9],
    ],
    used: 7,
  },
  "a child that is new counts whole": {
    before: [[1, 0, 100]],
    now: [
      [1, 0, 100],
      [2, 1, 30],
    ],
    used: 30,
  },
  "a child that came and went counts by its parent": {
    before: [[1, 0, 100]],
    now: [[1, 0, 100, 30]],
    used: 30,
  },
  "of a child that ended only what was not counted yet": {
    before: [
      [1, 0, 100],
      [2, 1, 5_000],
    ],
    now: [[1, 0, 100, 5_040]],
    used: 40,
  },
  "with its own children, which it had waited for": {
    before: [
      [1, 0, 100, 7],
      [2, 1, 500, 60],
      [3, 2, 90],
    ],
    now: [[1, 0, 100, 7 + 500 + 60 + 90 + 11]],
    used: 11,
  },
  "one that nobody waited for takes nothing away": {
    before: [
      [1, 0, 100],
      [2, 1, 5_000],
    ],
    now: [[1, 0, 103]],
    used: 3,
  },
  "an id that is used again is another process": {
    before: [
      [1, 0, 100],
      [2, 1, 5_000],
    ],
    now: [
      [1, 0, 100, 5_001],
      [2, 1, 20, 0, 2],
    ],
    used: 21,
  },
  "another root with the id counts whole, and its predecessor's children do not": {
    before: [
      [1, 0, 100, 900],
      [2, 1, 50],
    ],
    now: [[1, 0, 4, 1, 2]],
    used: 5,
  },
  "a child that lives on elsewhere is nobody's": {
    before: [
      [1, 0, 100],
      [2, 1, 50],
      [3, 2, 70],
    ],
    now: [
      [1, 0, 100, 55],
      [3, 99, 80],
    ],
    used: 5,
  },
};

for (const [title, { before, now, used }] of Object.entries(cases)) {
  test(title, () => {
    const [then, later] = [table(before), table(now)];
    assert.equal(ticksUsed(familyOf(1, later), then, later), used);
  });
}

test("a family is a process with all below it, and none where it is gone or only waited for", () => {
  const processes = table([
    [1, 0, 0],
    [2, 1, 0],
    [3, 2, 0],
    [4, 0, 0],
    [5, 4, 0],
  ]);
  assert.deepEqual(familyOf(1, processes), [1, 2, 3]);
  assert.deepEqual(familyOf(9, processes), []);
  const [zombie] = [new Map([[1, { ...(processes.get(1) as ProcessRow), isZombie: true }]])];
  assert.deepEqual(familyOf(1, zombie), []);
});
