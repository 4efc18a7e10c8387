// What became of a case. ask.ts makes them, verdict.ts judges an endpoint by its own.

import type { EndpointName } from "../../tests/performance/k6/catalogue/endpoints.ts";
import type { Expected } from "./case.ts";

/** What the target answered; `status` 0: nothing. */
export type Seen = {
  readonly status: number;
  /** Of the request. */
  readonly path: string;
  readonly location: string | null;
  readonly contentType: string | null;
};

export type Outcome = {
  readonly name: string;
  /** Undefined where the case is about a path that the catalogue does not have. */
  readonly endpoint: EndpointName | undefined;
  readonly expected: Expected;
  /** What stays on the target because of what became of it. */
  readonly leaves: string | undefined;
} & (
  | { readonly state: "as expected" }
  | { readonly state: "different"; readonly seen: Seen; readonly differences: readonly string[] }
  | { readonly state: "not looked at"; readonly why: string }
);
