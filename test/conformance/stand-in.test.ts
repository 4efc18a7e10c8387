// The stand-in answers the conformance table, the same that a live OBCMS is asked (`obcms-perf doctor --contract`).

import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { cases } from "../../src/contract/cases.ts";
import { checkCase } from "../../src/contract/check.ts";
import type { Target } from "../../src/contract/target.ts";
import { type RunningStandIn, runStandIn, targetAt } from "../stand-in/run-stand-in.ts";

let standIn: RunningStandIn;
let target: Target;

before(async () => {
  standIn = await runStandIn();
  target = await targetAt(standIn.origin);
});
after(() => standIn.stop());

for (const one of cases) {
  const skip = one.skip?.on === "stand-in" ? one.skip.reason : false;
  test(one.name, { skip }, async () => assert.deepEqual((await checkCase(target, one)).differences, []));
}
