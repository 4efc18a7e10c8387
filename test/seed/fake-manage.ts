// A small fake of OBCMS's manage.py, for tests without Python: `node fake-manage.ts <folder> shell|loaddata …`.
// It answers what folder/target.json says, and notes in folder/ what it was asked and what it was given to load.

import { appendFileSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";

const [folder = ".", command, ...args] = process.argv.slice(2);
const { answer, failAfter } = JSON.parse(readFileSync(join(folder, "target.json"), "utf8")) as {
  answer: object | string;
  failAfter?: number;
};
appendFileSync(join(folder, "asked.log"), `${command} ${args[0] === "-c" ? "" : args.join(" ")}\n`);
process.stdout.write("Registered 472 templates\n");
process.stderr.write("RuntimeWarning: as noisy as the real one\n");
if (command === "shell") {
  process.stdout.write(typeof answer === "string" ? answer : `OBCMS_PERF_ANSWER ${JSON.stringify(answer)}\n`);
} else {
  if (failAfter !== undefined) {
    // Ends while much is still to come, as Django does at a bad row: the sender's pipe breaks.
    process.stderr.write("django.db.utils.IntegrityError: a bad row\n");
    process.exit(1);
  }
  const loaded = readFileSync(0, "utf8");
  writeFileSync(join(folder, "loaded.jsonl"), loaded);
  process.stdout.write(`Installed ${loaded.trim().split("\n").length} object(s) from 1 fixture(s)\n`);
}
