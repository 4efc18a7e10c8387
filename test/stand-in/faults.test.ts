// Each fault does what its row says, as seen by a client; wrong ones are refused with all that is allowed.

import assert from "node:assert/strict";
import { after, before, beforeEach, test } from "node:test";
import type { Target } from "../../src/contract/target.ts";
import { Problem } from "../../src/problem.ts";
import { demoPassword, demoUsers } from "../../stand-in/defaults.ts";
import { parseFaults } from "../../stand-in/faults/grammar.ts";
import { faultNames } from "../../stand-in/faults/table.ts";
import { endpoints } from "../../tests/performance/k6/catalogue/endpoints.ts";
import { type RunningStandIn, runStandIn, targetAt } from "./run-stand-in.ts";
import { timingOf } from "./timing.ts";

let standIn: RunningStandIn;
let target: Target;
const [, otherClient = ""] = demoUsers.api_client;

before(async () => {
  standIn = await runStandIn({ serverTiming: "all" });
  target = await targetAt(standIn.origin);
});
after(() => standIn.stop());
beforeEach(() => switchTo());

const regions = () => target.send({ endpoint: "api_regions_list", as: "api_client" });
const trends = () => target.send({ endpoint: "trends", as: "executive" });
const health = () => target.send({ endpoint: "health", as: "nobody" });

test("delay holds the answer back, and only where it is asked to", async () => {
  await switchTo("delay=250@read");
  assert.ok((await timed(regions)).ms >= 250);
  const { ms } = await timed(() =>
    target.send({ endpoint: "jwt_refresh", as: "nobody", json: { refresh: "x" } }),
  );
  assert.ok(ms < 200, `${ms} ms`);
});

test("delay is no work: thirty delayed requests take hardly longer than one", async () => {
  await switchTo("delay=300@api_regions_list");
  const { ms } = await timed(() => Promise.all(Array.from({ length: 30 }, regions)));
  assert.ok(ms < 1500, `${ms} ms`);
});

test("error_rate=1 answers 500 in HTML, to REST and pages alike", async () => {
  await switchTo("error_rate=1");
  for (const { status, headers, text } of [await regions(), await trends()]) {
    assert.equal(status, 500);
    assert.match(String(headers.get("content-type")), /^text\/html/);
    assert.match(text, /Server Error/);
  }
});

test("error_rate hits the given share, and the same requests each time it is switched on", async () => {
  const statuses = async (): Promise<number[]> => {
    await switchTo("error_rate=0.2@api_regions_list");
    const found: number[] = [];
    for (let request = 0; request < 200; request += 1) found.push((await regions()).status);
    return found;
  };
  const first = await statuses();
  const share = first.filter((status) => status === 500).length / first.length;
  assert.ok(share > 0.1 && share < 0.3, `share ${share}`);
  assert.deepEqual(await statuses(), first);
});

test("throttle lets each user have N a minute, then answers as REST framework does", async () => {
  await switchTo("throttle=3@json");
  const answers = [await regions(), await regions(), await regions(), await regions()];
  assert.deepEqual(
    answers.map(({ status }) => status),
    [200, 200, 200, 429],
  );
  const wait = answers[3]?.headers.get("retry-after") ?? "";
  assert.ok(Number(wait) > 55 && Number(wait) <= 60, wait);
  assert.deepEqual(JSON.parse(answers[3]?.text ?? ""), {
    detail: `Request was throttled. Expected available in ${wait} seconds.`,
  });
  // A user of its own has a count of its own; so has whoever is not signed in.
  const json = { username: otherClient, password: demoPassword };
  assert.equal((await target.send({ endpoint: "jwt_obtain", as: "nobody", json })).status, 200);
  assert.equal(
    (await target.send({ endpoint: "work_item_update_progress", args: { pk: "x" }, as: "staff" })).status,
    404,
  );
});

test("throttle=0 throttles every request", async () => {
  await switchTo("throttle=0");
  assert.equal((await regions()).headers.get("retry-after"), "60");
  assert.equal((await trends()).status, 429);
});

