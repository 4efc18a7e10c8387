// A small fake of OBCMS's manage.py for what the doctor asks: `node fake-manage.ts <folder> shell -c <program>`.
// It answers what folder/target.json says of the question, and notes in folder/asked.log what it was asked.

import { appendFileSync, readFileSync } from "node:fs";
import { join } from "node:path";

const [folder = ".", , , program = ""] = process.argv.slice(2);
const words = { configuration: "DEFAULT_THROTTLE_RATES", lockout: "AccessAttempt", queue: "llen" } as const;
const asked = (Object.keys(words) as (keyof typeof words)[]).find((name) => program.includes(words[name]));
appendFileSync(join(folder, "asked.log"), `${asked}\n`);
const answers = JSON.parse(readFileSync(join(folder, "target.json"), "utf8")) as Record<string, unknown>;
process.stdout.write("Registered 472 templates\n");
const answer = answers[String(asked)];
if (answer === undefined) {
  process.stderr.write("django.core.exceptions.ImproperlyConfigured: SECRET_KEY\n");
  process.exitCode = 1;
} else process.stdout.write(`OBCMS_PERF_ANSWER ${JSON.stringify(answer)}\n`);
