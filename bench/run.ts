// `npm run bench`: every bench of this folder, one at a time. `npm run bench -- overhead` runs those whose name has the
// word. Exit code 1 when one of them misses a goal or cannot measure.

import { spawnSync } from "node:child_process";
import { readdirSync } from "node:fs";
import { basename, join } from "node:path";
import { projectFolder } from "../src/run/suite.ts";

const flags = process.argv.slice(2).filter((arg) => arg.startsWith("-"));
const words = process.argv.slice(2).filter((arg) => !arg.startsWith("-"));
const benches = readdirSync(import.meta.dirname)
  .filter((file) => file.endsWith(".ts") && file !== basename(import.meta.filename))
  .filter((file) => words.length === 0 || words.some((word) => file.includes(word)));

if (words.length === 0 && flags.includes("--help")) {
  process.stdout.write(`npm run bench                every bench, one after another
npm run bench -- NAME        one of: ${benches.map((file) => basename(file, ".ts")).join(", ")}
npm run bench -- NAME --help what it measures
npm run bench -- --json      one JSON document per bench that has one
`);
} else if (benches.length === 0) {
  process.stderr.write(`no bench has ${words.join(" or ")} in its name\n`);
  process.exitCode = 2;
} else {
  for (const file of benches) {
    process.stderr.write(`\n${file}\n`);
    const args = ["--disable-warning=ExperimentalWarning", join(import.meta.dirname, file), ...flags];
    const { status } = spawnSync(process.execPath, args, { cwd: projectFolder, stdio: "inherit" });
    if (status !== 0) process.exitCode = 1;
  }
}
