import assert from "node:assert/strict";
import { test } from "node:test";
import { tool } from "../load/process.ts";

test("obcms-perf k6 passes arguments, output and exit code of the pinned k6 through", async () => {
  const version = await tool(["k6", "version", "--json"]).ended;
  assert.equal(version.exitCode, 0, version.stderr);
  assert.match((JSON.parse(version.stdout) as { version: string }).version, /^v?2\.\d+\.\d+$/);
  const wrong = await tool(["k6", "run", "--no-such-flag"]).ended;
  assert.equal(wrong.exitCode, 255);
  assert.match(wrong.stderr, /unknown flag: --no-such-flag/);
  const help = await tool(["k6", "run", "--help"]).ended;
  assert.match(help.stdout, /k6 run/, "k6's own help, not ours");
});
