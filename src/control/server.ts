// The HTTP side of a control endpoint: loopback, a free port, nothing without the token. Virtual users ask for orders,
// commands in other terminals for a status or a change.

import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import { HOLD_MS } from "../../tests/performance/k6/catalogue/control.ts";
import { closeServer, isSameSecret, listenOnLoopback } from "../loopback.ts";
import { type CommandName, commandNames, type Refusal, type Status } from "./status.ts";
import type { Steering } from "./steering.ts";

export type Services = {
  readonly token: string;
  /** Undefined where the run is not steered: no virtual user asks then. */
  readonly steering: Steering | undefined;
  /** Does what a command asks for. `target` is what a scale asks for, as it came. */
  readonly obey: (command: CommandName, target: string | null) => Status | Refusal;
  /** How long a question may wait for other orders, milliseconds. */
  readonly holdMs?: number;
};

export type ControlServer = { readonly url: string; close(): Promise<void> };

/** A parked virtual user's question that is not answered yet. */
type Waiting = { readonly scenario: string; readonly vu: string; readonly answer: () => void };

export async function startControlServer(services: Services): Promise<ControlServer> {
  const { token, steering, obey, holdMs = HOLD_MS } = services;
  const waiting = new Set<Waiting>();
  /** Those for whom a change matters hear of it at once. */
  const wake = (): void => {
    for (const { scenario, vu, answer } of [...waiting])
      if (steering?.ordersFor(scenario, vu) === "work") answer();
  };
  const giveOrders = (query: URLSearchParams, response: ServerResponse): void => {
    if (steering === undefined) {
      send(response, 404, "");
      return;
    }
    const scenario = query.get("scenario") ?? "";
    const vu = query.get("vu") ?? "";
    const answer = (): void => {
      waiting.delete(question);
      clearTimeout(timer);
      send(response, 200, steering.give(scenario, vu));
    };
    const question = { scenario, vu, answer };
    const timer = setTimeout(answer, holdMs);
    const staysParked = query.get("orders") === "park" && steering.ordersFor(scenario, vu) === "park";
    if (staysParked) waiting.add(question);
    else answer();
  };
  const server = createServer((request, response) => {
    const { pathname, searchParams } = new URL(request.url ?? "/", "http://control");
    const command = commandNames.find((name) => pathname === `/${name}`);
    if (!isAuthorised(request, token)) send(response, 401, "");
    else if (pathname === "/turn") giveOrders(searchParams, response);
    else if (command === undefined || request.method !== (command === "status" ? "GET" : "POST"))
      send(response, 404, "");
    else {
      const said = obey(command, searchParams.get("target"));
      send(response, "what" in said ? 409 : 200, JSON.stringify(said));
      wake();
    }
  });
  // A virtual user in a long iteration must not meet the end of its connection.
  server.keepAliveTimeout = 0;
  const url = await listenOnLoopback(server);
  return {
    url,
    close: async () => {
      for (const { answer } of [...waiting]) answer();
      await closeServer(server);
    },
  };
}

/** Whether a request carries the token. */
export function isAuthorised({ headers }: IncomingMessage, token: string): boolean {
  return isSameSecret(headers.authorization ?? "", `Bearer ${token}`);
}

function send(response: ServerResponse, status: number, body: string): void {
  response.writeHead(status, { "Content-Type": "text/plain" }).end(body);
}
