// send() and sendTogether(): the only places where the suite makes a request. They name it, sign it, never follow a redirect,
// check the answer, and count its outcome.

import { check } from "k6";
import encoding from "k6/encoding";
import http, { type CookieJar, type FileData, type RefinedResponse } from "k6/http";
import { type Endpoint, fillPath } from "../catalogue/endpoint.ts";
import type { ArgumentsOf, EndpointName } from "../catalogue/endpoints.ts";
import { PROBE_HEADER } from "../catalogue/probe-header.ts";
import type { Outcome } from "../catalogue/tags.ts";
import { isAttachment, jsonOf, lookUp, outcomeOf, parseJson, type TextResponse } from "./answer.ts";
import { environment } from "./environment.ts";
import { addSample, countAnswer, countChecks } from "./metrics.ts";
import { type Judged, prepared } from "./prepared.ts";
import { recordServerTiming } from "./server-timing.ts";
import { targetOrigin } from "./target.ts";

/** Who sends: anonymous, or signed in. Cookies live in a jar of the visitor's own, so that personas never mix. */
export type Visitor = {
  readonly jar: CookieJar;
  /** JWT access token; undefined for a session or an anonymous visitor. */
  access?: string;
  refresh?: string;
  /** Undefined while nobody is signed in. */
  username?: string;
  /** The page a person would be on: Django and OBCMS's views read it from Referer and HX-Current-URL. */
  page?: string;
  /** False once the target no longer knows this visitor; the next iteration signs in again. */
  signedIn: boolean;
};

export type Answer = {
  readonly ok: boolean;
  readonly outcome: Outcome;
  readonly status: number;
  /** From the first byte sent to the last received, as `http_req_duration`. */
  readonly ms: number;
  readonly body: string;
  /** Of a file; undefined where something else came. */
  readonly bytes: ArrayBuffer | undefined;
  /** Undefined where the answer has no such header; k6 writes names with capitals, `Set-Cookie`. */
  header(name: string): string | undefined;
  /** HTMX events that the answer asks for: the header HX-Trigger, parsed; undefined when it is none. */
  trigger(path: string): unknown;
  /** The value at `results.0.id` in a JSON body, or at any selector of k6's `Response.json`; undefined when it is not there. */
  json(path: string): unknown;
};

type Options<Name extends EndpointName> = {
  readonly args: ArgumentsOf<Name>;
  /** Sent as JSON, or as a form where the row's page is a form. */
  readonly body?: Readonly<Record<string, unknown>>;
  readonly form?: Readonly<Record<string, string>>;
  /** Fields and a file, `http.file(…)`: k6 sends it as multipart/form-data. */
  readonly multipart?: Readonly<Record<string, string | FileData>>;
};
type OptionsFor<Name extends EndpointName> =
  Record<never, never> extends ArgumentsOf<Name>
    ? [options?: Omit<Options<Name>, "args">]
    : [options: Options<Name>];

/** What send() reads of any row's options. */
type AnyOptions = {
  readonly args?: Readonly<Record<string, string | number>>;
  readonly body?: unknown;
  readonly form?: Record<string, string>;
  readonly multipart?: Record<string, string | FileData>;
};
const noOptions: AnyOptions = {};
const noArguments = {};

/** Sends one request of the catalogue. Never throws for what the target answers; throws when the target is refused. */
export function send<Name extends EndpointName>(
  visitor: Visitor,
  name: Name,
  ...options: OptionsFor<Name>
): Answer;
export function send(visitor: Visitor, name: EndpointName, options: AnyOptions = noOptions): Answer {
  const { method, url, body, params } = requestFor(visitor, name, options);
  return judged(visitor, name, http.request(method, url, body, params));
}

/** A request that is to be sent together with others. */
export type Ask = { readonly name: EndpointName; readonly options: AnyOptions };

export function ask<Name extends EndpointName>(name: Name, ...options: OptionsFor<Name>): Ask;
export function ask(name: EndpointName, options: AnyOptions = noOptions): Ask {
  return { name, options };
}

/**
 * Sends requests at once, as a browser does for the parts of a page; the answers come in the order of `asks`. k6 has
 * at most six of them under way to one host, as a browser has.
 */
export function sendTogether(visitor: Visitor, asks: readonly Ask[]): Answer[] {
  return sendAtOnce(asks.map((one) => ({ visitor, ask: one })));
}

/** As `sendTogether`, for requests of several visitors. */
export function sendAtOnce(sent: readonly { readonly visitor: Visitor; readonly ask: Ask }[]): Answer[] {
  const requests = sent.map(({ visitor, ask: { name, options } }) => requestFor(visitor, name, options));
  const responses = http.batch(requests);
  return sent.map(({ visitor, ask: { name } }, index) => judged(visitor, name, responses[index] as Received));
}

function requestFor(visitor: Visitor, name: EndpointName, options: AnyOptions) {
  const { row, expectedStatuses, tags } = prepared(name);
  return {
    method: row.method,
    url: targetOrigin() + fillPath(row.path, options.args ?? noArguments),
    body: payload(options),
    params: {
      headers: headersFor(row, visitor, options),
      jar: visitor.jar,
      tags: tags.request,
      redirects: 0,
      timeout: requestTimeout,
      responseType: row.transport === "file" ? "binary" : "text",
      responseCallback: expectedStatuses,
    },
  } as const;
}

