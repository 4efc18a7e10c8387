// What the settings overlay costs a Django: processor time per request with and without it, on the same pages in turn.
// `npm run bench -- overlay`; three minutes on a quiet machine.

import { execFileSync } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { projectFolder } from "../src/run/suite.ts";
import { djangoFolder, pythonOfDjango, withoutDjango } from "../test/django.ts";
import { withoutRedis, withRedis } from "../test/redis.ts";
import { type Figure, leastAndMedian, runAnyBench, say, thisMachine } from "./lib/bench.ts";
import { Django } from "./lib/django.ts";

/** Where the memory of a process lies makes a difference, too. */
const PROCESSES = 4;
/** Of each variant on each page in each process, in turn, each at another depth of the stack: see measured.py. */
const BLOCKS = 40;
/** Frames: as many as a piece of the stack has, and some. */
const DEEPEST = 200;
/** Processor time of a block, about. */
const BLOCK_MS = 20;
/** With the overlay to without it. */
const GOAL = 1.02;
const SECRET = "bench";

/** Without a goal: no page of OBCMS does as little as that. */
const pages: Readonly<
  Record<string, { readonly path: string; readonly goal?: number; readonly queries: number }>
> = {
  "1 statement": { path: "/statements/1/", queries: 1 },
  "10 statements": { path: "/statements/10/", goal: GOAL, queries: 10 },
  "50 statements": { path: "/statements/50/", goal: GOAL, queries: 50 },
  "a template of 50 rows": { path: "/template/", goal: GOAL, queries: 0 },
  "10 cache look-ups": { path: "/cache/", goal: GOAL, queries: 0 },
};

const variants = ["without", "installed", "asked"] as const;
type Cost = Record<(typeof variants)[number], number>;

const VERSIONS =
  "import django, platform; print(f'Python {platform.python_version()}, Django {django.__version__}')";

const help = `
npm run bench -- overlay [--json]

Processor time of a real Django per request, in microseconds, without the settings overlay and with it: installed, for a
request without the secret, and for one with it. All in one process, in turn, block by block, ${PROCESSES} times over; "to
without" is the ratio of their means, and half of the blocks' own ratios lie between its quartiles. It should stay at or below ${GOAL} for
pages that are like real ones; exit code 1 otherwise. These do their work and nothing else, without a server around them.
`;

await runAnyBench({ name: "overlay", help }, async () => {
  const reason = await withoutDjango();
  const missing = reason || withoutRedis();
  if (missing !== false) throw new Error(missing);
  const figures = await withRedis(({ port }) => inFolder((folder) => measure(folder, port)));
  const versions = execFileSync(pythonOfDjango, ["-c", VERSIONS], { encoding: "utf8" }).trim();
  return { machine: `${thisMachine()}, ${versions}`, figures };
});

async function inFolder<T>(use: (folder: string) => Promise<T>): Promise<T> {
  const folder = mkdtempSync(join(tmpdir(), "obcms-perf-bench-"));
  try {
    return await use(folder);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

async function measure(folder: string, redis: number): Promise<Figure[]> {
  const env = {
    ...process.env,
    PYTHONDONTWRITEBYTECODE: "1",
    PYTHONPATH: ["bench/django", "test/django", "integrations/django"]
      .map((one) => join(projectFolder, one))
      .join(":"),
    DJANGO_SETTINGS_MODULE: "obcms_perf.settings",
    OBCMS_PERF_SETTINGS: "measured_settings",
    OBCMS_PERF_PROBE_SECRET: SECRET,
    DATABASE_URL: `sqlite://${join(folder, "db.sqlite")}`,
    REDIS_URL: `redis://127.0.0.1:${redis}/0`,
  };
  const migrate = ["manage.py", "migrate", "--run-syncdb", "--verbosity", "0"];
  execFileSync(pythonOfDjango, migrate, { cwd: djangoFolder, env });
  const costs = new Map<string, Cost[]>(Object.keys(pages).map((name) => [name, []]));
  for (let index = 1; index <= PROCESSES; index += 1) {
    say(`process ${index} of ${PROCESSES}`);
    const django = new Django(env);
    for (const [name, blocks] of costs) blocks.push(...(await costsOf(django, name)));
    await django.end();
  }
  return [...costs].flatMap(([name, blocks]) => figuresOf(name, blocks));
}

async function costsOf(django: Django, name: string): Promise<Cost[]> {
  const { path = "", queries } = pages[name] ?? {};
  // The first answers pay for imports and for whatever is made once.
  for (const variant of variants) {
    const { said } = await django.ask(path, 20, variant);
    const isSound = variant === "asked" ? said.includes(`"queries=${queries} `) : said === "";
    if (!isSound) throw new Error(`${path}, ${variant}: ${said || "nothing was said"}`);
  }
  const requests = Math.ceil((BLOCK_MS * 1000) / (await django.ask(path, 20, "without")).us);
  const blocks: Cost[] = [];
  for (let block = 0; block < BLOCKS; block += 1) {
    const depth = Math.round((DEEPEST * block) / BLOCKS);
    const cost = { without: 0, installed: 0, asked: 0 };
    // Another one is the first each time.
    for (const [index] of variants.entries()) {
      const variant = variants[(index + block) % variants.length] ?? "without";
      cost[variant] = (await django.ask(path, requests, variant, depth)).us;
    }
    blocks.push(cost);
  }
  return blocks;
}

function figuresOf(page: string, blocks: readonly Cost[]): Figure[] {
  const { goal } = pages[page] ?? {};
  const mean = (variant: keyof Cost): number =>
    blocks.reduce((sum, cost) => sum + cost[variant], 0) / blocks.length;
  const ratio = (variant: keyof Cost) => {
    const all = blocks.map((cost) => cost[variant] / cost.without).sort((a, b) => a - b);
    const at = (share: number): number => all[Math.floor(share * (all.length - 1))] ?? Number.NaN;
    const figure = { least: mean(variant) / mean("without"), quartiles: [at(0.25), at(0.75)] as const };
    return goal === undefined ? figure : { ...figure, goal };
  };
  return [
    { name: `${page}, without`, unit: "us", ...leastAndMedian(blocks.map(({ without }) => without)) },
    { name: `${page}, asked, above without`, unit: "us", least: mean("asked") - mean("without") },
    { name: `${page}, installed, to without`, unit: "ratio", ...ratio("installed") },
    { name: `${page}, asked, to without`, unit: "ratio", ...ratio("asked") },
  ];
}
