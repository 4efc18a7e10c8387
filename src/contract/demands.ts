// What a case asks for before it is sent: which endpoint it is about, who sends it, and which kept values it reads.

import type { EndpointName } from "../../tests/performance/k6/catalogue/endpoints.ts";
import type { Case, Request } from "./case.ts";

export type Demands = {
  /** Undefined where it asks for a path that the catalogue does not have. */
  readonly endpoint: EndpointName | undefined;
  readonly request: Request;
  /** Names of kept values. */
  readonly reads: readonly string[];
};

/** Every kept value that is read stands in for by a number, so `request` is good to look at and not to send. */
export function demandsOf({ request: make, needs = [] }: Case): Demands {
  const reads = new Set(needs);
  const memory = new Proxy<Record<string, string>>(
    {},
    {
      get(_, name) {
        reads.add(String(name));
        return "1";
      },
    },
  );
  const request = make(memory);
  return { endpoint: "endpoint" in request ? request.endpoint : undefined, request, reads: [...reads] };
}
