// What the suite takes of the load generator: memory per virtual user, and time from its start to the first request.
// `npm run bench -- footprint`; a minute on a quiet machine.

import { once } from "node:events";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { standInFile } from "../src/run/environment.ts";
import { suiteMain } from "../src/run/suite.ts";
import { type Figure, leastAndMedian, runBench, type Setting, say } from "./lib/bench.ts";
import { peakMemoryOf, startK6, startTarget } from "./lib/pinned.ts";

const SIZES = [1, 50, 200] as const;
const STARTS = 7;
/** Megabytes of resident memory per virtual user that has loaded the suite. */
const GOAL_MB = 1;

const suite = fileURLToPath(new URL("./k6/footprint.ts", import.meta.url));
const bare = fileURLToPath(new URL("./k6/bare.ts", import.meta.url));
const subjects = {
  "bare script, one request": { script: bare, work: "iteration" },
  "suite, loaded": { script: suite, work: "nothing", goal: GOAL_MB },
  "suite, one iteration without pauses": { script: suite, work: "iteration" },
} as const;

const help = `
npm run bench -- footprint [--json]

Peak resident memory of k6 with ${SIZES.join(", ")} virtual users, in MB, and what one of them takes: the slope from the
first size to the last. For a bare script, for the suite as main.ts loads it, and for one iteration of its longest
journey by all at once. "loaded" should stay at or below ${GOAL_MB} MB; exit code 1 otherwise.
Then the time from k6's start to the first request that the target sees, for main.ts and for the bare script.
`;

const folder = mkdtempSync(join(tmpdir(), "obcms-perf-bench-"));
try {
  await runBench({ name: "footprint", help }, async (setting) => [
    ...(await memory(setting)),
    ...(await starts(setting)),
  ]);
} finally {
  rmSync(folder, { recursive: true, force: true });
}

async function memory({ k6, target }: Setting): Promise<Figure[]> {
  const figures: Figure[] = [];
  for (const [name, subject] of Object.entries(subjects)) {
    const peaks: number[] = [];
    for (const vus of SIZES) {
      say(`memory: ${name}, ${vus} VUs`);
      const variables = { BENCH_VUS: String(vus), BENCH_WORK: subject.work, ...variablesFor(target.origin) };
      peaks.push(await peakMemoryOf(startK6(k6, [subject.script], variables)));
    }
    SIZES.forEach((vus, index) => {
      figures.push({ name: `${name}, ${vus} VUs`, unit: "MB", least: peaks[index] ?? Number.NaN });
    });
    const slope = ((peaks.at(-1) ?? Number.NaN) - (peaks[0] ?? Number.NaN)) / (SIZES[2] - SIZES[0]);
    const goal = "goal" in subject ? { goal: subject.goal } : {};
    figures.push({ name: `${name}, per VU`, unit: "MB", least: slope, ...goal });
  }
  return figures;
}

async function starts({ k6 }: Setting): Promise<Figure[]> {
  const times = { suite: [] as number[], bare: [] as number[] };
  for (let round = 1; round <= STARTS; round += 1) {
    say(`start ${round} of ${STARTS}`);
    times.suite.push(await startMs(k6, suiteMain));
    times.bare.push(await startMs(k6, bare));
  }
  const ofSuite = leastAndMedian(times.suite);
  const ofBare = leastAndMedian(times.bare);
  return [
    { name: "start to first request, bare script", unit: "ms", ...ofBare },
    { name: "start to first request, suite", unit: "ms", ...ofSuite },
    { name: "start, suite to bare", unit: "ratio", least: ofSuite.least / ofBare.least },
  ];
}

/** Milliseconds; a target of its own, because it tells its first request only. */
async function startMs(k6: string, script: string): Promise<number> {
  const target = await startTarget();
  try {
    const begin = performance.timeOrigin + performance.now();
    const child = startK6(k6, [script], { BENCH_VUS: "1", ...variablesFor(target.origin) });
    const ended = once(child, "exit");
    const firstAt = await Promise.race([
      target.firstRequest,
      ended.then(([code]) => {
        throw new Error(`k6 ended with code ${code} before it sent anything`);
      }),
    ]);
    child.kill("SIGKILL");
    await ended;
    return firstAt - begin;
  } finally {
    await target.stop();
  }
}

/** The embedded target's users, so that every persona can sign in; nothing on disk holds more than they do. */
function variablesFor(origin: string): Record<string, string> {
  const file = join(folder, "env.json");
  writeFileSync(file, JSON.stringify({ ...standInFile(origin), thinkTimeScale: 0 }));
  return { OBCMS_ENV_FILE: file, K6_BASE_URL: origin };
}
