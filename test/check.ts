// `npm run check`: types of the three parts, then format and lint. Prints what fails; exit code 1 when anything does.

import { spawnSync } from "node:child_process";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { projectFolder } from "../src/run/suite.ts";

const require = createRequire(import.meta.url);

/** The script of a package's command, so that neither npx nor a shell is needed. */
function binary(packageName: string, command: string): string {
  const manifest = require.resolve(`${packageName}/package.json`);
  const { bin } = require(manifest) as { bin: Record<string, string> };
  return join(dirname(manifest), bin[command] ?? "");
}

const tsc = binary("typescript", "tsc");
const checks: readonly (readonly [string, ...string[]])[] = [
  [tsc, "-p", "tests/performance/k6/catalogue/tsconfig.json"],
  [tsc, "-p", "tests/performance/k6/tsconfig.json"],
  [tsc, "-p", "test/suite/tsconfig.json"],
  [tsc, "-p", "bench/k6/tsconfig.json"],
  [tsc, "-p", "tsconfig.json"],
  [binary("@biomejs/biome", "biome"), "check", "--error-on-warnings", "."],
];

const failed = checks.filter(
  (args) => spawnSync(process.execPath, [...args], { cwd: projectFolder, stdio: "inherit" }).status !== 0,
);
process.exitCode = failed.length > 0 ? 1 : 0;
