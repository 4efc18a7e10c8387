import assert from "node:assert/strict";
import { existsSync, readdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { exitCodes } from "../../src/exit-codes.ts";
import { k6Environment } from "../../src/run/k6-environment.ts";
import { suiteMain } from "../../src/run/suite.ts";
import { scratchFolder, start, tool } from "./process.ts";

/** What is refused before anything is sent: the flags, an environment file, the exit code, what is said. */
const cases = [
  {
    title: "more virtual users than a persona has users",
    flags: ["--base-url", "http://127.0.0.1:9", "--profile", "baseline", "--vus", "40"],
    exit: exitCodes.usage,
    says: /scenario api_crud with 40 virtual users needs 40 users of persona api_client, 1 is given \(clientId, K6_CLIENT_ID\)/,
  },
  {
    title: "a foreign origin",
    flags: ["--base-url", "http://obcms.example"],
    exit: exitCodes.refused,
    says: /no one has allowed it/,
  },
  {
    title: "a disguised origin",
    flags: ["--base-url", "http://127.0.0.1@obcms.example"],
    exit: exitCodes.refused,
    says: /not a plain origin/,
  },
  {
    title: "a profile that does not exist",
    flags: ["--base-url", "http://127.0.0.1:9", "--profile", "smoek"],
    exit: exitCodes.usage,
    says: /there are smoke, baseline, stress, spike, soak/,
  },
  {
    title: "a scenario that does not exist",
    flags: ["--base-url", "http://127.0.0.1:9", "--scenario", "payroll"],
    exit: exitCodes.usage,
    says: /there are api_crud/,
  },
  {
    title: "more virtual users than the environment allows",
    flags: ["--base-url", "http://127.0.0.1:9", "--profile", "baseline", "--vus", "500"],
    exit: exitCodes.usage,
    says: /500 virtual users asked, 200 allowed by caps\.vus/,
  },
  {
    title: "no virtual user at all, which k6 itself refuses",
    flags: ["--base-url", "http://127.0.0.1:9", "--profile", "baseline", "--vus", "0"],
    exit: exitCodes.configuration,
    says: /k6 cannot run the suite/,
  },
  {
    title: "a parity file that is not there",
    flags: ["--base-url", "http://127.0.0.1:9", "--vus", "1", "--parity", "nowhere/production.json"],
    exit: exitCodes.configuration,
    says: /The parity file nowhere\/production\.json cannot be read/,
  },
  {
    title: "a duration without a unit",
    flags: ["--duration", "30"],
    exit: exitCodes.usage,
    says: /ms, s, m or h/,
  },
  {
    title: "an environment that does not exist",
    flags: ["--env", "nowhere"],
    exit: exitCodes.configuration,
    says: /env\.nowhere\.json cannot be read/,
  },
  {
    title: "a fault that does not exist",
    flags: ["--fault", "dealy=3"],
    exit: exitCodes.usage,
    says: /dealy/,
  },
  {
    title: "faults for a target that is not ours",
    flags: ["--base-url", "http://127.0.0.1:9", "--fault", "hang"],
    exit: exitCodes.usage,
    says: /embedded target only/,
  },
  {
    title: "an unknown flag",
    flags: ["--iterations", "1"],
    exit: exitCodes.usage,
    says: /unknown option '--iterations'/,
  },
] as const;

for (const { title, flags, exit, says } of cases) {
  test(`${title} is refused with exit code ${exit.code}, and leaves no run behind`, async (t) => {
    const out = join(scratchFolder(t), "runs");
    const { exitCode, stdout, stderr } = await tool(["run", "--out", out, ...flags], {
      ...process.env,
      K6_CLIENT_ID: "somebody",
    }).ended;
    assert.equal(exitCode, exit.code, stdout + stderr);
    assert.match(stderr, says);
    assert.deepEqual(existsSync(out) ? readdirSync(out) : [], []);
  });
}

test("a broken environment file is one error that lists everything", async (t) => {
  const file = join(scratchFolder(t), "env.json");
  writeFileSync(
    file,
    JSON.stringify({ baseUrl: 7, cpas: {}, vus: "x", personas: { staff: { password: 12345 } } }),
  );
  const { exitCode, stderr } = await tool(["run", "--env", file]).ended;
  assert.equal(exitCode, exitCodes.configuration.code);
  for (const part of [/baseUrl: 7/, /cpas/, /vus: "x"/, /personas\.staff\.password/])
    assert.match(stderr, part);
  assert.doesNotMatch(stderr, /12345/);
});

test("plain k6 is locked too: the suite's own setup() refuses a foreign origin", async () => {
  const env = {
    ...k6Environment(process.env),
    K6_BASE_URL: "http://obcms.example",
    K6_CLIENT_ID: "somebody",
    OBCMS_SHARE_USERS: "true",
    OBCMS_SCENARIO: "api_crud",
  };
  const { exitCode, stderr } = await start(process.env.K6_BIN ?? "k6", ["run", "--quiet", suiteMain], env)
    .ended;
  assert.equal(exitCode, exitCodes.script.code);
  assert.match(stderr, /target refused: http:\/\/obcms\.example:80 is not this machine/);
});

test("plain k6 that skips setup() is refused at its first request", async () => {
  const env = {
    ...k6Environment(process.env),
    K6_BASE_URL: "http://obcms.example",
    K6_CLIENT_ID: "somebody",
    OBCMS_SHARE_USERS: "true",
    OBCMS_SCENARIO: "api_crud",
    K6_CLIENT_SECRET: "something",
  };
  const { stdout, stderr } = await start(
    process.env.K6_BIN ?? "k6",
    ["run", "--quiet", "--no-setup", suiteMain],
    env,
  ).ended;
  assert.match(stderr, /target refused/);
  assert.match(stdout, /^0 requests/m);
});
