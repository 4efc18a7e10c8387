// `npm run demo:worthless`: what bare k6 says of each worthless run, and what the verdict says.

import { ensureK6 } from "../../src/provision/k6.ts";
import { worthlessCases } from "./cases.ts";
import { provokeBare, provokeJudged } from "./provoke.ts";

const say = (line: string): void => void process.stderr.write(`${line}\n`);
const k6 = await ensureK6({ env: process.env, say });
process.env.K6_BIN = k6.path;

say(`${worthlessCases.length} runs that prove nothing, each twice: bare k6 ${k6.version}, then obcms-perf.`);
let missed = 0;
for (const worthless of worthlessCases) {
  const bare = await provokeBare(worthless, k6.path);
  const { exitCode, verdict } = await provokeJudged(worthless);
  const reason = verdict.reasons.find(({ name }) => name === worthless.reason);
  const caught = verdict.state === worthless.state && reason !== undefined;
  if (!caught) missed += 1;
  process.stdout.write(
    [
      worthless.title,
      `  bare k6     exit ${bare.exitCode}`,
      `  obcms-perf  exit ${exitCode}  ${verdict.state}  ${worthless.reason}: ${reason?.sentence ?? "not named"}`,
      "",
      "",
    ].join("\n"),
  );
}
process.exitCode = missed === 0 ? 0 : 1;
