// The lock after five failed sign-ins: by form and by token, by name and not by address, for half an hour.

import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import type { Answer } from "../../src/contract/case.ts";
import type { Target } from "../../src/contract/target.ts";
import { demoPassword, demoUsers } from "../../stand-in/defaults.ts";
import { type RunningStandIn, runStandIn, stoppedClock, targetAt } from "./run-stand-in.ts";

const clock = stoppedClock();
let standIn: RunningStandIn;
let target: Target;
before(async () => {
  standIn = await runStandIn({ scale: 0.1, clock: clock.now });
  target = await targetAt(standIn.origin);
});
after(() => standIn.stop());

/** Accounts that may be locked, each for one test; the first is signed in already. */
const accountOf = (index: number): string => demoUsers.throw_away[index] ?? assert.fail("too few accounts");
const WRONG = "no such password";

test("the fifth failure locks, and then the right password is refused as well", async () => {
  const name = accountOf(10);
  assert.deepEqual(await formStatuses(name, 4), [200, 200, 200, 200]);
  const fifth = await byForm(name, WRONG);
  assert.equal(fifth.status, 429);
  assert.equal(fifth.text, "Account locked: too many login attempts. Please try again later.");
  assert.match(String(fifth.headers.get("content-type")), /^text\/html/);
  assert.equal(fifth.headers.get("retry-after"), null);
  assert.equal((await byForm(name, demoPassword)).status, 429);
  assert.equal((await byForm(accountOf(11), demoPassword)).status, 302);
});

test("a locked name that asks for a token cannot be told from a wrong password", async () => {
  const name = accountOf(12);
  const wrong = await byToken(name, WRONG);
  await formStatuses(name, 4);
  const locked = await byToken(name, demoPassword);
  assert.equal(locked.status, 401);
  assert.equal(locked.text, wrong.text);
  assert.deepEqual(namesAndValues(locked), namesAndValues(wrong));
});

test("failures at the tokens and at the form count together", async () => {
  const name = accountOf(13);
  for (let attempt = 0; attempt < 4; attempt += 1) await byToken(name, WRONG);
  assert.equal((await byForm(name, WRONG)).status, 429);
});

test("another X-Forwarded-For does not open the lock", async () => {
  const name = accountOf(14);
  for (let attempt = 0; attempt < 5; attempt += 1) await byForm(name, WRONG, `10.0.0.${attempt}`);
  assert.equal((await byForm(name, demoPassword, "10.0.0.99")).status, 429);
});

test("a name that nobody has is never locked", async () => {
  assert.deepEqual(await formStatuses("nobody at all", 6), [200, 200, 200, 200, 200, 200]);
});

test("a sign-in forgives the failures before it", async () => {
  const name = accountOf(15);
  await formStatuses(name, 4);
  assert.equal((await byForm(name, demoPassword)).status, 302);
  assert.deepEqual(await formStatuses(name, 4), [200, 200, 200, 200]);
});

test("after half an hour without an attempt the lock is open, and counting begins anew", async () => {
  const name = accountOf(16);
  await formStatuses(name, 5);
  clock.pass(30 * 60 - 1);
  // This attempt begins the half hour anew.
  assert.equal((await byForm(name, demoPassword)).status, 429);
  clock.pass(30 * 60 - 1);
  assert.equal((await byForm(name, demoPassword)).status, 429);
  clock.pass(30 * 60);
  assert.equal((await byForm(name, WRONG)).status, 200);
  assert.equal((await byForm(name, demoPassword)).status, 302);
});

async function formStatuses(name: string, count: number): Promise<number[]> {
  const found: number[] = [];
  for (let attempt = 0; attempt < count; attempt += 1) found.push((await byForm(name, WRONG)).status);
  return found;
}

function byForm(username: string, password: string, forwarded = "10.0.0.1"): Promise<Answer> {
  const { csrf = "" } = target.memory;
  const headers = { Cookie: `csrftoken=${csrf}`, "X-Forwarded-For": forwarded };
  const form = { username, password, csrfmiddlewaretoken: csrf };
  return target.send({ endpoint: "login_submit", as: "nobody", headers, form });
}

function byToken(username: string, password: string): Promise<Answer> {
  return target.send({ endpoint: "jwt_obtain", as: "nobody", json: { username, password } });
}

function namesAndValues({ headers }: Answer): string[] {
  return [...headers].filter(([name]) => name !== "date").map(String);
}
