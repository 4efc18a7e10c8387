// One probe, asked again and again: what it could not see is a gap, and it is never asked faster than it states. The probes
// here are of the test, because a real one cannot be told when to be blind.

import assert from "node:assert/strict";
import { test } from "node:test";
import { setTimeout as sleep } from "node:timers/promises";
import type { Probe, Reading, Watch } from "../../src/probes/probe.ts";
import { watch } from "../../src/probes/watch.ts";
import { within } from "../../src/probes/within.ts";

const EVERY_MS = 40;
const REPORT = { hits: 1, misses: 2, commands: [] };

function probeOf(look: () => Promise<readonly Reading[]>, more: Partial<Watch> = {}): Probe {
  return {
    name: "redis",
    everyMs: EVERY_MS,
    open: async () => ({ look, report: async () => REPORT, close: async () => {}, ...more }),
  };
}

async function seenFor(
  ms: number,
  probe: Probe,
  open: () => Promise<Watch> = () => probe.open({} as never, {} as never),
) {
  const heard: { value: number; at: number }[] = [];
  const startedAt = Date.now();
  const listen = ({ value }: Reading, at: number): void => void heard.push({ value, at });
  const { opened, end } = watch(probe, open, { startedAt, listen });
  const why = await opened;
  await sleep(ms);
  return { ...(await end()), heard, why };
}

test("what it sees goes to whoever listens, and the whole is told at the end", async () => {
  let value = 0;
  const { watched, heard, report, why } = await seenFor(
    10 * EVERY_MS,
    probeOf(async () => [{ figure: "queue_depth", value: ++value }]),
  );
  assert.equal(why, undefined);
  assert.equal(watched.state, "watched");
  assert.deepEqual(
    heard.map((one) => one.value),
    Array.from({ length: watched.looks }, (_, index) => index + 1),
  );
  assert.ok(watched.looks >= 3 && watched.looks <= 10, `${watched.looks} looks`);
  assert.deepEqual(report, REPORT);
});

test("while it cannot see there is one gap, which ends when it sees again", async () => {
  let looks = 0;
  const { watched } = await seenFor(
    12 * EVERY_MS,
    probeOf(async () => {
      looks += 1;
      if (looks === 2 || looks === 3) throw new Error("connection refused");
      return [];
    }),
  );
  assert.equal(watched.state, "gaps");
  assert.equal(watched.gaps.length, 1);
  const [gap] = watched.gaps;
  assert.equal(gap?.why, "connection refused");
  const seconds = (gap?.to ?? 0) - (gap?.from ?? 0);
  assert.ok(seconds >= (2 * EVERY_MS) / 1000, `${seconds} s`);
  assert.equal(watched.looks, looks - 2);
});

test("one that sees nothing is blind, with its reason, and is not asked", async () => {
  let looks = 0;
  const probe = probeOf(async () => {
    looks += 1;
    return [];
  });
  const blind = async (): Promise<Watch> => {
    throw new Error("no pg_stat_statements: CREATE EXTENSION pg_stat_statements");
  };
  const { watched, report, why } = await seenFor(4 * EVERY_MS, probe, blind);
  assert.match(why ?? "", /^no pg_stat_statements/);
  assert.deepEqual([watched.state, watched.why, looks, report], ["blind", why, 0, undefined]);
});

test("one that was blind at the end has no report, and says so", async () => {
  const { watched, report } = await seenFor(
    2 * EVERY_MS,
    probeOf(async () => [], {
      report: async () => {
        throw new Error("the server is gone");
      },
    }),
  );
  assert.equal(report, undefined);
  assert.equal(watched.gaps.at(-1)?.why, "the server is gone");
});

test("it is never asked faster than it states, however long a look takes", async () => {
  const times: { began: number; ended: number }[] = [];
  await seenFor(
    20 * EVERY_MS,
    probeOf(async () => {
      const began = performance.now();
      await sleep(2 * EVERY_MS);
      times.push({ began, ended: performance.now() });
      return [];
    }),
  );
  assert.ok(times.length >= 3);
  // A timer may be a millisecond early.
  for (const [index, { began }] of times.entries())
    assert.ok(began - (times[index - 1]?.ended ?? Number.NEGATIVE_INFINITY) >= EVERY_MS - 1);
});

test("what does not answer in time is a failure with a sentence", async () => {
  await assert.rejects(within(20, new Promise(() => {})), /no answer within 0.02 s/);
  assert.equal(await within(1000, Promise.resolve(7)), 7);
});
