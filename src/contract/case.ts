// The type of a conformance case: one request, and what an OBCMS answers to it. Cases run in order and may keep values.

import type { Method } from "../../tests/performance/k6/catalogue/endpoint.ts";
import type { ArgumentsOf, EndpointName } from "../../tests/performance/k6/catalogue/endpoints.ts";
import type { PersonaName } from "../../tests/performance/k6/catalogue/personas.ts";
import type { Answer } from "../doctor/exchange.ts";

/** Who sends it. Names of personas send a token (`api_client`) or a session cookie with its CSRF token. */
export type Sender = "nobody" | PersonaName;

/** An endpoint of the catalogue, or a path that the catalogue does not have. */
type Target =
  | {
      [Name in EndpointName]: { readonly endpoint: Name; readonly args?: Partial<ArgumentsOf<Name>> };
    }[EndpointName]
  | { readonly path: string };

export type Request = Target & {
  readonly as: Sender;
  /** Where it is not the endpoint's own. */
  readonly method?: Method | "HEAD";
  /** A Referer that begins with a slash is a page of the target. */
  readonly headers?: Readonly<Record<string, string>>;
  readonly json?: unknown;
  readonly form?: Readonly<Record<string, string>>;
  /** Fields of multipart/form-data, and a file of that name; its bytes may be a text. */
  readonly multipart?: Readonly<Record<string, string>>;
  readonly file?: { readonly name: string; readonly type: string; readonly bytes: Uint8Array | string };
  /** A body as it is; its Content-Type is among the headers. */
  readonly text?: string;
  /** False: a session sends its cookie but no CSRF token. */
  readonly csrf?: false;
};

export type Expected = {
  readonly status: number;
  /** An exact value or a pattern; null: the header must be absent. */
  readonly headers?: Readonly<Record<string, string | RegExp | null>>;
  /** The whole body as JSON. */
  readonly exactly?: unknown;
  /** Dotted paths that the JSON body has: `results.0.region_name`. */
  readonly json?: readonly string[];
  /** Dotted path to pattern. */
  readonly matches?: Readonly<Record<string, RegExp>>;
  readonly contains?: readonly string[];
  readonly lacks?: readonly string[];
  readonly empty?: true;
  /** Cookies that must be set. */
  readonly cookies?: readonly string[];
};

/** Values that earlier cases kept, by name. */
export type Memory = Record<string, string>;

export type Case = {
  /** A sentence. */
  readonly name: string;
  readonly request: (memory: Readonly<Memory>) => Request;
  readonly expect: Expected;
  /** What later cases need, out of the answer's header HX-Trigger or its body. */
  readonly keep?: Readonly<Record<string, RegExp>>;
  /** What must have been kept although the request does not name it: without it the answer would be another. */
  readonly needs?: readonly string[];
  /** What stays on the target, where the answer is as expected. */
  readonly leaves?: string;
  readonly skip?: { readonly on: "stand-in" | "live"; readonly reason: string };
};

export type { Answer };
