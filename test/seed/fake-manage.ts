// A small fake of OBCMS's manage.py, for tests without Python: `node fake-manage.ts <folder> shell -c <program>`.
// It answers what folder/target.json says, and notes in folder/ what it was asked and what it was given to load.

import { appendFileSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";

const [folder = ".", , , program = ""] = process.argv.slice(2);
const { answer, failAfter } = JSON.parse(readFileSync(join(folder, "target.json"), "utf8")) as {
  answer: object | string;
  failAfter?: number;
};
const asked = ["loaddata", "rebuild", "concrete_fields"].find((word) => program.includes(word));
appendFileSync(join(folder, "asked.log"), `${asked}\n`);
process.stdout.write("Registered 472 templates\n");
process.stderr.write("RuntimeWarning: as noisy as the real one\n");
if (asked === "concrete_fields")
  process.stdout.write(typeof answer === "string" ? answer : `OBCMS_PERF_ANSWER ${JSON.stringify(answer)}\n`);
if (asked === "loaddata") load();

function load(): void {
  if (failAfter !== undefined) {
    // Ends while much is still to come, as Django does at a bad row: the sender's pipe breaks.
    process.stderr.write("django.db.utils.IntegrityError: a bad row\n");
    process.exit(1);
  }
  const lines = readFileSync(0, "utf8").trim().split("\n");
  const end = lines.pop();
  if (end !== `OBCMS_PERF_END ${lines.length}`) process.exit(1);
  writeFileSync(join(folder, "loaded.jsonl"), lines.join("\n"));
  process.stdout.write(`Processed 1 object(s).\rInstalled ${lines.length} object(s) from 1 fixture(s)\n`);
}
