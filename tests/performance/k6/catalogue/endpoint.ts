// The type of a catalogue row: one endpoint of OBCMS, and what a right answer of it looks like.
// Read by the suite, the stand-in, the doctor, the report and the documentation; imports nothing but the personas.

import type { PersonaName } from "./personas.ts";
import type { SettingName } from "./settings.ts";

export type Method = "GET" | "POST" | "PATCH" | "PUT" | "DELETE";

/**
 * Which latency budget of the plan applies: `read` p(95) < 500 ms, `write` p(95) < 700 ms. The others are neither:
 * `sign_in` costs 250 ms of CPU for a password hash by design, and would hide what reads and writes do; `refusal` is a
 * 401 or 403 that is meant to come, and comes in 5 ms, so it would lower their percentiles.
 */
export type Access = "read" | "write" | "sign_in" | "refusal";

/**
 * What kind of answer it is, hence which assertions apply. `page` is a whole HTML page, `htmx` a fragment of one,
 * `multipart` the JSON that answers an uploaded file, `file` the bytes of one, `calendar` iCalendar.
 */
export type Transport = "json" | "page" | "htmx" | "multipart" | "file" | "calendar";

/** What a right answer contains. It is checked on the body, because OBCMS answers 200 to failures too. */
export type Expectation =
  | { readonly json: readonly string[] }
  | { readonly html: string }
  | { readonly redirect: string }
  /** Texts that the header HX-Trigger has, all of them: OBCMS's fragments tell success from failure by nothing else. */
  | { readonly trigger: string | readonly string[] }
  /** A file to be saved, in whatever type. Whether it is the right one, its journey asks. */
  | { readonly attachment: true }
  | { readonly empty: true };

export type Endpoint = {
  readonly method: Method;
  /** Path below the base URL. `{name}` is an argument that the compiler asks for; a query string may hold some too. */
  readonly path: `/${string}`;
  /** Django's own name of the route, so that a doctor can ask a target whether it still resolves. */
  readonly django: string;
  readonly access: Access;
  readonly transport: Transport;
  /** How the request proves who sends it. */
  readonly signIn: "none" | "jwt" | "session";
  readonly as: PersonaName | "anybody";
  /** The only status codes that count as an answer; all else is `http_req_failed`. 429 is an outcome of its own. */
  readonly ok: readonly [number, ...number[]];
  readonly expects: Expectation;
  /** Ids of the page's elements, as HTMX sends them: HX-Target is filled in place, HX-Trigger asked for it. */
  readonly htmx?: { readonly target?: string; readonly trigger?: string };
  /** It inserts into the tree of work items, or deletes from it: OBCMS breaks the tree when several do so at once. */
  readonly writesTree?: true;
  /** The name of the Celery task that the request puts into the queue. */
  readonly enqueues?: string;
  /** Whose records or tokens the request is about, where they come from somebody else than who sends it. */
  readonly recordsFrom?: PersonaName;
  /** A setting without which nobody can ask: a token, for example. */
  readonly setting?: SettingName;
  /** What stays behind on the target and nothing can take away. Such a row runs only where residue is allowed. */
  readonly residue?: string;
  /** Called in few iterations, because it costs much: its own latency is shown and decides nothing. */
  readonly isRare?: true;
  /** What OBCMS does instead, measured. Such a row is left out until the setting `mended` names it. */
  readonly broken?: string;
};

/** The names between braces in a path: `"/x/{pk}/?q={q}"` has `pk` and `q`. */
export type PathArgument<Path extends string> = Path extends `${string}{${infer Name}}${infer Rest}`
  ? Name | PathArgument<Rest>
  : never;

/** The arguments that a path needs, each a string or a number; they are percent-encoded when filled in. */
export type PathArguments<Path extends string> = Readonly<Record<PathArgument<Path>, string | number>>;

/**
 * Fills a path's arguments in. A missing one would send a brace to the server, so it throws. Each request of the suite
 * does this, and in k6 a regular expression or a `for…of` would take as long as the rest of the request's JavaScript.
 */
export function fillPath(path: string, values: Readonly<Record<string, string | number>>): string {
  let filled = "";
  let from = 0;
  for (let open = path.indexOf("{"); open >= 0; open = path.indexOf("{", from)) {
    const close = path.indexOf("}", open);
    const name = path.slice(open + 1, close);
    const value = values[name];
    if (value === undefined) throw new Error(`path ${path} needs a value for {${name}}`);
    filled += path.slice(from, open) + encodeURIComponent(String(value));
    from = close + 1;
  }
  return filled + path.slice(from);
}
