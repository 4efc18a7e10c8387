import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { k6Environment } from "../../src/run/k6-environment.ts";
import { projectFolder } from "../../src/run/suite.ts";
import { demoPassword, demoUsers } from "../../stand-in/defaults.ts";
import { scratchFolder, standInFor, start } from "./process.ts";

test("the plan's own command line works from a fresh clone, with nothing but k6", async (t) => {
  const clone = join(scratchFolder(t), "clone");
  execFileSync("git", ["clone", "--quiet", projectFolder, clone]);
  const env = {
    ...k6Environment(process.env),
    K6_BASE_URL: await standInFor(t),
    OBCMS_SCENARIO: "api_crud",
    K6_CLIENT_ID: demoUsers.api_client.join(","),
    K6_CLIENT_SECRET: demoPassword,
    OBCMS_STAFF_USERNAMES: demoUsers.staff.join(","),
    OBCMS_STAFF_PASSWORD: demoPassword,
    OBCMS_EXECUTIVE_USERNAMES: demoUsers.executive.join(","),
    OBCMS_EXECUTIVE_PASSWORD: demoPassword,
    OBCMS_THINK_TIME_SCALE: "0",
  };
  const args = [
    "run",
    "--out",
    "json=./reports/k6_run.json",
    "--summary-export=./reports/k6_summary.json",
    "tests/performance/k6/main.ts",
  ];
  const { exitCode, stdout, stderr } = await start(process.env.K6_BIN ?? "k6", args, env, clone).ended;
  assert.equal(exitCode, 0, stdout + stderr);
  assert.match(stdout, /✓ api_crud_read_p95/);
  assert.doesNotMatch(stdout, /[✗?] api_crud/);
  assert.ok(existsSync(join(clone, "reports/k6_run.json")));
  const summary = JSON.parse(readFileSync(join(clone, "reports/k6_summary.json"), "utf8")) as {
    metrics: Record<string, { count?: number }>;
  };
  assert.ok((summary.metrics.http_reqs?.count ?? 0) > 250);
});
