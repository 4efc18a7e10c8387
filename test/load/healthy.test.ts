import assert from "node:assert/strict";
import { test } from "node:test";
import { exitCodes } from "../../src/exit-codes.ts";
import { healthyCases } from "../healthy/cases.ts";
import { assertDropsJudged, runTool } from "../worthless/situation.ts";

for (const healthy of healthyCases) {
  test(`${healthy.title}: PASS`, async () => {
    const { exitCode, verdict, result } = await runTool(healthy);
    assert.deepEqual(verdict.reasons, []);
    assert.equal(verdict.state, "PASS");
    assert.equal(exitCode, exitCodes.pass.code);
    assertDropsJudged(result);
    assert.ok(healthy.shows(result), "the situation was not there");
  });
}
