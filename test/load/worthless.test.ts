import assert from "node:assert/strict";
import { test } from "node:test";
import { exitCodes } from "../../src/exit-codes.ts";
import { worthlessCases } from "../worthless/cases.ts";
import { provokeBare, provokeJudged } from "../worthless/provoke.ts";
import { assertDropsJudged } from "../worthless/situation.ts";

const k6 = process.env.K6_BIN ?? "k6";

for (const worthless of worthlessCases) {
  test(`${worthless.title}: bare k6 exits 0, the verdict is ${worthless.state} (${worthless.reason})`, async () => {
    const bare = await provokeBare(worthless, k6);
    assert.equal(bare.exitCode, 0, `bare k6 noticed:\n${bare.output}`);
    const { exitCode, verdict, result } = await provokeJudged(worthless);
    const told = JSON.stringify(verdict.reasons, null, 2);
    assert.equal(verdict.state, worthless.state, told);
    assert.ok(
      verdict.reasons.some(({ name }) => name === worthless.reason),
      told,
    );
    assert.equal(exitCode, exitCodes[worthless.exit].code);
    assertDropsJudged(result);
  });
}
