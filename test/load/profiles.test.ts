// Each profile, short and without pauses, on the healthy stand-in: no false alarm, and the load that was planned.

import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { exitCodes } from "../../src/exit-codes.ts";
import { resultSchema } from "../../src/result/result.ts";
import { runFiles } from "../../src/result/run-files.ts";
import { type ProfileName, profileNames } from "../../tests/performance/k6/catalogue/profiles.ts";
import { onlyRun, scratchFolder, tool } from "./process.ts";

/** Flags that make a profile short, and what must have happened: executor, most virtual users seen, in one second. */
const shortened = {
  smoke: { flags: [], executor: "shared-iterations", peak: 2 },
  baseline: { flags: ["--duration", "5s", "--vus", "3"], executor: "constant-vus", peak: 3 },
  stress: { flags: ["--duration", "8s", "--vus", "8"], executor: "ramping-vus", peak: 8 },
  spike: { flags: ["--duration", "6s", "--vus", "12"], executor: "ramping-vus", peak: 12 },
  soak: {
    flags: ["--duration", "8s", "--vus", "10", "--rate", "15"],
    executor: "ramping-arrival-rate",
    peak: 10,
  },
} as const satisfies Record<ProfileName, { flags: readonly string[]; executor: string; peak: number }>;

for (const profile of profileNames) {
  const { flags, executor, peak } = shortened[profile];
  test(`a healthy target passes profile ${profile}, and its load was made`, async (t) => {
    const out = scratchFolder(t);
    const args = ["run", "--out", out, "--profile", profile, "--think-time", "0", ...flags];
    const { exitCode, stdout, stderr } = await tool(args).ended;
    assert.equal(exitCode, exitCodes.pass.code, stdout + stderr);
    const result = resultSchema.parse(JSON.parse(readFileSync(join(onlyRun(out), runFiles.result), "utf8")));
    const [scenario] = result.scenarios;
    assert.equal(scenario?.executor, executor);
    assert.equal(scenario?.maxVus, peak);
    assert.equal(scenario?.dropped, 0);
    if (profile === "soak") {
      // A ramp of one second, then 15 a second for 8 s: 127 starts, less at most one at the edges.
      assert.ok(scenario.started >= 126 && scenario.started <= 128, `${scenario.started}`);
    } else if (profile !== "smoke") {
      // k6 samples its virtual users once a second, and a smoke run without pauses may be over before that.
      assert.equal(Math.max(...result.series.map(({ vus }) => vus ?? 0)), peak);
    }
  });
}
