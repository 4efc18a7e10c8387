// `npm test`: check, then every test. Fast tests run side by side; those under test/load and test/traps make load
// and run one at a time.
// `npm test -- verdict load/smoke` runs the files whose path contains one of the words.

import { spawnSync } from "node:child_process";
import { globSync } from "node:fs";
import { join, relative } from "node:path";
import { ensureK6 } from "../src/provision/k6.ts";
import { projectFolder } from "../src/run/suite.ts";

const words = process.argv.slice(2);
const files = globSync("test/**/*.test.ts", { cwd: projectFolder })
  .filter((file) => words.length === 0 || words.some((word) => file.includes(word)))
  .sort();
const makesLoad = (file: string): boolean =>
  ["load", "traps"].some((folder) => file.startsWith(join("test", folder)));

// Each test that needs k6 takes this one, so that no test waits for a build.
const k6 = await ensureK6({ env: process.env, say: (line) => process.stderr.write(`${line}\n`) });
const env = { ...process.env, K6_BIN: k6.path };

const steps: readonly (readonly string[])[] = [
  ...(words.length === 0 ? [[join("test", "check.ts")]] : []),
  ...testsOf(
    files.filter((file) => !makesLoad(file)),
    2,
  ),
  ...testsOf(files.filter(makesLoad), 1),
];
if (steps.length === 0) {
  process.stderr.write(
    `no test file in ${relative(process.cwd(), projectFolder) || "."} has ${words.join(" or ")} in its path\n`,
  );
  process.exitCode = 2;
}
for (const args of steps) {
  const { status } = spawnSync(process.execPath, ["--disable-warning=ExperimentalWarning", ...args], {
    cwd: projectFolder,
    stdio: "inherit",
    env,
  });
  if (status !== 0) process.exitCode = 1;
}

function testsOf(some: readonly string[], concurrency: number): string[][] {
  if (some.length === 0) return [];
  // Far above the slowest test, so that one that hangs is a failure and not a silence.
  const patience = "--test-timeout=600000";
  return [["--test", `--test-concurrency=${concurrency}`, patience, "--test-reporter=spec", ...some]];
}
