// The HTTP server: reads a request, finds its route, lets the faults and the view work on it, writes the answer.

import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import { setTimeout as sleep } from "node:timers/promises";
import { answerControl, controlPath } from "../faults/control.ts";
import type { Switchboard } from "../faults/switchboard.ts";
import type { Answer } from "./answer.ts";
import { type Call, readCall, type Services } from "./call.ts";
import { badRequest, notFound, serverError, slashAppended } from "./errors.ts";
import { answerPage } from "./pages.ts";
import { answerRest } from "./rest.ts";
import { findRoute, isRest, type Match } from "./router.ts";
import { userOfSession } from "./sessions.ts";
import { verify } from "./tokens.ts";

/** On every answer of OBCMS, errors included; X-Frame-Options on all but its 301s. */
const FRAMES = { "X-Frame-Options": "DENY" } as const;
const SECURITY_HEADERS = {
  "X-Content-Type-Options": "nosniff",
  "Referrer-Policy": "same-origin",
  "Cross-Origin-Opener-Policy": "same-origin",
  Server: "obcms-perf-stand-in",
} as const;

/** Longer than any pause of a journey: a client that reuses a connection must not meet its end. */
const KEEP_ALIVE_MS = 120_000;

/** `stopped` ends what still waits when the server closes. */
export function createStandInServer(
  services: Services,
  switchboard: Switchboard,
  stopped: AbortSignal,
): Server {
  const pause = (ms: number) => sleep(ms, undefined, { signal: stopped });
  const server = createServer(async (request: IncomingMessage, response: ServerResponse) => {
    let answer: Answer | undefined;
    try {
      const call = await readCall(request);
      answer = call === undefined ? badRequest() : await answerTo(call, services, switchboard, pause);
    } catch (error) {
      if (stopped.aborted) return;
      process.stderr.write(`stand-in: ${request.method} ${request.url}: ${String(error)}\n`);
      answer = serverError();
    }
    if (answer !== undefined) write(response, answer);
  });
  server.keepAliveTimeout = KEEP_ALIVE_MS;
  return server;
}

async function answerTo(
  call: Call,
  services: Services,
  switchboard: Switchboard,
  pause: (ms: number) => Promise<void>,
): Promise<Answer | undefined> {
  if (call.path === controlPath) return answerControl(call, switchboard);
  const match = findRoute(call.method, call.path, call.query);
  if (match === undefined)
    return findRoute(call.method, `${call.path}/`, call.query) ? slashAppended(call) : notFound();
  const endpoint = match.route?.endpoint;
  if (endpoint === undefined) return work(match, call, services);
  const faulted = { call, identity: () => identityOf(call, services), sleep: pause };
  return switchboard.around(endpoint, faulted, () => work(match, call, services));
}

function work(match: Match, call: Call, services: Services): Answer {
  return isRest(call.path) ? answerRest(match, call, services) : answerPage(match, call, services);
}

/** As REST framework keys its throttles: by user, else by the address that a proxy passed on, else by the client's. */
function identityOf(call: Call, services: Services): string {
  const token = verify(services.secret, (call.headers.authorization ?? "").replace(/^Bearer /, ""), "access");
  if (token.state === "valid") return `user ${token.payload.user_id}`;
  const user = userOfSession(services, call);
  return user === undefined
    ? `address ${String(call.headers["x-forwarded-for"] ?? call.address)}`
    : `user ${user.id}`;
}

function write(response: ServerResponse, answer: Answer): void {
  const body = Buffer.from(answer.body, "utf8");
  const length = answer.status === 204 ? {} : { "Content-Length": String(body.length) };
  const cookies = answer.cookies.length === 0 ? {} : { "Set-Cookie": [...answer.cookies] };
  const frames = answer.status === 301 ? {} : FRAMES;
  response.writeHead(answer.status, {
    ...answer.headers,
    ...frames,
    ...SECURITY_HEADERS,
    ...length,
    ...cookies,
  });
  response.end(body);
}
