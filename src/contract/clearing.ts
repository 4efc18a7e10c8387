// Which cases delete again what others made. They run although the look was interrupted, and are brought along by the others.

import type { Endpoint } from "../../tests/performance/k6/catalogue/endpoint.ts";
import { endpoints } from "../../tests/performance/k6/catalogue/endpoints.ts";
import type { Case } from "./case.ts";
import { type Demands, demandsOf } from "./demands.ts";

/** Names under which the cases keep what they create; what was only found is none of it. */
export function madeBy(cases: readonly Case[]): ReadonlySet<string> {
  return new Set(
    cases.flatMap((one) => (methodOf(demandsOf(one)) === "POST" ? Object.keys(one.keep ?? {}) : [])),
  );
}

/** `made`: of madeBy. */
export function clears({ expect }: Case, demands: Demands, made: ReadonlySet<string>): boolean {
  return (
    methodOf(demands) === "DELETE" && expect.status < 300 && demands.reads.some((name) => made.has(name))
  );
}

function methodOf({ endpoint, request }: Demands): string | undefined {
  const row: Endpoint | undefined = endpoint === undefined ? undefined : endpoints[endpoint];
  return request.method ?? row?.method;
}
