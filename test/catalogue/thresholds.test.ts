import assert from "node:assert/strict";
import { test } from "node:test";
import { resolveSettings } from "../../tests/performance/k6/catalogue/resolve-settings.ts";
import type { Value } from "../../tests/performance/k6/catalogue/settings.ts";
import { planLoad } from "../../tests/performance/k6/scenarios.ts";

const users = {
  shareUsers: true,
  clientId: ["a"],
  personas: {
    staff: { usernames: ["b"] },
    executive: { usernames: ["c"] },
    central_admin: { usernames: ["d"] },
    provincial_coordinator: { usernames: ["e"] },
  },
};

function thresholds(flags: Readonly<Record<string, Value>>): ReturnType<typeof planLoad>["thresholds"] {
  return planLoad(resolveSettings({ flags, env: {}, file: { allowResidue: true, ...users } }).values)
    .thresholds;
}

test("a breakpoint run is ended by failures and by the card's latency, once enough iterations are due", () => {
  const ending = Object.entries(
    thresholds({ profile: "breakpoint", scenarios: ["api_crud"], durationSeconds: 100, rate: 20 }),
  ).flatMap(([key, list]) => list.flatMap((one) => (typeof one === "string" ? [] : [{ key, ...one }])));
  assert.deepEqual(
    ending.map(({ key, threshold }) => `${key} ${threshold}`),
    [
      "http_req_duration{access:read,card:api_crud,expected_response:true} p(95)<500",
      "http_req_duration{access:write,card:api_crud,expected_response:true} p(95)<700",
      "http_req_failed{card:api_crud} rate<0.01",
    ],
  );
  // 300 requests are 5 iterations of 60; on a ramp of 0.2 a second each second they are due after √(2·5/0.2) = 7.1 s.
  for (const { abortOnFail, delayAbortEval } of ending)
    assert.deepEqual({ abortOnFail, delayAbortEval }, { abortOnFail: true, delayAbortEval: "8s" });
});

for (const profile of ["smoke", "baseline", "stress", "spike", "soak", "mixed", "controlled"]) {
  test(`no threshold ends a run of profile ${profile}`, () => {
    assert.ok(
      Object.values(thresholds({ profile }))
        .flat()
        .every((one) => typeof one === "string"),
    );
  });
}

test("a controlled run has k6 count its control turns", () => {
  const { "http_reqs{role:control}": requests, "iterations{role:control}": iterations } = thresholds({
    profile: "controlled",
  });
  assert.deepEqual([requests, iterations], [["count>=0"], ["count>=0"]]);
});
