// Flags and variables of plain k6 that throw the suite's scenarios away, and with them every threshold's samples: k6
// must refuse to start, because what it would run instead passes on nothing.

import assert from "node:assert/strict";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { test } from "node:test";
import { exitCodes } from "../../src/exit-codes.ts";
import { k6Environment } from "../../src/run/k6-environment.ts";
import { suiteMain } from "../../src/run/suite.ts";
import { start } from "./process.ts";

const cases: readonly { flags: readonly string[]; variables?: Record<string, string> }[] = [
  { flags: ["-u", "1", "-i", "1"] },
  { flags: ["-u", "2", "-d", "1s"] },
  { flags: ["-d", "1s"] },
  { flags: ["-u", "2"] },
  { flags: ["--stage", "1s:1"] },
  { flags: ["-u", "1", "-i", "1", "--no-setup", "--no-thresholds"] },
  { flags: [], variables: { K6_ITERATIONS: "1" } },
  { flags: [], variables: { K6_VUS: "1", K6_DURATION: "1s" } },
  { flags: [], variables: { K6_VUS: "1" } },
  { flags: [], variables: { K6_STAGES: "1s:1" } },
];

for (const { flags, variables = {} } of cases) {
  const given = [...flags, ...Object.entries(variables).map((pair) => pair.join("="))].join(" ");
  test(`plain k6 refuses to run the suite with ${given}, and sends nothing`, async (t) => {
    let requests = 0;
    const target = createServer((_, response) => {
      requests += 1;
      response.end("{}");
    });
    await new Promise<void>((resolve) => target.listen(0, "127.0.0.1", resolve));
    t.after(() => target.close());
    const origin = `http://127.0.0.1:${(target.address() as AddressInfo).port}`;
    const env = {
      ...k6Environment(process.env),
      K6_BASE_URL: origin,
      K6_CLIENT_ID: "perf_api_client_000",
      OBCMS_SHARE_USERS: "true",
      OBCMS_SCENARIO: "api_crud",
      ...variables,
    };
    const k6 = start(process.env.K6_BIN ?? "k6", ["run", "--quiet", ...flags, suiteMain], env);
    const { exitCode, stderr } = await k6.ended;
    assert.equal(exitCode, exitCodes.configuration.code, stderr);
    assert.match(stderr, /overrode scenarios configuration|overrides scenarios configuration/);
    assert.match(stderr, /function 'default' not found in exports/);
    assert.equal(requests, 0);
  });
}

test("plain k6 refuses profile controlled: nobody could steer it", async () => {
  const env = {
    ...k6Environment(process.env),
    OBCMS_PROFILE: "controlled",
    K6_BASE_URL: "http://127.0.0.1:9",
    K6_CLIENT_ID: "perf_api_client_000",
    OBCMS_SHARE_USERS: "true",
    OBCMS_SCENARIO: "api_crud",
  };
  const { exitCode, stderr } = await start(process.env.K6_BIN ?? "k6", ["run", "--quiet", suiteMain], env)
    .ended;
  assert.equal(exitCode, exitCodes.script.code, stderr);
  assert.match(stderr, /profile controlled needs the tool that steers it: obcms-perf run/);
});

test("a control address off this machine is no way around the safety lock", async () => {
  const env = {
    ...k6Environment(process.env),
    OBCMS_PROFILE: "controlled",
    K6_BASE_URL: "http://127.0.0.1:9",
    K6_CLIENT_ID: "perf_api_client_000",
    OBCMS_SHARE_USERS: "true",
    OBCMS_SCENARIO: "api_crud",
    OBCMS_CONTROL_URL: "http://obcms.example:80",
  };
  const { exitCode, stderr } = await start(process.env.K6_BIN ?? "k6", ["run", "--quiet", suiteMain], env)
    .ended;
  assert.equal(exitCode, exitCodes.script.code, stderr);
  assert.match(stderr, /profile controlled needs the tool/);
});

test("plain k6 refuses more virtual users than there are users, at init and with the number needed", async () => {
  const env = {
    ...k6Environment(process.env),
    OBCMS_PROFILE: "stress",
    OBCMS_SCENARIO: "api_crud",
    K6_BASE_URL: "http://127.0.0.1:9",
    K6_CLIENT_ID: "perf_api_client_000,perf_api_client_001",
  };
  const { exitCode, stderr } = await start(process.env.K6_BIN ?? "k6", ["run", "--quiet", suiteMain], env)
    .ended;
  assert.equal(exitCode, exitCodes.script.code, stderr);
  assert.match(
    stderr,
    /scenario api_crud with 40 virtual users needs 40 users of persona api_client, 2 are given/,
  );
});
