// pg_dump, pg_restore and tar as child processes: which one, and how it is run without telling anybody the password.

import { execFileSync, spawn } from "node:child_process";
import { globSync } from "node:fs";
import { delimiter, join } from "node:path";
import { Problem } from "../problem.ts";
import { goOn, interrupted, masked, type Step } from "./step.ts";
import type { PostgresTarget } from "./target.ts";

type Postgres = "pg_dump" | "pg_restore";
/** Where Debian puts the programs of each version, beside the one on PATH. */
const DEBIAN = "/usr/lib/postgresql/*/bin";

export function searchPlaces(env: NodeJS.ProcessEnv): string[] {
  return [...(env.PATH ?? "").split(delimiter).filter((place) => place !== ""), ...globSync(DEBIAN).sort()];
}

/**
 * The program whose version is nearest above the server's: an older one cannot read the server, and a much newer
 * pg_restore sets what an old server does not know.
 */
export function postgresProgram(
  program: Postgres,
  serverVersion: string,
  places: readonly string[] = searchPlaces(process.env),
): string {
  const wanted = Number.parseInt(serverVersion, 10);
  const found = places
    .map((place) => join(place, program))
    .filter((path) => globSync(path).length > 0)
    .map((path) => ({ path, version: versionOf(path) }))
    .filter(({ version }) => version !== undefined);
  const good = found
    .filter(({ version }) => Number.parseInt(version ?? "", 10) >= wanted)
    .sort((a, b) => Number.parseFloat(a.version ?? "") - Number.parseFloat(b.version ?? ""));
  if (good[0] !== undefined) return good[0].path;
  throw new Problem({
    what: `No ${program} that is at least as new as the server, which is PostgreSQL ${serverVersion}.`,
    saw:
      found.length === 0
        ? `none on PATH and none in ${DEBIAN}`
        : found.map(({ path, version }) => `${path} is ${version}`).join("\n"),
    fix: `apt-get install postgresql-client-${wanted}`,
    exit: "configuration",
  });
}

function versionOf(path: string): string | undefined {
  try {
    return /(\d+(?:\.\d+)?)/.exec(execFileSync(path, ["--version"], { encoding: "utf8" }))?.[1];
  } catch {
    return undefined;
  }
}

/** For libpq. Only what we say leads it: a service or an address of the user's shell would lead elsewhere. */
export function connectionVariables(target: PostgresTarget, database: string): NodeJS.ProcessEnv {
  const { PGHOSTADDR: _, PGSERVICE: __, PGSERVICEFILE: ___, PGOPTIONS: ____, ...env } = process.env;
  return {
    ...env,
    PGHOST: target.host.replace(/^\[(.*)\]$/, "$1"),
    PGPORT: String(target.port),
    PGUSER: target.user,
    PGDATABASE: database,
    PGAPPNAME: "obcms-perf",
    // C, so that what it says of an error is what we look for and quote.
    LC_MESSAGES: "C",
    ...(target.password === undefined ? {} : { PGPASSWORD: target.password }),
  };
}

/** Resolves when it ended with 0. On Ctrl-C it is ended first. */
export async function runProgram(
  path: string,
  args: readonly string[],
  step: Step,
  env: NodeJS.ProcessEnv = process.env,
): Promise<void> {
  goOn(step);
  const child = spawn(path, args, { env, stdio: ["ignore", "ignore", "pipe"] });
  let said = "";
  child.stderr.on("data", (chunk: Buffer) => {
    said = (said + chunk.toString()).slice(-2_000);
  });
  const stop = (): void => void child.kill("SIGTERM");
  step.signal.addEventListener("abort", stop);
  try {
    const code = await new Promise<number | null>((resolve, reject) => {
      child.once("error", reject);
      child.once("close", resolve);
    });
    if (step.signal.aborted) throw interrupted();
    if (code === 0) return;
    throw new Problem({
      what: `${path} failed with exit code ${code}.`,
      saw: masked(said) || "it said nothing",
      fix: "do what it says; the database and the store are as they were",
      exit: "configuration",
    });
  } finally {
    step.signal.removeEventListener("abort", stop);
  }
}