test("wrong_body keeps the status and changes the shape, and the work is done all the same", async () => {
  await switchTo("wrong_body");
  const list = await regions();
  assert.equal(list.status, 200);
  assert.deepEqual(JSON.parse(list.text), { data: [] });
  const page = await trends();
  assert.equal(page.status, 200);
  assert.doesNotMatch(page.text, /Trend Analysis/);
  const name = `Perf wrong body ${Date.now()}`;
  const create = () => {
    const json = { name, category: "meeting", description: "d" };
    return target.send({ endpoint: "api_engagement_type_create", as: "api_client", json });
  };
  assert.equal((await create()).status, 201);
  await switchTo();
  assert.match((await create()).text, /already exists/);
});

test("login_page answers 200 with the login page to everything", async () => {
  await switchTo("login_page");
  for (const { status, text } of [await regions(), await trends()]) {
    assert.equal(status, 200);
    assert.match(text, /<title>Login/);
  }
});

test("hang never answers, other endpoints do", async () => {
  await switchTo("hang@api_regions_list");
  const { path } = endpoints.api_regions_list;
  await assert.rejects(fetch(standIn.origin + path, { signal: AbortSignal.timeout(400) }), {
    name: "TimeoutError",
  });
  assert.equal((await trends()).status, 200);
});

test("health and readiness are spared unless they are named", async () => {
  await switchTo("error_rate=1@all");
  assert.equal((await health()).status, 200);
  await switchTo("error_rate=1@health");
  assert.equal((await health()).status, 500);
});

test("several faults work together: a delayed error is late and an error", async () => {
  await switchTo("error_rate=1", "delay=150@page");
  const { ms, value } = await timed(trends);
  assert.ok(ms >= 150 && value.status === 500, `${ms} ms, ${value.status}`);
});

test("the control path reads what is on, switches while running, and keeps what is on when it refuses", async () => {
  await switchTo("delay=1@read");
  const read = async () => (await fetch(`${standIn.origin}/__stand-in__/faults`)).json();
  assert.deepEqual(await read(), { faults: ["delay=1@read"] });
  const refused = await control(JSON.stringify({ faults: ["dealy=1"] }));
  assert.equal(refused.status, 400);
  assert.match(await refused.text(), /there is no fault .*dealy/);
  for (const body of ["{", "[]", '{"faults": "delay=1"}', "{}"])
    assert.equal((await control(body)).status, 400, body);
  assert.deepEqual(await read(), { faults: ["delay=1@read"] });
  assert.equal((await fetch(`${standIn.origin}/__stand-in__/faults`, { method: "DELETE" })).status, 405);
});

const alerts = () => target.send({ endpoint: "dashboard_alerts", as: "executive" });

test("oversized makes a body that many times as long", async () => {
  const before = (await alerts()).text;
  await switchTo("oversized=4@dashboard_alerts");
  const { text, headers } = await alerts();
  assert.equal(headers.get("content-length"), String(4 * Buffer.byteLength(before)));
  assert.ok(text.startsWith(before));
});

test("full_page puts a page around a fragment and keeps its status", async () => {
  const before = (await alerts()).text;
  await switchTo("full_page@dashboard_alerts");
  const { status, text } = await alerts();
  assert.equal(status, 200);
  assert.match(text, /^<!doctype html>\n<html/);
  assert.ok(text.includes(before));
});

test("slow_template takes its time and counts it as the templates'", async () => {
  await switchTo("slow_template=120@dashboard_alerts");
  const { template, total } = timingOf(await alerts());
  // Timers fire up to a millisecond early.
  assert.ok(template >= 119 && total >= template, `${template} of ${total} ms`);
});

test("missing_trigger leaves one event out and the others in", async () => {
  const root = await target.send({
    endpoint: "work_item_tree_root",
    args: { status: "", work_type: "", q: "" },
    as: "staff",
  });
  const pk = /id="work-item-row-([0-9a-f-]{36})"/.exec(root.text)?.[1] ?? "";
  const save = async (): Promise<string[]> => {
    const { headers } = await target.send({
      endpoint: "work_item_sidebar_edit_submit",
      args: { pk },
      as: "staff",
      headers: { Referer: `${standIn.origin}/oobc-management/work-items/` },
      form: { title: "x" },
    });
    return Object.keys(JSON.parse(headers.get("hx-trigger") ?? "{}"));
  };
  const before = await save();
  assert.ok(before.includes("workItemUpdated") && before.length > 1);
  await switchTo("missing_trigger=workItemUpdated@work_item_sidebar_edit_submit");
  assert.deepEqual(
    await save(),
    before.filter((name) => name !== "workItemUpdated"),
  );
});

