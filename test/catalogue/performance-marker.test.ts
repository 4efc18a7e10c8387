import assert from "node:assert/strict";
import { test } from "node:test";
import { describeDataset, parseDataset } from "../../tests/performance/k6/catalogue/performance-marker.ts";

test("a dataset is read from the marker as it was written there", () => {
  const mark = { fingerprint: "0123456789abcdef", seed: 7, scale: 0.02, today: "2026-11-26" };
  assert.deepEqual(parseDataset(describeDataset(mark)), mark);
});

for (const description of ["", "Seeded by hand", "dataset 0123, seed 1, scale 1, around 2026-11-26"])
  test(`"${description}" is no dataset`, () => assert.equal(parseDataset(description), undefined));
