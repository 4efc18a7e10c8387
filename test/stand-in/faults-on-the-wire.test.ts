// Faults that show in when and how an answer comes: spread delays, freezes, left-out headers, cut connections.
// Each is shown to touch what it selects, to leave the rest alone, and to be gone when it is switched off.

import assert from "node:assert/strict";
import { after, before, beforeEach, test } from "node:test";
import type { Answer } from "../../src/contract/case.ts";
import type { Target } from "../../src/contract/target.ts";
import { lognormal } from "../../stand-in/faults/random-values.ts";
import { type Faulted, faults } from "../../stand-in/faults/table.ts";
import { randomFrom, seedFrom } from "../../stand-in/random.ts";
import { endpoints } from "../../tests/performance/k6/catalogue/endpoints.ts";
import { type RunningStandIn, runStandIn, targetAt } from "./run-stand-in.ts";
import { timingOf } from "./timing.ts";

let standIn: RunningStandIn;
let target: Target;
before(async () => {
  standIn = await runStandIn({ seed: 7, serverTiming: "all" });
  target = await targetAt(standIn.origin);
});
after(() => standIn.stop());
beforeEach(() => switchTo());

const regions = (): Promise<Answer> => target.send({ endpoint: "api_regions_list", as: "api_client" });
const provinces = (): Promise<Answer> => target.send({ endpoint: "api_provinces_list", as: "api_client" });

test("delay_lognormal waits the times that follow from the seed, in order, each time it is switched on", async () => {
  const text = "delay_lognormal=20,0.8@api_regions_list";
  for (let time = 0; time < 2; time += 1) {
    await switchTo(text);
    const random = randomFrom(seedFrom(7, text));
    for (let request = 0; request < 15; request += 1) {
      const expected = lognormal(random, 20, 0.8);
      const { total } = timingOf(await regions());
      // A timer counts whole milliseconds, and may fire one early.
      assert.ok(total >= Math.floor(expected) - 1, `${total} ms, expected ${expected} ms or more`);
    }
  }
});

test("lognormal values have the median and the spread that were asked for", () => {
  const random = randomFrom(1);
  const logs = Array.from({ length: 20_000 }, () => Math.log(lognormal(random, 80, 0.5))).toSorted(
    (a, b) => a - b,
  );
  const at = (share: number): number => logs[Math.floor(share * logs.length)] ?? 0;
  assert.ok(Math.abs(at(0.5) - Math.log(80)) < 0.02, `median ${Math.exp(at(0.5))}`);
  // One standard deviation up and down: 84.13 % and 15.87 % of a normal distribution.
  assert.ok(Math.abs((at(0.8413) - at(0.1587)) / 2 - 0.5) < 0.02);
});

test("delay_lognormal leaves other endpoints alone", async () => {
  await switchTo("delay_lognormal=600000,0@api_regions_list");
  assert.equal((await provinces()).status, 200);
  await switchTo();
  assert.equal((await regions()).status, 200);
});

test("freeze holds evenly spread requests as theory says: p90 1.0 s, p95 1.5 s, p99 1.9 s for 2 s of every 10 s", async () => {
  let now = 0;
  const act = faults.freeze.start("2000/10000", randomFrom(1), () => now) ?? assert.fail("no act");
  const waited: number[] = [];
  for (let arrival = 0; arrival < 100_000; arrival += 10) {
    now = arrival;
    const sleep = async (ms: number): Promise<void> => {
      now += ms;
    };
    await act(async () => undefined, { sleep } as Faulted);
    waited.push(now - arrival);
  }
  waited.sort((a, b) => a - b);
  const at = (share: number): number => waited[share * waited.length] ?? 0;
  assert.deepEqual([at(0.5), at(0.8), at(0.9), at(0.95), at(0.99)], [0, 10, 1010, 1510, 1910]);
});

test("freeze holds back an answer whose work ends in its time", async () => {
  let now = 0;
  const act = faults.freeze.start("2000/10000", randomFrom(1), () => now) ?? assert.fail("no act");
  const sleep = async (ms: number): Promise<void> => {
    now += ms;
  };
  const slowWork = async (): Promise<undefined> => {
    now = 9000;
  };
  await act(slowWork, { sleep } as Faulted);
  assert.equal(now, 10_000);
});

test("freeze holds real requests: who asks without a pause meets it", async () => {
  await switchTo("freeze=300/600@api_regions_list");
  let longest = 0;
  while (longest < 200) longest = Math.max(longest, timingOf(await regions()).total);
});

