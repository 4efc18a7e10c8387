// The address where k6 asks: loopback, a token, and one clear answer to what is no question.

import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { type ProbeServer, startProbeServer } from "../../src/probes/server.ts";

let server: ProbeServer;
const asked: (number | undefined)[] = [];

before(async () => {
  server = await startProbeServer({
    samples: (from) => ({ cursor: 7, samples: [], from: from ?? null }),
    tasks: async (from) => {
      asked.push(from);
      if (from === 13) throw new Error("Redis is gone");
      return { cursor: 3 };
    },
    empty: async () => ({ storage: { files: 0, bytes: 0, orphans: 0 } }),
  });
});
after(() => server.close());

async function ask(url: string, method = "GET"): Promise<[status: number, body: unknown]> {
  const answer = await fetch(url, { method });
  return [answer.status, await answer.json()];
}

test("samples and tasks are told from the cursor that is carried", async () => {
  assert.deepEqual(await ask(server.samplesUrl), [200, { cursor: 7, samples: [], from: null }]);
  assert.deepEqual(await ask(`${server.samplesUrl}?after=5`), [200, { cursor: 7, samples: [], from: 5 }]);
  assert.deepEqual(await ask(`${server.tasksUrl}?after=2`), [200, { cursor: 3 }]);
  assert.equal(asked.at(-1), 2);
});

test("the storage is emptied by DELETE", async () => {
  assert.deepEqual(await ask(server.tasksUrl, "DELETE"), [
    200,
    { storage: { files: 0, bytes: 0, orphans: 0 } },
  ]);
});

test("who asks tasks while their source is gone hears why", async () => {
  assert.deepEqual(await ask(`${server.tasksUrl}?after=13`), [503, "Redis is gone"]);
});

test("without the token there is nothing, and it listens on this machine only", async () => {
  const { origin } = new URL(server.samplesUrl);
  assert.match(origin, /^http:\/\/127\.0\.0\.1:\d+$/);
  for (const path of ["/samples", "//samples", "/wrong/samples", "/"])
    assert.equal((await ask(origin + path))[0], 401, path);
});

for (const wrong of ["after=", "after=x", "after=-1", "after=1.5"])
  test(`${wrong} is no cursor`, async () =>
    assert.equal((await ask(`${server.samplesUrl}?${wrong}`))[0], 400));

test("other questions and methods are none", async () => {
  assert.equal((await ask(server.samplesUrl, "DELETE"))[0], 404);
  assert.equal((await ask(server.samplesUrl.replace("samples", "secrets")))[0], 404);
});
