// The HTTP server: reads a request, finds its route, lets the faults and the view work on it, counts and writes the answer.

import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import { setTimeout as sleep } from "node:timers/promises";
import { withoutMemory } from "../cache.ts";
import { withoutWrites, withQueryPerRow } from "../database.ts";
import { probePath } from "../defaults.ts";
import { answerControl, controlPath } from "../faults/control.ts";
import type { Switchboard } from "../faults/switchboard.ts";
import type { Manner } from "../faults/table.ts";
import { type ServerTiming, serverTiming, wantsTiming } from "../observe/server-timing.ts";
import { nothingSpent, type Spent, spending } from "../observe/spent.ts";
import {
  acknowledgementPath,
  answerProbe,
  type BackgroundWork,
  takeAcknowledgement,
} from "../worker/probe.ts";
import { type Answer, withHeaders } from "./answer.ts";
import { type Call, readCall, type Services } from "./call.ts";
import { badRequest, notFound, serverError, slashAppended } from "./errors.ts";
import { oldAddressRedirect } from "./old-addresses.ts";
import { answerPage } from "./pages.ts";
import { answerRest } from "./rest.ts";
import { findRoute, isRest, type Match } from "./router.ts";
import { userOfSession } from "./sessions.ts";
import { addressOf } from "./throttles.ts";
import { verify } from "./tokens.ts";
import { writeAnswer } from "./write.ts";

/** Longer than any pause of a journey: a client that reuses a connection must not meet its end. */
const KEEP_ALIVE_MS = 120_000;

export type ServerParts = {
  readonly services: Services;
  readonly switchboard: Switchboard;
  readonly serverTiming: ServerTiming;
  readonly background: BackgroundWork;
  /** Ends what still waits when the server closes. */
  readonly stopped: AbortSignal;
};

/** What was found out about a request on the way; measured only where somebody wants to know. */
type Trace = { readonly spent: Spent | undefined; match?: Match; isEarly: boolean };

export function createStandInServer(parts: ServerParts): Server {
  const server = createServer((request, response) => {
    serve(request, response, parts).catch((error) => {
      // An answer that cannot be written ends its connection, not the process.
      process.stderr.write(`stand-in: ${request.method} ${request.url}: ${String(error)}\n`);
      response.destroy();
    });
  });
  server.keepAliveTimeout = KEEP_ALIVE_MS;
  return server;
}

async function serve(request: IncomingMessage, response: ServerResponse, parts: ServerParts): Promise<void> {
  const start = performance.now();
  const { metrics } = parts.services;
  const isControl = Object.hasOwn(ownPaths, pathOf(request));
  const isTimed = wantsTiming(parts.serverTiming, request.headers);
  const trace: Trace = { spent: isTimed ? nothingSpent() : undefined, isEarly: false };
  if (!isControl) metrics.received();
  let answer: Answer | undefined;
  try {
    const call = await readCall(request);
    answer = call === undefined ? badRequest() : await answerTo(call, parts, trace);
  } catch (error) {
    if (parts.stopped.aborted) return;
    process.stderr.write(`stand-in: ${request.method} ${request.url}: ${String(error)}\n`);
    answer = serverError(error instanceof Error ? error.name : undefined);
  }
  if (answer === undefined) return;
  const ms = performance.now() - start;
  const told =
    trace.spent === undefined
      ? answer
      : withHeaders(answer, { "Server-Timing": serverTiming(ms, trace.spent) });
  const responseBytes = writeAnswer(response, told);
  if (isControl) return;
  metrics.answered({
    method: request.method ?? "GET",
    view: trace.match?.view,
    status: answer.status,
    seconds: ms / 1000,
    requestBytes: Number(request.headers["content-length"] ?? 0),
    responseBytes,
    charset: /charset=([\w-]+)/.exec(answer.headers["Content-Type"] ?? "")?.[1],
    error: answer.error,
    isEarly: trace.isEarly,
  });
}

async function answerTo(call: Call, parts: ServerParts, trace: Trace): Promise<Answer | undefined> {
  const { services, switchboard, stopped } = parts;
  if (Object.hasOwn(ownPaths, call.path)) return answerOwn(call, parts);
  const early = oldAddressRedirect(call.path);
  if (early !== undefined) {
    trace.isEarly = true;
    return early;
  }
  const match = findRoute(call.method, call.path, call.query);
  if (match === undefined)
    return findRoute(call.method, `${call.path}/`, call.query) ? slashAppended(call) : notFound();
  trace.match = match;
  const work = (manner?: Manner): Answer =>
    spending(trace.spent, () => answerOf(match, call, mannered(services, manner)));
  const endpoint = match.route?.endpoint;
  if (endpoint === undefined) return work();
  const pause = (ms: number) => sleep(ms, undefined, { signal: stopped });
  const countTemplate = (ms: number): void => {
    if (trace.spent !== undefined) trace.spent.templateMs += ms;
  };
  const faulted = { call, identity: () => identityOf(call, services), countTemplate, sleep: pause };
  return switchboard.around(endpoint, faulted, work);
}

/** No route of OBCMS: answered to this machine only, and never part of a measured path. */
const ownPaths: Readonly<Record<string, (call: Call, parts: ServerParts) => Answer>> = {
  [controlPath]: (call, { switchboard }) => answerControl(call, switchboard),
  [probePath]: (call, { background }) => answerProbe(call, background),
  [acknowledgementPath]: (call, { background }) => takeAcknowledgement(call, background),
};
const LOOPBACK = ["127.0.0.1", "::1", "::ffff:127.0.0.1"];

function answerOwn(call: Call, parts: ServerParts): Answer {
  return LOOPBACK.includes(call.address) ? (ownPaths[call.path]?.(call, parts) ?? notFound()) : notFound();
}

function pathOf({ url = "/" }: IncomingMessage): string {
  return url.split("?")[0] ?? "/";
}

function answerOf(match: Match, call: Call, services: Services): Answer {
  return isRest(call.path) ? answerRest(match, call, services) : answerPage(match, call, services);
}

function mannered(services: Services, manner: Manner | undefined): Services {
  if (manner === undefined) return services;
  const { queryPerRow, isCacheOff, treats, emptiesCache, forgetsWrites, ...rest } = manner;
  const { database, cache, enqueue } = services;
  if (emptiesCache) cache.clear();
  return {
    ...services,
    ...rest,
    database: databaseFor(database, { queryPerRow, forgetsWrites }),
    cache: isCacheOff ? withoutMemory(cache) : cache,
    enqueue: (task) => enqueue(task, Object.assign({}, ...treats.map((treat) => treat()))),
  };
}

function databaseFor(
  database: Services["database"],
  { queryPerRow, forgetsWrites }: Pick<Manner, "queryPerRow" | "forgetsWrites">,
): Services["database"] {
  const kept = forgetsWrites ? withoutWrites(database) : database;
  return queryPerRow ? withQueryPerRow(kept) : kept;
}

/** As REST framework keys its throttles: by user, else by the address that a proxy passed on, else by the client's. */
function identityOf(call: Call, services: Services): string {
  const token = verify(services.secret, (call.headers.authorization ?? "").replace(/^Bearer /, ""), "access");
  if (token.state === "valid") return `user ${token.payload.user_id}`;
  const user = userOfSession(services, call);
  return user === undefined ? `address ${addressOf(call)}` : `user ${user.id}`;
}
