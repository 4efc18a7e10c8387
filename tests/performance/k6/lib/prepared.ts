// What send() needs of a row, worked out when a virtual user first calls it. Per request it would cost CPU time; for all
// rows at once, memory in every virtual user. docs/decisions/011 has the figures.

import http from "k6/http";
import type { Endpoint } from "../catalogue/endpoint.ts";
import { type EndpointName, endpoints } from "../catalogue/endpoints.ts";
import type { EndpointTags } from "./metrics.ts";

/** What the two checks of a request look at. */
export type Judged = { readonly statusIsRight: boolean; readonly bodyIsRight: boolean };

export type Prepared = {
  readonly row: Endpoint;
  readonly expectedStatuses: ReturnType<typeof http.expectedStatuses>;
  /** By k6's name of the check. */
  readonly checks: Readonly<Record<string, (judged: Judged) => boolean>>;
  readonly tags: EndpointTags;
};

const known: Partial<Record<EndpointName, Prepared>> = {};

export function prepared(name: EndpointName): Prepared {
  known[name] ??= prepare(name, endpoints[name]);
  return known[name];
}

function prepare(name: EndpointName, row: Endpoint): Prepared {
  return {
    row,
    expectedStatuses: http.expectedStatuses(...row.ok),
    checks: {
      [`${name}: status ${row.ok.join(" or ")}`]: statusIsRight,
      [`${name}: body is right`]: bodyIsRight,
    },
    tags: { request: { name, access: row.access } },
  };
}

const statusIsRight = (judged: Judged): boolean => judged.statusIsRight;
const bodyIsRight = (judged: Judged): boolean => judged.bodyIsRight;
