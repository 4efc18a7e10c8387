// Each profile, short and without pauses, on the healthy stand-in: no false alarm, and the load that was planned.

import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { exitCodes } from "../../src/exit-codes.ts";
import { resultSchema } from "../../src/result/result.ts";
import { runFiles } from "../../src/result/run-files.ts";
import { type ProfileName, profileNames } from "../../tests/performance/k6/catalogue/profiles.ts";
import { lightEnvironment, onlyRun, scratchFolder, standInFor, tool } from "./process.ts";

type Planned = {
  readonly executor: string;
  readonly model: "closed" | "open";
  readonly maxVus: number;
  /** Iterations started, where the plan says how many: at least, at most. */
  readonly starts?: readonly [number, number];
};
type Short = {
  /** Flags that make the profile short. */
  readonly flags: readonly string[];
  readonly scenarios: Readonly<Record<string, Planned>>;
  /** Most virtual users in one second, where they are planned. */
  readonly peak?: number;
};

const closed = (executor: string, maxVus: number): Planned => ({ executor, model: "closed", maxVus });

const shortened = {
  smoke: { flags: [], scenarios: { api_crud: closed("shared-iterations", 2) } },
  baseline: {
    flags: ["--duration", "5s", "--vus", "3"],
    scenarios: { api_crud: closed("constant-vus", 3) },
    peak: 3,
  },
  stress: {
    flags: ["--duration", "8s", "--vus", "8"],
    scenarios: { api_crud: closed("ramping-vus", 8) },
    peak: 8,
  },
  spike: {
    flags: ["--duration", "6s", "--vus", "12"],
    scenarios: { api_crud: closed("ramping-vus", 12) },
    peak: 12,
  },
  soak: {
    flags: ["--duration", "8s", "--vus", "20", "--rate", "15"],
    // A ramp of one second, then 15 a second for 8 s: 127 starts, less at most one at the edges.
    scenarios: {
      api_crud: { executor: "ramping-arrival-rate", model: "open", maxVus: 20, starts: [126, 128] },
    },
  },
  breakpoint: {
    flags: ["--duration", "10s", "--vus", "20", "--rate", "20"],
    // The area under a ramp from 0 to 20 a second in 10 s.
    scenarios: {
      api_crud: { executor: "ramping-arrival-rate", model: "open", maxVus: 20, starts: [99, 101] },
    },
  },
  mixed: {
    flags: ["--duration", "8s", "--vus", "2", "--rate", "10"],
    scenarios: {
      api_crud_readers: closed("constant-vus", 2),
      api_crud_writers: { executor: "constant-arrival-rate", model: "open", maxVus: 100, starts: [79, 81] },
    },
  },
  controlled: {
    flags: ["--duration", "20s", "--vus", "4"],
    scenarios: { api_crud: closed("constant-vus", 4) },
    // Nobody steers it, so one virtual user of the pool works.
    peak: 1,
  },
} as const satisfies Record<ProfileName, Short>;

for (const profile of profileNames) {
  const { flags, scenarios, peak }: Short = shortened[profile];
  test(`a healthy target passes profile ${profile}, and its load was made`, async (t) => {
    const out = scratchFolder(t);
    const env = lightEnvironment(t, await standInFor(t));
    const args = ["run", "--env", env, "--out", out, "--profile", profile, "--think-time", "0", ...flags];
    const { exitCode, stdout, stderr } = await tool(args).ended;
    assert.equal(exitCode, exitCodes.pass.code, stdout + stderr);
    const result = resultSchema.parse(JSON.parse(readFileSync(join(onlyRun(out), runFiles.result), "utf8")));
    assert.deepEqual(result.scenarios.map(({ name }) => name).sort(), Object.keys(scenarios));
    for (const { name, card, executor, model, maxVus, started, dropped } of result.scenarios) {
      const { starts, ...planned } = scenarios[name] as Planned;
      assert.deepEqual({ executor, model, maxVus }, planned);
      assert.equal(card, "api_crud");
      assert.equal(dropped, 0);
      const [least, most] = starts ?? [1, Number.POSITIVE_INFINITY];
      assert.ok(started >= least && started <= most, `${name}: ${started}`);
    }
    // k6 samples its virtual users once a second, and a smoke run without pauses may be over before that.
    if (peak !== undefined) assert.equal(Math.max(...result.series.map(({ vus }) => vus ?? 0)), peak);
  });
}
