// What k6 itself reads out of the suite, per profile: executors, thresholds, options. A change of load shows here.

import { execFileSync } from "node:child_process";
import { test } from "node:test";
import { fileURLToPath } from "node:url";
import { k6Environment } from "../../src/run/k6-environment.ts";
import { suiteMain } from "../../src/run/suite.ts";
import { profileNames } from "../../tests/performance/k6/catalogue/profiles.ts";
import { assertGolden } from "../golden.ts";

for (const profile of profileNames) {
  test(`k6 inspect of profile ${profile} is as its golden file says`, () => {
    const env = {
      ...k6Environment(process.env),
      OBCMS_ENV_FILE: fileURLToPath(new URL("../fixtures/k6/environment.json", import.meta.url)),
      OBCMS_PROFILE: profile,
    };
    const args = ["inspect", "--execution-requirements", "--include-system-env-vars", suiteMain];
    const inspected: unknown = JSON.parse(
      execFileSync(process.env.K6_BIN ?? "k6", args, { env, encoding: "utf8", timeout: 30_000 }),
    );
    const golden = new URL(`../golden/inspect/${profile}.json`, import.meta.url);
    assertGolden(golden, `${JSON.stringify(inspected, null, 2)}\n`);
  });
}
