// Samples are handed out once each, and curves are what was told.

import assert from "node:assert/strict";
import { test } from "node:test";
import { Samples } from "../../src/probes/samples.ts";

const START = 1_000_000;

function filled(count: number): Samples {
  const samples = new Samples();
  for (let n = 1; n <= count; n += 1) samples.add({ figure: "queue_depth", value: n }, START + n * 100);
  return samples;
}

test("whoever carries the last cursor sees each sample once", () => {
  const samples = filled(3);
  const first = samples.after(0);
  assert.deepEqual(
    first.samples.map(({ value }) => value),
    [1, 2, 3],
  );
  samples.add({ figure: "cpu", value: 0.5, process: "web" }, START);
  const second = samples.after(first.cursor);
  assert.deepEqual(second.samples, [{ cursor: 4, figure: "cpu", value: 0.5, process: "web" }]);
  assert.deepEqual(samples.after(second.cursor).samples, []);
  // An answer that was lost on its way is asked for again, and is the same.
  assert.deepEqual(samples.after(first.cursor), second);
});

test("without a cursor nothing is told but the newest one", () => {
  assert.deepEqual(filled(3).after(undefined), { cursor: 3, samples: [] });
});

test("nobody asks for an hour: the newest are kept, and the curve has all", () => {
  const samples = filled(20_000);
  const { samples: kept } = samples.after(0);
  assert.ok(kept.length <= 5000);
  assert.equal(kept.at(-1)?.value, 20_000);
  const [curve] = samples.curves(START);
  assert.equal(curve?.max, 20_000);
  assert.equal(curve?.points.length, 2001);
});

test("a curve has the mean of each second, and figures of all its values", () => {
  const samples = new Samples();
  for (const [second, value] of [
    [0.2, 1],
    [0.8, 3],
    [2.5, 8],
  ] as const)
    samples.add({ figure: "statements", value }, START + second * 1000);
  samples.add({ figure: "statements", value: Number.NaN }, START);
  assert.deepEqual(samples.curves(START), [
    {
      figure: "statements",
      points: [
        [0, 2],
        [2, 8],
      ],
      mean: 4,
      p95: 7.5,
      max: 8,
    },
  ]);
});
