// When waiting took over: cases in which it did, and those that only look like it.

import assert from "node:assert/strict";
import { test } from "node:test";
import type { Second } from "../../src/result/result.ts";
import { type Takeover, takeover } from "../../src/result/takeover.ts";

/** A letter is a second: `w` the target works longer, `q` answers wait longer, `-` no answer, `?` nobody tells; `0` the
 * answers that tell ended in the second before. */
function seconds(text: string): Second[] {
  const kinds = {
    w: { server: 40, outside: 10, requests: 20 },
    q: { server: 40, outside: 90, requests: 20 },
    "-": { requests: 0 },
    "0": { server: 40, outside: 90, requests: 0 },
    "?": { requests: 20 },
  } as const;
  return [...text].map((kind, t) => ({
    t,
    failed: 0,
    vus: 1 + t,
    p50: null,
    p90: null,
    p95: null,
    p99: null,
    ...kinds[kind as keyof typeof kinds],
  }));
}

const W = "wwwwwwwwww";
const Q = "qqqqqqqqqq";

const cases: readonly { title: string; series: string; found: Partial<Takeover> | undefined }[] = [
  {
    title: "waiting that lasts to the end: the second in which it began, and the load then",
    series: W + Q,
    found: { fromTheBeginning: false, second: 10, until: null, vus: 11, requestsPerSecond: 20 },
  },
  { title: "the target's own time was always longer", series: W + W, found: undefined },
  {
    title: "waiting from the first answer on",
    series: Q + Q,
    found: { fromTheBeginning: true, second: 0, until: null },
  },
  {
    title: "a short relief does not make waiting from the beginning one that took over",
    series: `${Q}www${Q}`,
    found: { fromTheBeginning: true, second: 0, until: null },
  },
  {
    title: "waiting from the first answer on that passed by: until when",
    series: `${Q}${W}`,
    found: { fromTheBeginning: true, second: 0, until: 10 },
  },
  { title: "connections made at first are no more than noise", series: `qqqq${W}`, found: undefined },
  {
    title: "a relief in the midst of it does not begin it anew, and does not end it",
    series: `${W}qqqqqqwwqqqqqqww${W}`,
    found: { fromTheBeginning: false, second: 10, until: 24 },
  },
  {
    title: "waiting from the beginning that was longer than what took over later",
    series: `${Q}${Q}${W}${Q}`,
    found: { fromTheBeginning: true, second: 0, until: 20 },
  },
  { title: "a few seconds of it are no more than noise", series: `${W}qqqq${W}`, found: undefined },
  { title: "five are", series: `${W}qqqqq${W}`, found: { second: 10, until: 15 } },
  { title: "four at the end may have been the beginning", series: `${W}qqqq`, found: undefined },
  {
    title: "waiting that came again counts from its second beginning, having gone in between",
    series: `${Q}${W}${Q}`,
    found: { fromTheBeginning: false, second: 20, until: null },
  },
  {
    title: "it was shorter for a moment only, before",
    series: `ww${Q}`,
    found: { fromTheBeginning: false, second: 2 },
  },
  {
    title: "seconds without an answer neither count nor interrupt",
    series: `${W}qq-q--qq`,
    found: { fromTheBeginning: false, second: 10, until: null },
  },
  { title: "and four with answers stay four", series: `${W}qq-q--q`, found: undefined },
  { title: "a second that tells of no answer of its own is none", series: `${W}qq0qq`, found: undefined },
  { title: "it passed by: until when", series: W + Q + W, found: { second: 10, until: 20 } },
  { title: "a target that tells nothing", series: "??????????", found: undefined },
  { title: "no second at all", series: "", found: undefined },
  { title: "a target that began to tell while answers waited", series: `???${Q}`, found: { second: 3 } },
];

for (const { title, series, found } of cases) {
  test(`${title}: ${series === "" ? "nothing" : series}`, () => {
    const seen = takeover(seconds(series));
    if (found === undefined) assert.equal(seen, undefined);
    else assert.partialDeepStrictEqual(seen, found);
  });
}

test("a single slow answer among many does not tip its neighbours over", () => {
  const series = seconds(W + W).map((second) =>
    second.t % 3 === 0 ? { ...second, requests: 1, outside: 200 } : second,
  );
  assert.equal(takeover(series), undefined);
  const asMany = series.map((second) => ({ ...second, requests: 20 }));
  assert.notEqual(takeover(asMany), undefined, "with as many answers as the others it does");
});

test("the order of the seconds does not matter", () => {
  assert.equal(takeover(seconds(W + Q).reverse())?.second, 10);
});

test("smoothed over three seconds, a flicker is what its mean is", () => {
  const flicker = `${W}qwqwqwqwqwqwqwqw`;
  // 90 + 10 + 90 outside against 3 × 40 in the target: the mean waits longer around every q, and around no w.
  assert.equal(takeover(seconds(flicker)), undefined);
  const longer = seconds(flicker).map((second) =>
    second.outside === 90 ? { ...second, outside: 400 } : second,
  );
  assert.equal(takeover(longer)?.second, 9);
});

test("across a pause nothing is smoothed: what came before it did not wait yet", () => {
  const series = seconds(`${W}-----${Q}`).map((second) =>
    second.outside === 90 ? { ...second, outside: 400 } : second,
  );
  assert.equal(takeover(series)?.second, 15);
});
