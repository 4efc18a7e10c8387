// The corpora edit the suite as somebody might: a text that was moved must not wait for the load tests to be missed.

import assert from "node:assert/strict";
import { test } from "node:test";
import { healthyCases } from "../healthy/cases.ts";
import { worthlessCases } from "../worthless/cases.ts";
import { lostEdits, type Situation } from "../worthless/situation.ts";

for (const { title, edits = [] } of [...worthlessCases, ...healthyCases] as readonly Situation[]) {
  if (edits.length === 0) continue;
  test(`what is edited for "${title}" is there`, () => assert.deepEqual(lostEdits(edits), []));
}