/** A file's body is bytes, any other text. */
type Received = RefinedResponse<"text"> | RefinedResponse<"binary">;

function judged(visitor: Visitor, name: EndpointName, received: Received): Answer {
  const { row, checks, tags } = prepared(name);
  const bytes = row.transport === "file" && isAttachment(received) ? bytesIn(received) : undefined;
  const response = row.transport === "file" ? asText(received) : (received as TextResponse);
  const json = jsonOf(response);
  const outcome = outcomeOf(row, response, json);
  countAnswer(outcome, tags);
  // A body under an unexpected status is wrong by definition, so a right one is an expected outcome.
  const ok = outcome === "expected";
  const statusIsRight = ok || row.ok.includes(response.status);
  const found: Judged = { statusIsRight, bodyIsRight: ok };
  check(found, checks, tags.request);
  countChecks(found, tags);
  recordServerTiming(response.headers["Server-Timing"], { ms: response.timings.duration, ok }, tags.request);
  if (row.transport === "htmx" && statusIsRight)
    addSample("obcms_payload_bytes", bytesOf(response), tags.request);
  if (outcome === "signed_out") visitor.signedIn = false;
  return {
    ok,
    outcome,
    status: response.status,
    ms: response.timings.duration,
    body: response.body ?? "",
    bytes,
    header: (name) => response.headers[name],
    trigger: (path) => lookUp(parseJson(response.headers["Hx-Trigger"] ?? ""), path),
    json,
  };
}

function bytesIn({ body }: Received): ArrayBuffer | undefined {
  return body instanceof ArrayBuffer ? body : undefined;
}

/** What came instead of a file, so that a login page or a refusal is known as such. A file itself is no text. */
function asText(received: Received): TextResponse {
  const bytes = bytesIn(received);
  const text =
    bytes === undefined || isAttachment(received)
      ? ""
      : encoding.b64decode(encoding.b64encode(bytes), "std", "s");
  return { ...received, body: text, json: (path: string) => lookUp(parseJson(text), path) } as TextResponse;
}

/** As the target counted them; k6 gives a text body in characters. */
function bytesOf({ headers, body }: TextResponse): number {
  return Number(headers["Content-Length"] ?? (body ?? "").length);
}

export function newVisitor(): Visitor {
  return { jar: new http.CookieJar(), signedIn: false };
}

/** The visitor's CSRF token; Django rotates it at sign-in, so it is read anew for each write. */
export function csrfToken(visitor: Visitor): string | undefined {
  return visitor.jar.cookiesForURL(targetOrigin()).csrftoken?.[0];
}

/** The id of the visitor's session, by its cookie. */
export function sessionId(visitor: Visitor): string | undefined {
  return visitor.jar.cookiesForURL(targetOrigin()).sessionid?.[0];
}

const requestTimeout = `${environment.requestTimeoutSeconds}s`;

function payload({ form, multipart, body }: AnyOptions): string | Record<string, string | FileData> | null {
  if (form !== undefined) return form;
  if (multipart !== undefined) return multipart;
  return body === undefined ? null : JSON.stringify(body);
}

const accepted = {
  json: "application/json",
  multipart: "application/json",
  file: "application/json",
  page: "text/html",
  htmx: "text/html",
  calendar: "text/html",
} as const satisfies Record<Endpoint["transport"], string>;

/** OBCMS's DRF answers 500 to `Accept: text/html`; its HTMX views branch on HX-Request, Referer and HX-Current-URL. */
function headersFor(row: Endpoint, visitor: Visitor, { body, args }: AnyOptions): Record<string, string> {
  const headers: Record<string, string> = {
    Accept: accepted[row.transport],
  };
  if (body !== undefined) headers["Content-Type"] = "application/json";
  const { "bypass.header": bypass, "bypass.value": bypassValue } = environment;
  if (bypass !== undefined && bypassValue !== undefined) headers[bypass] = bypassValue;
  if (environment.probeSecret !== undefined) headers[PROBE_HEADER] = environment.probeSecret;
  if (visitor.access !== undefined && row.signIn === "jwt")
    headers.Authorization = `Bearer ${visitor.access}`;
  if (row.signIn === "session" || row.transport === "page") {
    const page = targetOrigin() + (visitor.page ?? row.path);
    headers.Referer = page;
    if (row.transport === "htmx") {
      headers["HX-Request"] = "true";
      headers["HX-Current-URL"] = page;
      if (row.htmx?.target !== undefined)
        headers["HX-Target"] = fillPath(row.htmx.target, args ?? noArguments);
      if (row.htmx?.trigger !== undefined)
        headers["HX-Trigger"] = fillPath(row.htmx.trigger, args ?? noArguments);
    }
    const token = row.method === "GET" ? undefined : csrfToken(visitor);
    if (token !== undefined) headers["X-CSRFToken"] = token;
  }
  return headers;
}
