// What the executive pages cost on the stand-in, and what the faults that are there for them do: each where it is asked to,
// and no longer when it is switched off.

import assert from "node:assert/strict";
import { after, before, beforeEach, test } from "node:test";
import type { Answer, Request } from "../../src/contract/case.ts";
import type { Target } from "../../src/contract/target.ts";
import { type RunningStandIn, runStandIn, stoppedClock, targetAt } from "./run-stand-in.ts";
import { timingOf } from "./timing.ts";

let standIn: RunningStandIn;
let target: Target;
const clock = stoppedClock();
before(async () => {
  standIn = await runStandIn({ serverTiming: "all", clock: clock.now });
  target = await targetAt(standIn.origin);
});
after(() => standIn.stop());
beforeEach(() => switchTo());

const noFilter = { search: "", status: "draft", category: "", priority: "" };
const ask = (request: Request): Promise<Answer> => target.send(request);
const all = () => ask({ endpoint: "policies_manage_all", as: "executive" });
const filtered = () => ask({ endpoint: "policies_filtered", args: noFilter, as: "executive" });
const gaps = () => ask({ endpoint: "gap_analysis", as: "executive" });

test("the list of recommendations executes one query for each of them, and says so as duplicates", async () => {
  const { queries, duplicates } = timingOf(await all());
  assert.ok(queries > 500 && duplicates >= 499, `${queries} queries, ${duplicates} duplicates`);
  const narrowed = timingOf(await filtered());
  // Every twelfth of 500 is a draft.
  assert.ok(narrowed.queries > 42 && narrowed.queries < 250, `${narrowed.queries} queries`);
});

test("permissions are looked up for a first page, kept for five minutes, and looked up again after that", async () => {
  await gaps();
  assert.equal(timingOf(await gaps()).misses, 0);
  clock.pass(299);
  assert.equal(timingOf(await gaps()).misses, 0);
  clock.pass(2);
  const cold = timingOf(await gaps());
  const warm = timingOf(await gaps());
  assert.deepEqual({ cold: cold.misses, warm: warm.misses }, { cold: 8, warm: 0 });
  assert.ok(cold.queries >= warm.queries + 8 * 6, `${cold.queries} against ${warm.queries}`);
});

test("cache_off makes every look-up miss but the session's, and only where it is asked to", async () => {
  await gaps();
  await all();
  await switchTo("cache_off@gap_analysis");
  const { hits, misses } = timingOf(await gaps());
  assert.deepEqual({ hits, misses }, { hits: 1, misses: 15 });
  assert.equal(timingOf(await all()).misses, 0);
});

test("first_visit holds each user's first answer back, and no later one", async () => {
  await switchTo("first_visit=250@gap_analysis");
  const first = timingOf(await gaps());
  const second = timingOf(await gaps());
  const another = timingOf(await ask({ endpoint: "gap_analysis", as: "staff" }));
  assert.ok(first.total >= 249 && another.total >= 249, `${first.total}, ${another.total} ms`);
  assert.ok(second.total < 200, `${second.total} ms`);
});

test("lets_everybody_in opens what it selects to whoever is signed in, and nothing to nobody", async () => {
  const staff = (endpoint: "policies_manage_all" | "project_portfolio", as: Request["as"] = "staff") =>
    ask({ endpoint, as });
  assert.equal((await staff("policies_manage_all")).status, 403);
  await switchTo("lets_everybody_in=1@policies_manage_all");
  const open = await staff("policies_manage_all");
  assert.equal(open.status, 200);
  assert.match(open.text, /<title>Manage Recommendations/);
  assert.equal((await staff("project_portfolio")).status, 403);
  assert.equal((await staff("policies_manage_all", "nobody")).status, 403);
  await switchTo("lets_everybody_in=0");
  assert.equal((await staff("policies_manage_all")).status, 403);
});

test("rows of one address are told apart by their query: a fault meets the row that it names", async () => {
  await switchTo("error_rate=1@policies_filtered");
  assert.equal((await filtered()).status, 500);
  assert.equal((await all()).status, 200);
  assert.equal(
    (await ask({ endpoint: "policies_manage", args: { status: "draft" }, as: "executive" })).status,
    200,
  );
  await switchTo("error_rate=1@policies_manage_all");
  assert.equal((await all()).status, 500);
  assert.equal((await filtered()).status, 200);
});

async function switchTo(...faults: string[]): Promise<void> {
  const body = JSON.stringify({ faults });
  const answer = await fetch(`${standIn.origin}/__stand-in__/faults`, { method: "POST", body });
  assert.equal(answer.status, 200);
}
