// What a handler returns, and the few ways to make one. Security headers are added to all of them by the server.

export type Answer = {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  /** Values of Set-Cookie. */
  readonly cookies: readonly string[];
  readonly body: string;
  /** In place of `body`, of a file. */
  readonly bytes?: Buffer;
  /** The class of what was thrown, of an answer 500. */
  readonly error?: string;
  /** Security headers that the server must not add, in lower case. */
  readonly leftOut?: readonly string[];
  /** The connection is destroyed when half of the body is sent. */
  readonly isCut?: true;
};

const HTML = "text/html; charset=utf-8";
const VARY = "origin, Cookie";

/** JSON as Django REST framework writes it: no white space. */
export function restJson(status: number, value: unknown): Answer {
  return {
    status,
    headers: { "Content-Type": "application/json" },
    cookies: [],
    body: JSON.stringify(value),
  };
}

/** JSON as Django's own JsonResponse writes it: a space after each comma and colon. */
export function plainJson(status: number, value: unknown): Answer {
  const body = spacedJson(value);
  return { status, headers: { "Content-Type": "application/json", Vary: VARY }, cookies: [], body };
}

/** As Python's json.dumps writes it: a space after each comma and colon, and ASCII only, so that a header can hold it. */
export function spacedJson(value: unknown): string {
  return JSON.stringify(value, null, 1)
    .replace(/([{[])\n\s*/g, "$1")
    .replace(/\n\s*([}\]])/g, "$1")
    .replace(/\n\s*/g, " ")
    .replace(/[^\x20-\x7e]/g, (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, "0")}`);
}

/** An answer whose header HX-Trigger names these events of HTMX. */
export function withTrigger(answer: Answer, events: Readonly<Record<string, unknown>>): Answer {
  return withHeaders(answer, { "HX-Trigger": spacedJson(events) });
}

export function htmlAnswer(status: number, body: string): Answer {
  return { status, headers: { "Content-Type": HTML, Vary: VARY }, cookies: [], body };
}

/** What a header cannot hold is percent-encoded, and what is encoded already is left alone, as Django's iri_to_uri. */
export function redirectTo(location: string): Answer {
  const Location = location.replace(/[^\x21-\x7e]/gu, encodeURIComponent);
  return {
    status: 302,
    headers: { "Content-Type": HTML, Location, Vary: VARY },
    cookies: [],
    body: "",
  };
}

/** A file to be saved, as Django's HttpResponse sends one that a view has read. */
export function fileAnswer(bytes: Buffer, { type, name }: { type: string; name: string }): Answer {
  const headers = { "Content-Type": type, "Content-Disposition": `attachment; filename="${name}"` };
  return { status: 200, headers, cookies: [], body: "", bytes };
}

/** 204: no body, and no Content-Type either. */
export function noContent(): Answer {
  return { status: 204, headers: {}, cookies: [], body: "" };
}

export function withHeaders(answer: Answer, headers: Readonly<Record<string, string>>): Answer {
  return { ...answer, headers: { ...answer.headers, ...headers } };
}

export function withCookie(answer: Answer, cookie: string): Answer {
  return { ...answer, cookies: [...answer.cookies, cookie] };
}

/** As Django's never_cache: for pages that hold a sign-in form, and for health. */
export function neverCached(answer: Answer): Answer {
  return withHeaders(answer, {
    Expires: new Date().toUTCString(),
    "Cache-Control": "max-age=0, no-cache, no-store, must-revalidate, private",
  });
}

/** `sessionid=…; expires=…; HttpOnly; Max-Age=…; Path=/; SameSite=Lax` */
export function cookie(name: string, value: string, maxAgeSeconds: number, httpOnly: boolean): string {
  const expires = new Date(Date.now() + maxAgeSeconds * 1000).toUTCString();
  const flags = `${httpOnly ? "HttpOnly; " : ""}Max-Age=${maxAgeSeconds}; Path=/; SameSite=Lax`;
  return `${name}=${value}; expires=${expires}; ${flags}`;
}

/** As Django takes a cookie away: it ended long ago. */
export function endedCookie(name: string): string {
  return `${name}=""; expires=Thu, 01 Jan 1970 00:00:00 GMT; Max-Age=0; Path=/; SameSite=Lax`;
}
