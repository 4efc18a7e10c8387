import assert from "node:assert/strict";
import { test } from "node:test";
import { filled, holds } from "./github-expression.ts";

const context = {
  github: { event_name: "schedule", sha: "abc" },
  vars: { IMAGE: "" },
  env: { TARGET: "obcms" },
  needs: { changes: { outputs: { critical: "true" } } },
};

const braced = (expression: string): string => `\${{ ${expression} }}`;

/** Condition, whether a step before failed, whether it holds. */
const conditions: readonly (readonly [string | undefined, boolean, boolean])[] = [
  [undefined, false, true],
  [undefined, true, false],
  ["always()", true, true],
  ["failure()", false, false],
  ["failure()", true, true],
  ["env.TARGET == 'obcms'", false, true],
  ["env.TARGET == 'obcms'", true, false],
  ["env.TARGET == 'obcms' && vars.IMAGE == ''", false, true],
  ["vars.ABSENT == ''", false, true],
  ["always() && (github.event_name == 'schedule' || github.event_name == 'push')", true, true],
  ["always() && github.event_name == 'push'", true, false],
  ["needs.changes.outputs.critical == 'true'", false, true],
];
for (const [condition, failed, wanted] of conditions)
  test(`${condition ?? "no condition"} ${wanted ? "holds" : "does not hold"} ${failed ? "after a failure" : "where all went well"}`, () => {
    assert.equal(holds(condition, context, { failed }), wanted);
  });

test("the first value that is not empty is filled in, and a name that is not there is empty", () => {
  assert.equal(filled(`build-${braced("vars.IMAGE || github.sha")}`, context), "build-abc");
  assert.equal(filled(braced("vars.ABSENT || 'obcms:performance'"), context), "obcms:performance");
  assert.equal(filled(`[${braced("github.event.pull_request.base.sha")}]`, context), "[]");
});

test("what is not understood is said, and never guessed", () => {
  for (const expression of [
    "fromJSON('1')",
    "hashFiles()",
    "secrets.A",
    "env.A != 'b'",
    "(env.A",
    "env.A 'b'",
  ])
    assert.throws(() => filled(braced(expression), context), expression);
});
