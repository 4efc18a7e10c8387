// Where k6 asks what probes saw: on loopback, a free port, behind a token in the path, because the suite asks a probe of any
// kind by its address alone.

import { randomBytes } from "node:crypto";
import { createServer } from "node:http";
import { closeServer, isSameSecret, listenOnLoopback } from "../loopback.ts";
import { messageOf } from "../problem.ts";

/** `after`: the cursor that the question carries; undefined without one. */
export type Questions = {
  readonly samples: (after: number | undefined) => unknown;
  readonly tasks: (after: number | undefined) => Promise<unknown>;
  /** Empties the storage of uploads, then tells as `tasks` does; undefined where nobody watches it. */
  readonly empty: (() => Promise<unknown>) | undefined;
};

export type ProbeServer = { readonly samplesUrl: string; readonly tasksUrl: string; close(): Promise<void> };

export async function startProbeServer(questions: Questions): Promise<ProbeServer> {
  const token = randomBytes(32).toString("base64url");
  const answer = async (method: string | undefined, url: URL): Promise<[status: number, body: unknown]> => {
    const [, given = "", question] = url.pathname.split("/");
    if (!isSameSecret(given, token)) return [401, "there is nothing to see without the token"];
    const asked = url.searchParams.get("after");
    const after = asked === null ? undefined : Number(asked);
    if (after !== undefined && (asked === "" || !Number.isSafeInteger(after) || after < 0))
      return [400, "after is the cursor of the last answer, a whole number"];
    if (question === "samples" && method === "GET") return [200, questions.samples(after)];
    if (question === "tasks" && method === "GET") return [200, await questions.tasks(after)];
    if (question === "tasks" && method === "DELETE" && questions.empty !== undefined)
      return [200, await questions.empty()];
    return [404, "there is no such question"];
  };
  const server = createServer((request, response) => {
    const send = (status: number, body: unknown): void => {
      response.writeHead(status, { "Content-Type": "application/json" }).end(JSON.stringify(body));
    };
    answer(request.method, new URL(request.url ?? "/", "http://probes"))
      .then(([status, body]) => send(status, body))
      .catch((error: unknown) => send(503, messageOf(error)));
  });
  // k6 asks again and again by one connection; it must not meet its end.
  server.keepAliveTimeout = 0;
  const address = `${await listenOnLoopback(server)}/${token}`;
  return {
    samplesUrl: `${address}/samples`,
    tasksUrl: `${address}/tasks`,
    close: () => closeServer(server),
  };
}
