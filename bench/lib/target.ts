// The target of a bench: a process that answers each row of the catalogue with what the row expects, at once.
// Started by pinned.ts on the core that k6 does not use; says its port, and when it saw its first request.

import { createServer, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import type { Endpoint } from "../../tests/performance/k6/catalogue/endpoint.ts";
import { endpointNames, endpoints } from "../../tests/performance/k6/catalogue/endpoints.ts";

/** Milliseconds since 1970, so that two processes can compare it. */
export type Said = { readonly port: number } | { readonly firstRequestAtMs: number };

type Answer = {
  readonly status: number;
  readonly headers: Readonly<Record<string, string | string[]>>;
  readonly body: string;
};

/** About 1 kB of text in each body; the bytes themselves are k6's cost, not the suite's. */
const filler = "the quick brown fox jumps over the lazy dog ".repeat(20);
/** Unsigned; a journey reads from it who is signed in. */
const token = ["{}", '{"user_id":1}', ""].map((part) => Buffer.from(part).toString("base64url")).join(".");
const notFound: Answer = { status: 404, headers: { "Content-Length": "0" }, body: "" };

const routes = endpointNames.map((name) => {
  const row: Endpoint = endpoints[name];
  const [path = ""] = row.path.split("?");
  const pattern = new RegExp(`^${path.replace(/[.]/g, "\\.").replace(/\{\w+\}/g, "[^/]+")}$`);
  return { method: row.method, pattern, answer: answerOf(row) };
});
const known = new Map<string, Answer>();
let seen = false;

const server = createServer((request, response) => {
  if (!seen) {
    seen = true;
    say({ firstRequestAtMs: performance.timeOrigin + performance.now() });
  }
  const [path = ""] = (request.url ?? "").split("?");
  // Unread, a body would keep the connection from being used again.
  if (request.method === "GET") return give(response, find("GET", path));
  request.resume().once("end", () => give(response, find(request.method ?? "", path)));
});
server.keepAliveTimeout = 600_000;
server.listen(0, "127.0.0.1", () => say({ port: (server.address() as AddressInfo).port }));
process.once("disconnect", () => process.exit());

function say(message: Said): void {
  process.send?.(message);
}

function give(response: ServerResponse, { status, headers, body }: Answer): void {
  response.writeHead(status, headers).end(body);
}

/** Two personas may share a route; the first row's answer is given to both. */
function find(method: string, path: string): Answer {
  const key = `${method} ${path}`;
  let answer = known.get(key);
  if (answer === undefined) {
    answer = routes.find((route) => route.method === method && route.pattern.test(path))?.answer ?? notFound;
    known.set(key, answer);
  }
  return answer;
}

function answerOf({ ok, expects, signIn, transport }: Endpoint): Answer {
  const cookies = signIn === "none" && transport === "page" ? ["csrftoken=0123456789abcdef; Path=/"] : [];
  const headers: Record<string, string | string[]> = { "Set-Cookie": cookies };
  if ("redirect" in expects) headers.Location = expects.redirect;
  if ("trigger" in expects)
    headers["HX-Trigger"] = JSON.stringify(
      Object.fromEntries([expects.trigger].flat().map((event) => [event, { id: 1 }])),
    );
  if ("attachment" in expects) headers["Content-Disposition"] = 'attachment; filename="a.pdf"';
  const body = bodyOf(expects);
  headers["Content-Type"] = "json" in expects ? "application/json" : "text/html";
  headers["Content-Length"] = String(Buffer.byteLength(body));
  return { status: ok[0], headers, body };
}

function bodyOf(expects: Endpoint["expects"]): string {
  if ("html" in expects) return `<div>${expects.html}</div><p>${filler}</p>`;
  if (!("json" in expects)) return "";
  const body: Record<string, unknown> = { filler };
  if (expects.json.includes("access")) body.access = token;
  if (expects.json.some((path) => path.startsWith("results"))) body.results = [{ id: 1 }];
  for (const path of expects.json) put(body, path.split("."));
  return JSON.stringify(body);
}

function put(object: Record<string, unknown>, [key = "", ...rest]: readonly string[]): void {
  if (rest.length === 0) object[key] ??= 1;
  else {
    object[key] ??= {};
    put(object[key] as Record<string, unknown>, rest);
  }
}
