// A real PostgreSQL for tests: a cluster of its own on a free loopback port, in a folder that goes with it.

import { execFileSync, spawn } from "node:child_process";
import { chownSync, globSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import pg from "pg";
import { freePort } from "./service.ts";

const READY_MS = 30_000;

/** The reason to skip a test that needs it, or false. With REQUIRE_SERVICES=1 its absence is an error instead. */
export function withoutPostgres(): string | false {
  if (programs() !== undefined) return false;
  const reason = "PostgreSQL is not installed (apt-get install postgresql), so no real database was read";
  if (process.env.REQUIRE_SERVICES === "1") throw new Error(`${reason}, and REQUIRE_SERVICES=1`);
  return reason;
}

/** The same for what pg_stat_statements tells; Debian's package has it. */
export function withoutStatistics(): string | false {
  const missing = withoutPostgres();
  if (missing !== false || hasStatistics()) return missing;
  const reason = "PostgreSQL has no pg_stat_statements (postgresql-contrib), so no statement was counted";
  if (process.env.REQUIRE_SERVICES === "1") throw new Error(`${reason}, and REQUIRE_SERVICES=1`);
  return reason;
}

/** Hands the address of an empty database over, and ends the server whatever happens. */
export async function withPostgres<T>(use: (url: string) => Promise<T>): Promise<T> {
  const { url, stop } = await startPostgres();
  try {
    return await use(url);
  } finally {
    await stop();
  }
}

/**
 * The same for a file of tests that share a server: `stop` belongs into its `after`. pg_stat_statements is loaded where it is
 * there; `settings` are the server's own, by name.
 */
export async function startPostgres(
  settings: Readonly<Record<string, string>> = hasStatistics()
    ? { shared_preload_libraries: "pg_stat_statements" }
    : {},
): Promise<{ url: string; pid: number; stop(): Promise<void> }> {
  const folder = mkdtempSync(join(tmpdir(), "obcms-perf-postgres-"));
  const bin = String(programs());
  // It refuses to run as root.
  const owner = process.getuid?.() === 0 ? { uid: idOf("-u"), gid: idOf("-g") } : {};
  if (owner.uid !== undefined) chownSync(folder, owner.uid, owner.gid);
  const data = join(folder, "data");
  const options = { ...owner, cwd: folder, stdio: "ignore" } as const;
  let end = async (): Promise<void> => {};
  const stop = async (): Promise<void> => {
    await end();
    rmSync(folder, { recursive: true, force: true });
  };
  try {
    execFileSync(join(bin, "initdb"), ["-D", data, "-U", "tester", "-A", "trust", "--no-sync"], options);
    const port = await freePort();
    const args = ["-D", data, "-h", "127.0.0.1", "-p", String(port), "-k", folder, "-F"];
    for (const [name, value] of Object.entries(settings)) args.push("-c", `${name}=${value}`);
    const server = spawn(join(bin, "postgres"), args, options);
    const ended = new Promise<void>((resolve) => server.once("close", () => resolve()));
    end = () => {
      // Fast shutdown: it ends sessions that are still open.
      server.kill("SIGINT");
      return ended;
    };
    const url = `postgres://tester@127.0.0.1:${port}/postgres`;
    await untilReady(url);
    return { url, pid: server.pid ?? 0, stop };
  } catch (error) {
    await stop();
    throw error;
  }
}

/** The folder that POSTGRES_BIN names, Debian's newest, or the one on PATH. */
function programs(): string | undefined {
  const places = [
    ...(process.env.POSTGRES_BIN === undefined ? [] : [process.env.POSTGRES_BIN]),
    ...globSync("/usr/lib/postgresql/*/bin").sort().reverse(),
    ...(process.env.PATH ?? "").split(":"),
  ];
  return places.find((place) => globSync(join(place, "initdb")).length > 0);
}

function hasStatistics(): boolean {
  const libraries = ["lib", "lib/postgresql"].map((folder) => join(String(programs()), "..", folder));
  return libraries.some((folder) => globSync(join(folder, "pg_stat_statements.*")).length > 0);
}

function idOf(which: "-u" | "-g"): number {
  return Number(execFileSync("id", [which, "postgres"], { encoding: "utf8" }));
}

async function untilReady(url: string): Promise<void> {
  for (const latest = Date.now() + READY_MS; ; ) {
    const client = new pg.Client({ connectionString: url });
    try {
      await client.connect();
      await client.end();
      return;
    } catch (error) {
      if (Date.now() > latest) throw error;
      await sleep(100);
    }
  }
}
