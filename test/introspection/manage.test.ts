// The target's management commands as processes: how they end, and that one which does not end holds nobody up.

import assert from "node:assert/strict";
import { test } from "node:test";
import { type Configuration, comparableConfiguration } from "../../src/introspection/configuration.ts";
import { runManage } from "../../src/introspection/manage.ts";
import { Problem } from "../../src/problem.ts";

const node = (program: string): Parameters<typeof runManage> => [
  { words: [process.execPath, "-e", program], cwd: undefined },
  [],
];

test("a command is run to its end, with what it said", async () => {
  const [manage, args] = node("console.log('one'); console.error('two'); process.exit(3)");
  assert.deepEqual(await runManage(manage, args), { code: 3, stdout: "one\n", stderr: "two\n" });
});

test("a command that does not end is killed after its time, and said to have been", async () => {
  const [manage, args] = node("setInterval(() => {}, 1000)");
  const began = performance.now();
  await assert.rejects(
    runManage(manage, args, [], () => {}, 300),
    (error) => error instanceof Problem && /did not end/.test(error.what) && /0\.3 s/.test(error.saw),
  );
  assert.ok(performance.now() - began < 20_000);
});

const configuration = {
  settingsModule: "obc_management.settings.base",
  revision: "eac768d",
  celery: { broker: "redis://127.0.0.1/0", workers: [{ name: "celery@a", concurrency: 4, prefetch: 16 }] },
  rows: { users: 180, workItems: 1891, monitoringEntries: 400 },
} as unknown as Configuration;

test("what grows with use or is another at each start is no part of a configuration that is compared", () => {
  const later = {
    ...configuration,
    revision: "0000000",
    celery: { ...configuration.celery, workers: [{ name: "celery@b", concurrency: 4, prefetch: 16 }] },
    rows: { ...configuration.rows, users: 181 },
  };
  assert.deepEqual(comparableConfiguration(later), comparableConfiguration(configuration));
});

test("a worker that does more at once is another configuration, and so is one that is missing", () => {
  const change = (workers: unknown): Configuration =>
    ({ ...configuration, celery: { ...configuration.celery, workers } }) as Configuration;
  for (const workers of [[{ name: "celery@a", concurrency: 8, prefetch: 16 }], [], null])
    assert.notDeepEqual(comparableConfiguration(change(workers)), comparableConfiguration(configuration));
});
