import assert from "node:assert/strict";
import { type TestContext, test } from "node:test";
import { type ControlServer, startControlServer } from "../../src/control/server.ts";
import type { Status } from "../../src/control/status.ts";
import { Steering } from "../../src/control/steering.ts";

/** So long that only a change can be what ended it. */
const FOR_EVER = 2_000_000_000;
const status: Status = {
  run: "r",
  profile: "controlled",
  state: "running",
  target: 1,
  pool: 3,
  active: 0,
  elapsedSeconds: 1,
  plannedSeconds: 2,
};

async function serve(
  t: TestContext,
  steering: Steering | undefined,
  holdMs?: number,
): Promise<ControlServer> {
  const server = await startControlServer({
    token: "t",
    steering,
    ...(holdMs === undefined ? {} : { holdMs }),
    obey: (command, target) => {
      if (command === "scale") steering?.act("scale", Number(target));
      return status;
    },
  });
  t.after(() => server.close());
  return server;
}

async function say(
  server: ControlServer,
  path: string,
  method = "GET",
  token = "t",
): Promise<[number, string]> {
  const headers = { Authorization: `Bearer ${token}` };
  const answer = await fetch(`${server.url}${path}`, { method, headers });
  return [answer.status, await answer.text()];
}

test("a parked virtual user hears of a change at once, one that stays parked does not", async (t) => {
  const server = await serve(t, new Steering(3, 0), FOR_EVER);
  const first = say(server, "/turn?scenario=a&vu=1&orders=park");
  await asked(server, 1);
  let second: [number, string] | undefined;
  void say(server, "/turn?scenario=a&vu=2&orders=park").then(
    (answer) => {
      second = answer;
    },
    () => {},
  );
  await say(server, "/scale?target=1", "POST");
  assert.deepEqual(await first, [200, "work"]);
  assert.equal(second, undefined);
});

test("a question is held no longer than it may be", async (t) => {
  const server = await serve(t, new Steering(3, 0), 1);
  assert.deepEqual(await say(server, "/turn?scenario=a&vu=1&orders=park"), [200, "park"]);
});

test("who works is answered at once, to park too", async (t) => {
  const steering = new Steering(3, 1);
  const server = await serve(t, steering, FOR_EVER);
  assert.deepEqual(await say(server, "/turn?scenario=a&vu=1&orders=park"), [200, "work"]);
  assert.deepEqual(await say(server, "/turn?scenario=a&vu=1&orders=work"), [200, "work"]);
  steering.act("pause");
  assert.deepEqual(await say(server, "/turn?scenario=a&vu=1&orders=work"), [200, "park"]);
});

test("nothing is said or done without the token, by another method or on another path", async (t) => {
  const steering = new Steering(3, 1);
  const server = await serve(t, steering);
  for (const token of ["", "x", "tt", "T"]) {
    assert.equal((await say(server, "/scale?target=3", "POST", token))[0], 401);
    assert.equal((await say(server, "/turn?scenario=a&vu=1&orders=work", "GET", token))[0], 401);
  }
  assert.equal((await say(server, "/scale?target=3", "GET"))[0], 404);
  assert.equal((await say(server, "/status", "POST"))[0], 404);
  assert.equal((await say(server, "/"))[0], 404);
  assert.equal(steering.target, 1);
  assert.equal(steering.asked, 0);
});

test("a run that is not steered has no orders to give", async (t) => {
  const server = await serve(t, undefined);
  assert.equal((await say(server, "/turn?scenario=a&vu=1&orders=work"))[0], 404);
  assert.equal((await say(server, "/status"))[0], 200);
});

/** Waits until the server has surely taken a question that was sent before: it has answered later ones. */
async function asked(server: ControlServer, times: number): Promise<void> {
  for (let time = 0; time < 5 * times; time += 1) await say(server, "/status");
}
