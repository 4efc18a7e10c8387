// The stand-in answers the conformance table, the same that a live OBCMS answers (live.ts).

import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { demoPassword, demoUsers } from "../../stand-in/defaults.ts";
import { type RunningStandIn, runStandIn } from "../stand-in/run-stand-in.ts";
import { cases } from "./cases.ts";
import { checkCase } from "./check.ts";
import { openTarget, type Target } from "./target.ts";

let standIn: RunningStandIn;
let target: Target;

before(async () => {
  standIn = await runStandIn();
  target = await openTarget(standIn.origin, {
    api_client: demoUsers.api_client[0] ?? "",
    staff: demoUsers.staff[0] ?? "",
    executive: demoUsers.executive[0] ?? "",
    password: demoPassword,
  });
});
after(() => standIn.stop());

for (const one of cases) {
  const skip = one.skip?.on === "stand-in" ? one.skip.reason : false;
  test(one.name, { skip }, async () => assert.deepEqual(await checkCase(target, one), []));
}
