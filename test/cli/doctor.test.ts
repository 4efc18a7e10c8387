import assert from "node:assert/strict";
import { test } from "node:test";
import { exitCodes } from "../../src/exit-codes.ts";
import { tool } from "../load/process.ts";

test("doctor examines the embedded target where no other is given, and finds it fit", async () => {
  const { exitCode, stdout, stderr } = await tool(["doctor", "--scenario", "api_crud"]).ended;
  assert.equal(exitCode, exitCodes.pass.code, stdout + stderr);
  assert.match(stdout, /^✓ credentials_personas +first and last user of each sign in: staff 200/m);
  assert.match(stdout, /^fit for a run; 0 to know of, \d not looked at$/m);
});

test("doctor --json is one document, and its exit code says that a check failed", async () => {
  const { exitCode, stdout } = await tool(["doctor", "--json", "--base-url", "http://127.0.0.1:9"]).ended;
  assert.equal(exitCode, exitCodes.doctor.code);
  const { fit, checks } = JSON.parse(stdout) as { fit: boolean; checks: { check: string; state: string }[] };
  assert.equal(fit, false);
  assert.ok(checks.some(({ check, state }) => check === "target_reachable" && state === "failed"));
});

test("doctor asks nothing of an origin that nobody has allowed", async () => {
  const { exitCode, stderr } = await tool(["doctor", "--base-url", "http://obcms.example"]).ended;
  assert.equal(exitCode, exitCodes.refused.code);
  assert.match(stderr, /no one has allowed it/);
});
