// The conformance table against a live OBCMS, by hand; single requests, no load. It writes: one recommendation stays,
// and the account given as --throw-away is locked for half an hour.
// node test/conformance/live.ts --origin http://127.0.0.1:18000 --staff perf_010 …: a user of each persona, with its role

import { parseArgs } from "node:util";
import { demoPassword } from "../../stand-in/defaults.ts";
import { judgeTarget } from "../../tests/performance/k6/catalogue/origin.ts";
import { cases } from "./cases.ts";
import { checkCase } from "./check.ts";
import { openTarget } from "./target.ts";

const { values } = parseArgs({
  options: {
    origin: { type: "string" },
    "api-client": { type: "string", default: "perf_001" },
    staff: { type: "string", default: "perf_010" },
    executive: { type: "string", default: "perf_009" },
    "central-admin": { type: "string", default: "perf_008" },
    "provincial-coordinator": { type: "string", default: "perf_013" },
    "throw-away": { type: "string", default: "perf_lock_00" },
    password: { type: "string", default: demoPassword },
  },
});
const { origin = "", staff, executive, password } = values;
const judgement = judgeTarget({ baseUrl: origin, allowedOrigins: [], allowWrites: false, writes: true });
if (judgement.state === "refused") {
  process.stderr.write(
    `✗ ${judgement.what}\n    saw  ${judgement.saw}\n    do   give --origin of an OBCMS on this machine\n`,
  );
  process.exit(92);
}

const target = await openTarget(origin, {
  api_client: values["api-client"],
  staff,
  executive,
  central_admin: values["central-admin"],
  provincial_coordinator: values["provincial-coordinator"],
  throwAway: values["throw-away"],
  password,
});
const count = { passed: 0, failed: 0, skipped: 0 };
for (const one of cases) {
  if (one.skip?.on === "live") {
    count.skipped += 1;
    process.stdout.write(`- ${one.name}\n    skipped: ${one.skip.reason}\n`);
    continue;
  }
  const differences = await checkCase(target, one);
  count[differences.length === 0 ? "passed" : "failed"] += 1;
  process.stdout.write(
    `${differences.length === 0 ? "✓" : "✗"} ${one.name}\n${differences.map((text) => `    ${text}\n`).join("")}`,
  );
}
process.stdout.write(`${count.passed} as expected, ${count.failed} different, ${count.skipped} skipped\n`);
process.exitCode = count.failed === 0 ? 0 : 1;
