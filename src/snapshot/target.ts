// Which database is meant, read from its address, and whether its host may be touched. Used by take.ts and restore.ts.

import { existsSync, realpathSync } from "node:fs";
import { resolve } from "node:path";
import { parseOrigin } from "../../tests/performance/k6/catalogue/origin.ts";
import { Problem } from "../problem.ts";

export type PostgresTarget = {
  readonly kind: "postgres";
  readonly host: string;
  readonly port: number;
  readonly user: string;
  /** Never printed and never on a command line. */
  readonly password: string | undefined;
  readonly database: string;
};
export type SqliteTarget = { readonly kind: "sqlite"; readonly file: string };
export type Target = PostgresTarget | SqliteTarget;

/** `allowHost`: the host of the address once more, without which only loopback is touched. */
export function targetOf(url: string | undefined, allowHost?: string): Target {
  if (url === undefined || url === "") {
    throw new Problem({
      what: "No database is named.",
      saw: "no --database-url, no OBCMS_DATABASE_URL, and no databaseUrl in an environment file",
      fix: "export OBCMS_DATABASE_URL=postgres://user:password@127.0.0.1:5432/database, or sqlite:/path of a stand-in's",
      exit: "configuration",
    });
  }
  const file = /^sqlite:(.+)$/.exec(url)?.[1];
  // Through links: a rename would replace the link, and processes are found by the file itself.
  if (file !== undefined)
    return { kind: "sqlite", file: existsSync(file) ? realpathSync(file) : resolve(file) };
  const target = postgresTarget(url);
  allow(target, allowHost);
  return target;
}

/** For messages: without user and password. */
export function nameOf(target: Target): string {
  if (target.kind === "sqlite") return target.file;
  return `"${target.database}" on ${target.host}:${target.port}`;
}

function postgresTarget(url: string): PostgresTarget {
  const parsed = URL.parse(url);
  // A parameter such as ?host= would lead elsewhere than the host that was judged.
  if (
    parsed === null ||
    !/^postgres(ql)?:$/.test(parsed.protocol) ||
    parsed.search !== "" ||
    parsed.hash !== "" ||
    parsed.hostname === "" ||
    parsed.username === "" ||
    /%(?![0-9a-f]{2})/i.test(url) ||
    !/^\/[^/]+$/.test(parsed.pathname)
  ) {
    throw new Problem({
      what: "The address of the database cannot be used.",
      // Not repeated: it may hold a password, in a place where nothing would find it.
      saw: "allowed is postgres://user:password@host:port/database without parameters, or sqlite:/path",
      fix: "write it like that; how to encrypt the connection is told by the variable PGSSLMODE",
      exit: "configuration",
    });
  }
  return {
    kind: "postgres",
    host: parsed.hostname,
    port: Number(parsed.port || 5432),
    user: decodeURIComponent(parsed.username),
    password: decodeURIComponent(parsed.password) || process.env.PGPASSWORD,
    database: decodeURIComponent(parsed.pathname.slice(1)),
  };
}

function allow({ host, port }: PostgresTarget, allowHost: string | undefined): void {
  if (parseOrigin(`http://${host}:${port}`)?.loopback === true || allowHost === host) return;
  throw new Problem({
    what: `The database's host ${host} is not this machine, and no one has allowed it.`,
    saw: allowHost === undefined ? "no --allow-host" : `--allow-host ${allowHost}`,
    fix: `if this really is a performance database, add --allow-host ${host}`,
    exit: "refused",
  });
}

/** A database without the marker may hold somebody's real work. */
export function unmarked(target: Target, saw: string): Problem {
  return new Problem({
    what: `${nameOf(target)} does not say that it is a performance database.`,
    saw,
    fix: "`obcms-perf seed` writes that row with the dataset; never write it into a database with somebody's work",
    exit: "refused",
  });
}
