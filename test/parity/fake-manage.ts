// A small fake of OBCMS's manage.py, for tests without Python: `node fake-manage.ts <file> shell -c <program>`. It answers
// what the file has, as noisily as the real one.

import { readFileSync } from "node:fs";

const [file = "", , , program = ""] = process.argv.slice(2);
if (!program.includes("settingsModule")) process.exit(1);
process.stdout.write("Registered 472 templates\n");
process.stderr.write("RuntimeWarning: as noisy as the real one\n");
process.stdout.write(`OBCMS_PERF_ANSWER ${readFileSync(file, "utf8").trim()}\n`);
