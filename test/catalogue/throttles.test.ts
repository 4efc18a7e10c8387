import assert from "node:assert/strict";
import { test } from "node:test";
import { standInFile } from "../../src/run/environment.ts";
import { resolveSettings } from "../../tests/performance/k6/catalogue/resolve-settings.ts";
import type { SettingName, Value } from "../../tests/performance/k6/catalogue/settings.ts";
import { planLoad } from "../../tests/performance/k6/scenarios.ts";
import { firstBeyond } from "../../tests/performance/k6/throttles.ts";

function plan(flags: Partial<Record<SettingName, Value>>): () => unknown {
  const file = standInFile("http://127.0.0.1:8600");
  return () =>
    planLoad(resolveSettings({ flags: { scenarios: ["api_crud"], ...flags }, env: {}, file }).values);
}
const steady = (rate: number, seconds: number): number[] => Array.from({ length: seconds }, () => rate);

test("the first request beyond a throttle is due when the area under the rate has passed it", () => {
  assert.equal(firstBeyond(steady(2, 120), 60, 60)?.atSeconds, 30);
  assert.equal(firstBeyond(steady(2, 120), 60, 60)?.most, 120);
  const rising = Array.from({ length: 100 }, (_, t) => (t + 0.5) / 10);
  // The area under t/10 is t²/20: 45 after 30 s.
  assert.ok(Math.abs((firstBeyond(rising, 45, 3600)?.atSeconds ?? 0) - 30) < 0.1);
});

test("a rate that the window forgets in time, or a run that ends before, meets no throttle", () => {
  assert.equal(firstBeyond(steady(1, 600), 60, 60), undefined);
  assert.equal(firstBeyond(steady(2, 29), 60, 60), undefined);
  // Two bursts of 40 a minute apart.
  assert.equal(firstBeyond([...steady(4, 10), ...steady(0, 55), ...steady(4, 10)], 60, 60), undefined);
  assert.equal(firstBeyond([...steady(4, 10), ...steady(0, 40), ...steady(4, 10)], 60, 60)?.atSeconds, 55);
});

test("no throttle is set unless the settings say so, and a raised one is met by no profile of ours", () => {
  for (const profile of ["smoke", "baseline", "stress", "soak", "mixed"] as const) {
    assert.doesNotThrow(plan({ profile }), profile);
    const raised = { "throttles.burstPerMinute": 6000, "throttles.userPerHour": 100_000 };
    assert.doesNotThrow(plan({ profile, ...raised, "throttles.anonPerHour": 10_000 }), profile);
  }
});

test("a user who shares is throttled sooner, and more users or longer pauses help", () => {
  const burst = { profile: "baseline", vus: 4, "throttles.burstPerMinute": 160 } as const;
  assert.doesNotThrow(plan(burst));
  const shared = { ...burst, shareUsers: true, clientId: ["a", "b"] };
  assert.throws(plan(shared), /user of persona api_client, shared by 2 virtual users, .*160 are allowed/);
  assert.throws(plan(shared), /Give persona api_client 4 users, one for each virtual user/);
  assert.doesNotThrow(plan({ ...shared, thinkTimeScale: 2 }));
});

test("an arrival rate is shared out among virtual users, and a lower one or more of them help", () => {
  const held = { profile: "soak", rate: 2, durationSeconds: 600, "throttles.burstPerMinute": 60 } as const;

  assert.throws(plan({ ...held, vus: 40 }), /share it among \d+ virtual users/);
  assert.throws(plan({ ...held, vus: 100 }), /this machine's address/);
  assert.doesNotThrow(plan({ ...held, vus: 100, rate: 1, "throttles.burstPerMinute": 130 }));
});
