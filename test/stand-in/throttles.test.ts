// Throttles of the REST API: the 61st request of a user in a minute, of an address at the tokens, and who is spared.

import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import type { Answer, Request } from "../../src/contract/case.ts";
import type { Target } from "../../src/contract/target.ts";
import type { ThrottleMode } from "../../stand-in/http/throttles.ts";
import { type RunningStandIn, runStandIn, stoppedClock, targetAt } from "./run-stand-in.ts";

const clock = stoppedClock();
let standIn: RunningStandIn;
let target: Target;
before(async () => {
  standIn = await runStandIn({ throttles: "default", clock: clock.now });
  target = await targetAt(standIn.origin);
});
after(() => standIn.stop());

const regions = (as: Request["as"]): Request => ({ endpoint: "api_regions_list", as });
const refresh = (forwarded: string): Request => ({
  endpoint: "jwt_refresh",
  as: "nobody",
  json: { refresh: "garbage" },
  headers: { "X-Forwarded-For": forwarded },
});

test("a user's 61st request in a minute is refused in OBCMS's words, whoever else asks", async () => {
  clock.pass(3600);
  assert.deepEqual(await statuses(regions("api_client"), 60), Array(60).fill(200));
  clock.pass(1);
  const refused = await target.send(regions("api_client"));
  assert.equal(refused.status, 429);
  assert.equal(refused.headers.get("retry-after"), "59");
  assert.equal(refused.headers.get("content-type"), "application/json");
  assert.equal(refused.headers.get("allow"), "GET, HEAD, OPTIONS");
  assert.equal(refused.headers.get("vary"), "Accept, origin, Cookie");
  assert.equal(refused.text, '{"detail":"Request was throttled. Expected available in 59 seconds."}');
  assert.equal((await target.send(regions("staff"))).status, 200);
  clock.pass(0.5);
  assert.equal((await target.send(regions("api_client"))).headers.get("retry-after"), "59");
  clock.pass(57.5);
  assert.match((await target.send(regions("api_client"))).text, /available in 1 second\./);
  clock.pass(1);
  assert.equal((await target.send(regions("api_client"))).status, 200);
});

test("a user's 1,001st request in an hour is refused until the first is an hour old", async () => {
  clock.pass(3600);
  for (let batch = 0; batch < 20; batch += 1) {
    const found = await statuses(regions("api_client"), 50);
    assert.deepEqual(found, Array(50).fill(200));
    clock.pass(60);
  }
  assert.equal((await target.send(regions("api_client"))).headers.get("retry-after"), String(3600 - 1200));
  clock.pass(3600 - 1200);
  assert.equal((await target.send(regions("api_client"))).status, 200);
});

test("at the tokens an address has 100 an hour, and another X-Forwarded-For is another address", async () => {
  clock.pass(3600);
  assert.deepEqual(await statuses(refresh("10.0.0.1"), 61), [...Array(60).fill(401), 429]);
  clock.pass(60);
  // 39 and not 40: the request that the minute refused was counted by the hour.
  assert.deepEqual(await statuses(refresh("10.0.0.1"), 40), [...Array(39).fill(401), 429]);
  assert.equal((await target.send(refresh("10.0.0.1, 10.0.0.2"))).status, 401);
  assert.equal((await target.send(refresh("10.0.0.1"))).headers.get("retry-after"), String(3600 - 60));
});

test("where anybody may not ask, 401 comes first and nothing is counted", async () => {
  clock.pass(3600);
  assert.deepEqual(await statuses(regions("nobody"), 70), Array(70).fill(401));
});

test("pages and fragments are never throttled", async () => {
  clock.pass(3600);
  assert.deepEqual(await statuses({ path: "/metrics/metrics", as: "nobody" }, 70), Array(70).fill(200));
  const children: Request = { endpoint: "work_item_tree_children", args: { pk: "none" }, as: "staff" };
  assert.deepEqual(await statuses(children, 70), Array(70).fill(404));
});

for (const throttles of ["off", "raised"] as const satisfies readonly ThrottleMode[]) {
  test(`with throttles ${throttles} the 61st request passes`, async () => {
    const other = await runStandIn({ throttles, scale: 0.1 });
    try {
      const there = await targetAt(other.origin);
      for (let request = 0; request < 61; request += 1)
        assert.equal((await there.send(regions("api_client"))).status, 200);
    } finally {
      await other.stop();
    }
  });
}

test("raised throttles are throttles: at a hundred times the rate a token request is refused", async () => {
  const other = await runStandIn({ throttles: "raised", scale: 0.1, clock: clock.now });
  try {
    const there = await targetAt(other.origin);
    const found: Answer[] = [];
    for (let batch = 0; batch < 61; batch += 1)
      found.push(...(await Promise.all(Array.from({ length: 100 }, () => there.send(refresh("10.0.0.1"))))));
    assert.equal(found.filter(({ status }) => status === 401).length, 6000);
    assert.equal(found.filter(({ status }) => status === 429).length, 100);
  } finally {
    await other.stop();
  }
});

async function statuses(request: Request, count: number): Promise<number[]> {
  const found: number[] = [];
  for (let index = 0; index < count; index += 1) found.push((await target.send(request)).status);
  return found;
}
