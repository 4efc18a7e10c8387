// A real Django for tests: the project in test/django, with the packages of its requirements.txt in a virtual environment
// that is made once, in the tool's cache.

import { type ChildProcess, execFile, spawn } from "node:child_process";
import { createHash } from "node:crypto";
import { once } from "node:events";
import {
  closeSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  openSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
} from "node:fs";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { promisify } from "node:util";
import { cacheRoot } from "../bin/bootstrap/cache.cjs";
import { withLock } from "../bin/bootstrap/lock.cjs";
import { messageOf } from "../src/problem.ts";
import { projectFolder } from "../src/run/suite.ts";
import { freePort } from "./service.ts";

const run = promisify(execFile);
const READY_MS = 30_000;
export const djangoFolder = join(projectFolder, "test/django");
const requirements = join(djangoFolder, "requirements.txt");

const cache = cacheRoot(process.env, process.platform);
const hash = createHash("sha256").update(readFileSync(requirements)).digest("hex").slice(0, 16);
const folder = join(cache, "django", hash);
// Never one of the scripts beside it: they name the folder in which they were made.
export const pythonOfDjango = join(folder, "bin/python");

/** The reason to skip a test that needs it, or false. With REQUIRE_SERVICES=1 its absence is an error instead. */
export async function withoutDjango(): Promise<string | false> {
  try {
    await withLock(cache, "django", { onWait: () => say("another process makes it") }, ensure);
    return false;
  } catch (cause) {
    const reason = `no Django, so nothing was loaded into a real one: ${messageOf(cause).trim()}`;
    if (process.env.REQUIRE_SERVICES === "1") throw new Error(`${reason}, and REQUIRE_SERVICES=1`, { cause });
    return reason;
  }
}

async function ensure(): Promise<void> {
  if (await isWhole()) return;
  const began = performance.now();
  say(`making ${folder}, once`);
  mkdirSync(join(folder, ".."), { recursive: true });
  const temporary = mkdtempSync(`${folder}-`);
  try {
    // Fails where Debian's python3-venv is missing.
    await run(process.env.PYTHON ?? "python3", ["-m", "venv", temporary]).catch((cause) => {
      throw new Error(`python3 -m venv: ${cause.stdout || cause.message} (apt-get install python3-venv)`);
    });
    await install(join(temporary, "bin/python"));
    rmSync(folder, { recursive: true, force: true });
    renameSync(temporary, folder);
  } finally {
    rmSync(temporary, { recursive: true, force: true });
  }
  say(`made in ${((performance.now() - began) / 1000).toFixed(0)} s`);
}

/** A Python that was updated or removed leaves a broken one behind. */
async function isWhole(): Promise<boolean> {
  return (
    existsSync(pythonOfDjango) &&
    (await run(pythonOfDjango, ["-c", "import django"]).then(Boolean, () => false))
  );
}

async function install(into: string): Promise<void> {
  const args = ["-m", "pip", "install", "--no-input", "--disable-pip-version-check", "-r", requirements];
  const pip = spawn(into, args, { stdio: ["ignore", "pipe", "pipe"] });
  let error = "";
  pip.stdout.setEncoding("utf8").on("data", (text: string) => {
    for (const line of text.split("\n")) if (/^(Collecting|Installing)/.test(line)) say(line.slice(0, 100));
  });
  pip.stderr.setEncoding("utf8").on("data", (text: string) => {
    error = (error + text).slice(-1000);
  });
  const [code] = await once(pip, "close");
  if (code !== 0) throw new Error(`pip ended with ${code}: ${error}`);
}

function say(line: string): void {
  process.stderr.write(`django for tests: ${line}\n`);
}

/** What `--manage` takes, with a database of its own and variables that change the project. */
export function manageText(databaseUrl: string, variables: Readonly<Record<string, string>> = {}): string {
  const set = Object.entries({ DATABASE_URL: databaseUrl, PYTHONDONTWRITEBYTECODE: "1", ...variables });
  return `env ${set.map(([name, value]) => `"${name}=${value}"`).join(" ")} "${pythonOfDjango}" manage.py`;
}

export type Served = { readonly origin: string; readonly pid: number; stop(): Promise<void> };

/** The project's own server on a free loopback port, ready to answer. */
export async function serve(
  databaseUrl: string,
  variables: Readonly<Record<string, string>> = {},
): Promise<Served> {
  const port = await freePort();
  const args = ["manage.py", "runserver", "--noreload", "--skip-checks", `127.0.0.1:${port}`];
  return serveBy(args, port, databaseUrl, variables);
}

/** The same by gunicorn, with flags of its own beside the address: `--workers 2`. */
export async function serveWithGunicorn(
  databaseUrl: string,
  flags: readonly string[],
  variables: Readonly<Record<string, string>> = {},
): Promise<Served> {
  const port = await freePort();
  const args = ["-m", "gunicorn", "django.core.wsgi:get_wsgi_application()", "--config", "/dev/null"];
  return serveBy([...args, "--bind", `127.0.0.1:${port}`, ...flags], port, databaseUrl, {
    DJANGO_SETTINGS_MODULE: "miniobcms.settings",
    ...variables,
  });
}

