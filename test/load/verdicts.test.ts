import assert from "node:assert/strict";
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { z } from "zod";
import { exitCodes } from "../../src/exit-codes.ts";
import { runFiles } from "../../src/result/run-files.ts";
import { standInFile } from "../../src/run/environment.ts";
import { environmentFile, secretVariables } from "../../src/run/k6-environment.ts";
import { demoPassword } from "../../stand-in/defaults.ts";
import type { EndpointName } from "../../tests/performance/k6/catalogue/endpoints.ts";
import { resolveSettings } from "../../tests/performance/k6/catalogue/resolve-settings.ts";
import { onlyRun, scratchFolder, standInFor, tool } from "./process.ts";

const output = z.object({
  verdict: z.object({
    state: z.string(),
    reasons: z.array(z.object({ name: z.string(), sentence: z.string() })),
  }),
});

/** A tenth of all reads, and of all requests: enough for a percentile and for a share. */
const slow = faultAt("delay=550", ["api_provinces_list", "api_barangays_list", "trends"]);
const failing = faultAt("error_rate=0.5", [
  "api_engagement_type_update",
  "api_message_template_update",
  "api_contact_update",
  "api_coverage_update",
  "work_item_update_progress",
]);

/** Honest runs that are no PASS: what is wrong, the exit code, the reason. */
const cases = [
  {
    title: "slow reads break the read budget, and nothing else",
    flags: slow,
    exit: exitCodes.fail,
    reasons: ["budget_broken"],
    says: /^api_crud_read_p95: p\(95\) is 5\d\d(\.\d)? ms, the limit is < 500 ms/,
  },
  {
    title: "updates that fail every second time break the failure budget and the checks",
    flags: failing,
    exit: exitCodes.fail,
    reasons: ["endpoint_failing", "budget_broken"],
    says: /^api_crud_failed: /,
  },
  {
    title: "a right status with a wrong body breaks the checks, which k6 alone would not fail",
    flags: faultAt("wrong_body", ["api_regions_list", "api_provinces_list", "api_barangays_list"]),
    exit: exitCodes.fail,
    reasons: ["endpoint_failing", "budget_broken"],
    says: /^api_crud_checks: /,
  },
  {
    title: "a run that is too short proves too little",
    flags: ["--profile", "baseline", "--duration", "2s", "--vus", "1"],
    exit: exitCodes.inconclusive,
    reasons: ["too_few_samples"],
    says: /samples, at least \d+ are needed$/,
    pauses: "1",
  },
] as const;

for (const { title, flags, exit, reasons, says, ...more } of cases) {
  test(title, async (t) => {
    const out = scratchFolder(t);
    const pauses = "pauses" in more ? more.pauses : "0";
    const { exitCode, stdout, stderr } = await tool([
      "run",
      "--json",
      "--out",
      out,
      "--think-time",
      pauses,
      ...flags,
    ]).ended;
    assert.equal(exitCode, exit.code, stdout + stderr);
    const { verdict } = output.parse(JSON.parse(stdout));
    assert.deepEqual([...new Set(verdict.reasons.map(({ name }) => name))], reasons, stdout);
    assert.ok(
      verdict.reasons.some(({ sentence }) => says.test(sentence)),
      stdout,
    );
  });
}

test("a target that is not fit to be loaded ends the run in setup, with k6's code for it", async (t) => {
  const out = scratchFolder(t);
  const { exitCode, stdout } = await tool(["run", "--out", out, "--fault", "error_rate=1@readiness"]).ended;
  assert.equal(exitCode, exitCodes.script.code);
  assert.match(stdout, /INVALID/);
  assert.match(stdout, /not fit to be loaded: readiness/);
  assert.ok(existsSync(join(onlyRun(out), runFiles.report)), "even then there is a report");
});

test("an environment file aims the run, its password never leaves the environment", async (t) => {
  const origin = await standInFor(t);
  const folder = scratchFolder(t);
  const file = join(folder, "staging.json");
  const values = resolveSettings({ flags: {}, env: {}, file: standInFile(origin) }).values;
  writeFileSync(file, JSON.stringify(environmentFile(values)));
  const env = { ...process.env, ...secretVariables(values) };
  const args = [
    "run",
    "--env",
    file,
    "--profile",
    "smoke",
    "--scenario",
    "api_crud",
    "--think-time",
    "0",
    "--out",
    join(folder, "runs"),
  ];
  const { exitCode, stdout, stderr } = await tool(args, env).ended;
  assert.equal(exitCode, exitCodes.pass.code, stdout + stderr);
  const plan = readFileSync(join(onlyRun(join(folder, "runs")), runFiles.plan), "utf8");
  assert.match(plan, /"environment variable"/);
  assert.ok(!plan.includes(demoPassword));
});

function faultAt(fault: string, names: readonly EndpointName[]): string[] {
  return names.flatMap((name) => ["--fault", `${fault}@${name}`]);
}
