import assert from "node:assert/strict";
import { test } from "node:test";
import { setTimeout as sleep } from "node:timers/promises";
import { exitCodes } from "../../src/exit-codes.ts";
import { tool } from "../load/process.ts";

test("doctor --contract finds no drift on the embedded target, and says of each endpoint that it works", async () => {
  const { exitCode, stdout, stderr } = await tool(["doctor", "--contract", "--scenario", "htmx_bursts"])
    .ended;
  assert.equal(exitCode, exitCodes.pass.code, stdout + stderr);
  assert.match(stdout, /^✓ monitoring_portfolio +works +\d+ cases?$/m);
  assert.match(stdout, /^as expected: (\d+) of \1 work; /m);
  assert.match(stderr, /which write a few rows/);
});

test("doctor --contract --json names the drift that a fault makes, and exits with the doctor's code", async () => {
  const args = ["--scenario", "executive_analytics", "--fault", "error_rate=1@trends", "--json"];
  const { exitCode, stdout } = await tool(["doctor", "--contract", ...args]).ended;
  assert.equal(exitCode, exitCodes.doctor.code);
  const found = JSON.parse(stdout) as {
    isAsExpected: boolean;
    endpoints: { endpoint: string; word: string; isExpected: boolean }[];
  };
  assert.equal(found.isAsExpected, false);
  assert.deepEqual(
    found.endpoints.filter(({ isExpected }) => !isExpected).map(({ endpoint, word }) => [endpoint, word]),
    [["trends", "broken"]],
  );
});

test("doctor --contract asks nothing of an origin that nobody has allowed", async () => {
  const { exitCode, stderr } = await tool(["doctor", "--contract", "--base-url", "http://obcms.example"])
    .ended;
  assert.equal(exitCode, exitCodes.refused.code);
  assert.match(stderr, /no one has allowed it/);
});

test("doctor --contract passes nothing where nothing answers", async () => {
  const { exitCode, stderr } = await tool(["doctor", "--contract", "--base-url", "http://127.0.0.1:9"]).ended;
  assert.notEqual(exitCode, exitCodes.pass.code, stderr);
});

test("Ctrl-C ends doctor --contract, and it says what stays", async () => {
  const { ended, saying, kill } = tool(["doctor", "--contract", "--fault", "delay=200@all"]);
  await saying(/are asked/);
  await sleep(1500);
  kill("SIGINT");
  const { exitCode, stderr } = await ended;
  assert.equal(exitCode, exitCodes.interrupted.code, stderr);
  assert.match(stderr, /was interrupted/);
});