const wrong: readonly [text: string, says: RegExp][] = [
  ["dealy=1", /there is no fault "dealy"/],
  ["", /there is no fault ""/],
  ["toString", /there is no fault "toString"/],
  ["delay", /delay takes milliseconds .* not "nothing"/],
  ["delay=", /delay takes milliseconds/],
  ["delay=soon", /delay takes milliseconds .* not "soon"/],
  ["delay=-1", /delay takes milliseconds/],
  ["error_rate=1.5", /error_rate takes a share from 0 to 1/],
  ["throttle=1.5", /throttle takes a whole number/],
  ["hang=1", /hang takes no value/],
  ["hang=", /hang takes no value/],
  ["freeze=2000", /freeze takes two times .* not "2000"/],
  ["freeze=10000/2000", /freeze takes two times/],
  ["freeze=0/10", /freeze takes two times/],
  ["freeze=1/2/3", /freeze takes two times/],
  ["delay_lognormal=80", /delay_lognormal takes a median/],
  ["delay_lognormal=80,", /delay_lognormal takes a median/],
  ["delay_lognormal=80,9", /delay_lognormal takes a median/],
  ["n_plus_one=1", /n_plus_one takes no value/],
  ["cache_off=1", /cache_off takes no value/],
  ["first_visit", /first_visit takes milliseconds .* not "nothing"/],
  ["lets_everybody_in", /lets_everybody_in takes a share .* not "nothing"/],
  ["missing_header", /missing_header takes one of X-Frame-Options.* not "nothing"/],
  ["missing_header=Server", /missing_header takes one of X-Frame-Options/],
  ["oversized=0.5", /oversized takes how many times/],
  ["missing_trigger", /missing_trigger takes the name of an event/],
  ["slow_template", /slow_template takes milliseconds/],
  ["full_page=1", /full_page takes no value/],
  ["drop_connection=2", /drop_connection takes a share/],
  ["lost_task", /lost_task takes a share/],
  ["slow_worker=-1", /slow_worker takes milliseconds/],
  ["backlog=0", /backlog takes a whole number of tasks from 1/],
  ["backlog=1.5", /backlog takes a whole number of tasks/],
  ["retried_task=2", /retried_task takes a share/],
  ["failed_task=x", /failed_task takes a share/],
  ["missing_acknowledgement", /missing_acknowledgement takes a share/],
  ["late_effect=soon", /late_effect takes milliseconds/],
  ["hang@reads", /nothing is called "reads"/],
  ["hang@constructor", /nothing is called "constructor"/],
  ["hang@", /nothing is called ""/],
];
for (const [text, says] of wrong) {
  test(`the fault ${JSON.stringify(text)} is refused`, () => {
    assert.throws(
      () => parseFaults([text], 1),
      (error) => {
        assert.ok(error instanceof Problem);
        assert.equal(error.exit, "usage");
        assert.match(error.saw, says);
        for (const name of [...faultNames, "selectors:", "trends"]) assert.ok(error.fix.includes(name), name);
        return true;
      },
    );
  });
}

test("all wrong faults are reported at once", () => {
  assert.throws(() => parseFaults(["a", "hang@b", "delay=c"], 1), /3 faults/);
});

async function switchTo(...faults: string[]): Promise<void> {
  assert.equal((await control(JSON.stringify({ faults }))).status, 200);
}

function control(body: string): Promise<Response> {
  return fetch(`${standIn.origin}/__stand-in__/faults`, { method: "POST", body });
}

async function timed<T>(work: () => Promise<T>): Promise<{ ms: number; value: T }> {
  const start = performance.now();
  const value = await work();
  return { ms: performance.now() - start, value };
}
