import assert from "node:assert/strict";
import { test } from "node:test";
import { momentOf, type RateStage } from "../../tests/performance/k6/catalogue/arrivals.ts";

const ramp: RateStage[] = [{ seconds: 10, from: 0, to: 20 }];
const steps: RateStage[] = [
  { seconds: 4, from: 5, to: 5 },
  { seconds: 2, from: 5, to: 15 },
  { seconds: 10, from: 15, to: 15 },
];

const cases = [
  {
    title: "a ramp from 0 has a quarter of its arrivals at half time",
    stages: ramp,
    n: 25,
    seconds: 5,
    rate: 10,
  },
  { title: "a ramp ends with all its arrivals", stages: ramp, n: 100, seconds: 10, rate: 20 },
  { title: "nothing has arrived at its beginning", stages: ramp, n: 0, seconds: 0, rate: 0 },
  { title: "more than planned arrive at its end", stages: ramp, n: 500, seconds: 10, rate: 20 },
  { title: "a constant rate is counted off", stages: steps, n: 10, seconds: 2, rate: 5 },
  { title: "a ramp from above 0, after another stage", stages: steps, n: 27.5, seconds: 5, rate: 10 },
  { title: "the last of several stages", stages: steps, n: 70, seconds: 8, rate: 15 },
  { title: "no stage at all", stages: [], n: 3, seconds: 0, rate: 0 },
];

for (const { title, stages, n, ...moment } of cases) {
  test(title, () => {
    const { seconds, rate } = momentOf(stages, n);
    assert.ok(Math.abs(seconds - moment.seconds) < 1e-9, `${seconds} s`);
    assert.ok(Math.abs(rate - moment.rate) < 1e-9, `${rate} a second`);
  });
}