test("freeze lets other endpoints through, and is over when it is switched off", async () => {
  await switchTo("freeze=599999/600000@api_regions_list");
  // Frozen after the first millisecond.
  await new Promise((resolve) => setTimeout(resolve, 5));
  await assert.rejects(direct("api_regions_list", { signal: AbortSignal.timeout(200) }), {
    name: "TimeoutError",
  });
  assert.equal((await provinces()).status, 200);
  await switchTo();
  assert.equal((await regions()).status, 200);
});

for (const name of [
  "X-Frame-Options",
  "x-content-type-options",
  "Referrer-Policy",
  "Cross-Origin-Opener-Policy",
]) {
  test(`missing_header=${name} leaves this one out, of errors too`, async () => {
    const all = [
      "x-frame-options",
      "x-content-type-options",
      "referrer-policy",
      "cross-origin-opener-policy",
    ];
    const missing = ({ headers }: Answer): string[] => all.filter((header) => !headers.has(header));
    await switchTo(`missing_header=${name}@api_regions_list`, "error_rate=0.5@api_regions_list");
    const statuses = new Set<number>();
    for (let request = 0; request < 20; request += 1) {
      const answer = await regions();
      statuses.add(answer.status);
      assert.deepEqual(missing(answer), [name.toLowerCase()]);
    }
    assert.deepEqual([...statuses].sort(), [200, 500]);
    assert.deepEqual(missing(await provinces()), []);
    await switchTo();
    assert.deepEqual(missing(await regions()), []);
  });
}

test("two headers can be missing at once", async () => {
  await switchTo("missing_header=Referrer-Policy", "missing_header=X-Frame-Options");
  const { headers } = await regions();
  assert.deepEqual([headers.has("referrer-policy"), headers.has("x-frame-options")], [false, false]);
});

test("drop_connection=1 breaks off after the head, in the middle of the body", async () => {
  await switchTo("drop_connection=1@api_regions_list");
  const answer = await direct("api_regions_list");
  assert.equal(answer.status, 200);
  await assert.rejects(answer.text(), { name: "TypeError", message: "terminated" });
  assert.equal((await provinces()).status, 200);
  await switchTo();
  assert.equal((await regions()).status, 200);
});

test("drop_connection has done the work all the same", async () => {
  await switchTo("drop_connection=1@write");
  const json = { name: `Perf cut ${target.memory.run}`, category: "meeting", description: "d" };
  const create = () => target.send({ endpoint: "api_engagement_type_create", as: "api_client", json });
  await assert.rejects(create());
  await switchTo();
  assert.match((await create()).text, /already exists/);
});

test("drop_connection breaks an answer without a body as well", async () => {
  const path = `/api/coordination/stakeholder-engagement-types/1/`;
  await switchTo("drop_connection=1@api_engagement_type_delete");
  await assert.rejects(target.send({ path, method: "DELETE", as: "api_client" }));
});

test("drop_connection hits the given share, and the same requests each time it is switched on", async () => {
  const outcomes = async (): Promise<boolean[]> => {
    await switchTo("drop_connection=0.3@api_regions_list");
    const found: boolean[] = [];
    for (let request = 0; request < 100; request += 1)
      found.push(
        await regions().then(
          () => true,
          () => false,
        ),
      );
    return found;
  };
  const first = await outcomes();
  const dropped = first.filter((isWhole) => !isWhole).length;
  assert.ok(dropped > 15 && dropped < 45, `${dropped} of 100`);
  assert.deepEqual(await outcomes(), first);
});

test("the stand-in survives broken connections: it answers as before", async () => {
  await switchTo("drop_connection=1@read");
  await Promise.allSettled(Array.from({ length: 30 }, regions));
  await switchTo();
  assert.equal((await regions()).status, 200);
});

/** As the API client, without reading the body. */
async function direct(endpoint: "api_regions_list", options: RequestInit = {}): Promise<Response> {
  const json = { username: target.memory.api_client, password: target.memory.api_client_password };
  const { text } = await target.send({ endpoint: "jwt_obtain", as: "nobody", json });
  const { access } = JSON.parse(text) as { access: string };
  const headers = { Authorization: `Bearer ${access}` };
  return fetch(standIn.origin + endpoints[endpoint].path, { ...options, headers });
}

async function switchTo(...faults: string[]): Promise<void> {
  const body = JSON.stringify({ faults });
  const answer = await fetch(`${standIn.origin}/__stand-in__/faults`, { method: "POST", body });
  assert.equal(answer.status, 200, await answer.text());
}