async function serveBy(
  args: readonly string[],
  port: number,
  databaseUrl: string,
  variables: Readonly<Record<string, string>>,
): Promise<Served> {
  const server = spawn(pythonOfDjango, args, {
    cwd: djangoFolder,
    env: { ...process.env, DATABASE_URL: databaseUrl, PYTHONDONTWRITEBYTECODE: "1", ...variables },
    stdio: ["ignore", "ignore", "pipe"],
  });
  let said = "";
  server.stderr.setEncoding("utf8").on("data", (text: string) => {
    said = (said + text).slice(-2000);
  });
  const ended = new Promise<void>((resolve) => server.once("close", () => resolve()));
  const stop = async (): Promise<void> => {
    server.kill("SIGTERM");
    await ended;
  };
  const origin = `http://127.0.0.1:${port}`;
  try {
    await untilHealthy(origin, server);
    return { origin, pid: server.pid ?? 0, stop };
  } catch (cause) {
    await stop();
    throw new Error(`Django's server did not start: ${said}`, { cause });
  }
}

export type CeleryWorker = {
  /** Of its main process; the processes of its pool are children of that. */
  readonly pid: number;
  /** As one is asked to end: what it works on is done first. */
  stop(): Promise<void>;
  /** As one dies: its main process first, and all of its pool. */
  kill(): Promise<void>;
};

export type CeleryOptions = {
  readonly concurrency: number;
  /** Tasks fetched ahead for each process. */
  readonly prefetch: number;
  /** Its log: a file that it writes itself, and opens again where it was renamed; or one into which its output is led. */
  readonly log?: { readonly path: string; readonly by: "itself" | "output" };
};

/** A Celery worker of the project, ready for tasks. */
export async function startWorker(
  databaseUrl: string,
  variables: Readonly<Record<string, string>>,
  { concurrency, prefetch, log }: CeleryOptions,
): Promise<CeleryWorker> {
  const sizes = ["--concurrency", `${concurrency}`, "--prefetch-multiplier", `${prefetch}`];
  const itself = log?.by === "itself" ? ["--logfile", log.path] : [];
  const output = log?.by === "output" ? openSync(log.path, "a") : undefined;
  const logged = log === undefined || !existsSync(log.path) ? 0 : statSync(log.path).size;
  const worker = spawn(
    pythonOfDjango,
    ["-m", "celery", "-A", "miniobcms", "worker", "--loglevel", "info", ...sizes, ...itself],
    {
      cwd: djangoFolder,
      env: { ...process.env, DATABASE_URL: databaseUrl, PYTHONDONTWRITEBYTECODE: "1", ...variables },
      stdio: ["ignore", "ignore", output ?? "pipe"],
    },
  );
  if (output !== undefined) closeSync(output);
  let said = "";
  worker.stderr?.setEncoding("utf8").on("data", (text: string) => {
    said = (said + text).slice(-2000);
  });
  let hasEnded = false;
  const ended = new Promise<void>((resolve) => worker.once("close", () => resolve())).then(() => {
    hasEnded = true;
  });
  const stop = async (): Promise<void> => {
    worker.kill("SIGTERM");
    await ended;
  };
  const kill = async (): Promise<void> => {
    const pool = childrenOf(Number(worker.pid));
    worker.kill("SIGKILL");
    for (const pid of pool) process.kill(pid, "SIGKILL");
    await ended;
  };
  for (const latest = Date.now() + READY_MS; !hasEnded && Date.now() < latest; await sleep(20)) {
    const fresh = log !== undefined && existsSync(log.path) ? readFileSync(log.path).subarray(logged) : "";
    if (/ ready\.$/m.test(`${said}\n${fresh}`)) return { pid: Number(worker.pid), stop, kill };
  }
  await stop();
  throw new Error(`Celery's worker did not start: ${said}`);
}

function childrenOf(pid: number): number[] {
  const text = readFileSync(`/proc/${pid}/task/${pid}/children`, "utf8");
  return text.split(" ").filter(Boolean).map(Number);
}

/** A task that is in the queue. `at`: when it was put there, seconds since 1970. */
export type Enqueued = { readonly id: string; readonly at: number };

/** Puts tasks into the queue, in order, as a web process does. */
export async function enqueue(
  variables: Readonly<Record<string, string>>,
  tasks: readonly (readonly [name: string, ...args: number[]])[],
): Promise<Enqueued[]> {
  const program = `
import json, sys, time
from miniobcms.celery import app
print(json.dumps([{"id": app.send_task(name, args).id, "at": time.time()} for name, *args in json.loads(sys.argv[1])]))`;
  const { stdout } = await run(pythonOfDjango, ["-c", program, JSON.stringify(tasks)], {
    cwd: djangoFolder,
    env: {
      ...process.env,
      DATABASE_URL: "sqlite:///nowhere",
      PYTHONDONTWRITEBYTECODE: "1",
      PYTHONWARNINGS: "ignore",
      ...variables,
    },
  });
  return JSON.parse(stdout) as Enqueued[];
}

async function untilHealthy(origin: string, server: ChildProcess): Promise<void> {
  for (const latest = Date.now() + READY_MS; ; await sleep(50)) {
    if (server.exitCode !== null) throw new Error(`it ended with ${server.exitCode}`);
    const status = await fetch(`${origin}/health/`).then(
      (answer) => answer.status,
      () => 0,
    );
    if (status === 200) return;
    if (Date.now() > latest) throw new Error(`status ${status} after ${READY_MS} ms`);
  }
}
