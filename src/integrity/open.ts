// The integrity check of one run: asks the database before and after the load when k6 asks for it, on loopback and with a
// token. Opened by execute.ts where a database may be read.

import { randomBytes } from "node:crypto";
import { createServer } from "node:http";
import { type IntegrityAnswer, integrityVariables } from "../../tests/performance/k6/catalogue/integrity.ts";
import { isAuthorised } from "../control/server.ts";
import { fileOf } from "../database/sqlite.ts";
import { closeServer, listenOnLoopback } from "../loopback.ts";
import { messageOf, Problem } from "../problem.ts";
import { postgresSource } from "./postgres.ts";
import type { Source } from "./source.ts";
import { sqliteSource } from "./sqlite.ts";
import { newFaults, type TreeFaults, treeFaults } from "./tree.ts";

export type Integrity = {
  /** What k6 needs to ask; empty where no database may be read. */
  readonly variables: Readonly<Record<string, string>>;
  close(): Promise<void>;
};

/** Throws a Problem when the database cannot be read, before anything is sent to the target. */
export async function openIntegrity(databaseUrl: string | undefined): Promise<Integrity> {
  if (databaseUrl === undefined) return { variables: {}, close: async () => {} };
  const file = fileOf(databaseUrl);
  const source = file === undefined ? postgresSource(databaseUrl) : sqliteSource(file);
  await source.tree().catch((cause: unknown) => {
    throw new Problem({
      what: "The database that databaseUrl names cannot be read, so nothing could be said of what the run breaks.",
      saw: messageOf(cause),
      fix: "correct OBCMS_DATABASE_URL (postgres://user:password@host:port/database; reading is enough), or leave it out",
      exit: "configuration",
      cause,
    });
  });
  return serve(source);
}

async function serve(source: Source): Promise<Integrity> {
  const token = randomBytes(32).toString("base64url");
  const look = async (): Promise<TreeFaults> => treeFaults(await source.tree());
  let before: TreeFaults | undefined;
  const answer = async (method: string | undefined, url: URL): Promise<[status: number, body: unknown]> => {
    const marker = url.searchParams.get("marker");
    if (method === "POST" && url.pathname === "/before") {
      before = await look();
      return [200, {}];
    }
    if (method !== "GET" || url.pathname !== "/after" || !marker) return [404, "there is no such question"];
    if (before === undefined) return [409, "nobody asked before the load"];
    const tree = newFaults(before, await look());
    return [200, { tree, leftBehind: await source.marked(marker) } satisfies IntegrityAnswer];
  };
  const server = createServer((request, response) => {
    const send = (status: number, body: unknown): void => {
      response.writeHead(status, { "Content-Type": "application/json" }).end(JSON.stringify(body));
    };
    if (!isAuthorised(request, token)) {
      send(401, "");
      return;
    }
    answer(request.method, new URL(request.url ?? "/", "http://integrity"))
      .then(([status, body]) => send(status, body))
      .catch((error: unknown) => send(500, messageOf(error)));
  });
  const url = await listenOnLoopback(server);
  return {
    variables: { [integrityVariables.url]: url, [integrityVariables.token]: token },
    close: () => closeServer(server),
  };
}
