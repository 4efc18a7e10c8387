// What the settings overlay costs a Django: processor time per request with and without it, on the same pages in turn.
// `npm run bench -- overlay`; five minutes on a quiet machine.

import { execFileSync } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { projectFolder } from "../src/run/suite.ts";
import { djangoFolder, pythonOfDjango, withoutDjango } from "../test/django.ts";
import { withoutRedis, withRedis } from "../test/redis.ts";
import { type Figure, leastAndMedian, runAnyBench, say, thisMachine } from "./lib/bench.ts";
import { type Asked, Django } from "./lib/django.ts";

/** Where the memory of a process lies makes a difference, too. */
const PROCESSES = 4;
/** Depths of the stack in each, as far apart as a piece of the stack is long: see measured.py. */
const DEPTHS = 40;
const DEEPEST = 200;
/** Processor time of each variant of a page at one depth, about. */
const MS = 60;
const LEAST_ROUNDS = 9;
/** With the overlay to without it. */
const GOAL = 1.02;
const SECRET = "bench";

/** Without a goal: those of one or two milliseconds. The least page of OBCMS that was measured takes ten (docs/overlay.md). */
const pages: Readonly<
  Record<string, { readonly path: string; readonly goal?: number; readonly queries: number }>
> = {
  "1 statement": { path: "/statements/1/", queries: 1 },
  "10 statements": { path: "/statements/10/", goal: GOAL, queries: 10 },
  "50 statements": { path: "/statements/50/", goal: GOAL, queries: 50 },
  "a template of 50 rows": { path: "/template/", goal: GOAL, queries: 0 },
  "10 cache look-ups": { path: "/cache/", queries: 0 },
};

type Costs = readonly Asked["us"][];

const VERSIONS =
  "import django, platform; print(f'Python {platform.python_version()}, Django {django.__version__}')";

const help = `
npm run bench -- overlay [--json]

Processor time of a real Django per request, in microseconds, without the settings overlay and with it: installed, for a
request without the secret, and for one with it. All in one process, request by request in turn, ${PROCESSES}
times over: the least of all requests at each of ${DEPTHS} depths of the stack. "To without" is the median of the
depths' ratios, half of which lie between its quartiles. It should stay at or below ${GOAL} for pages that are like
real ones; exit code 1 otherwise. These do their work and nothing else, without a server around them.
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
  const costs = new Map<string, Costs>(Object.keys(pages).map((name) => [name, []]));
  for (let index = 1; index <= PROCESSES; index += 1) {
    say(`process ${index} of ${PROCESSES}`);
    const django = new Django(env);
    for (const [name, all] of costs) costs.set(name, leastOf(all, await costsOf(django, name)));
    await django.end();
  }
  return [...costs].flatMap(([name, all]) => figuresOf(name, all));
}

async function costsOf(django: Django, name: string): Promise<Costs> {
  const { path = "", queries } = pages[name] ?? {};
  // The first answers pay for imports and for whatever is made once.
  const { us, said } = await django.ask(path, LEAST_ROUNDS, 0);
  const isSound = said.without === "" && said.installed === "" && said.asked.includes(`"queries=${queries} `);
  if (!isSound) throw new Error(`${path} said ${JSON.stringify(said)}`);
  const rounds = Math.max(LEAST_ROUNDS, Math.ceil((MS * 1000) / us.without));
  const all: Asked["us"][] = [];
  for (let depth = 0; depth < DEPTHS; depth += 1)
    all.push((await django.ask(path, rounds, Math.round((DEEPEST * depth) / DEPTHS))).us);
  return all;
}

/** Depth by depth. */
function leastOf(some: Costs, others: Costs): Costs {
  return others.map((us, depth) => {
    const known = some[depth] ?? us;
    const least = (variant: keyof Asked["us"]): number => Math.min(us[variant], known[variant]);
    return { without: least("without"), installed: least("installed"), asked: least("asked") };
  });
}

function figuresOf(page: string, costs: Costs): Figure[] {
  const { goal } = pages[page] ?? {};
  const medianOf = (figure: (us: Asked["us"]) => number): number => leastAndMedian(costs.map(figure)).median;
  const ratio = (variant: keyof Asked["us"]) => {
    const all = costs.map((us) => us[variant] / us.without).sort((a, b) => a - b);
    const at = (share: number): number => all[Math.floor(share * (all.length - 1))] ?? Number.NaN;
    const figure = { least: at(0.5), quartiles: [at(0.25), at(0.75)] as const };
    return goal === undefined ? figure : { ...figure, goal };
  };
  return [
    { name: `${page}, without`, unit: "us", least: medianOf(({ without }) => without) },
    {
      name: `${page}, asked, above without`,
      unit: "us",
      least: medianOf(({ asked, without }) => asked - without),
    },
    { name: `${page}, installed, to without`, unit: "ratio", ...ratio("installed") },
    { name: `${page}, asked, to without`, unit: "ratio", ...ratio("asked") },
  ];
}
