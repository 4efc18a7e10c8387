// Every row that the catalogue calls broken, asked as the suite would ask it: it answers with the status that the
// row's reason begins with. When OBCMS mends one, this table says so.

import type { Endpoint } from "../../../tests/performance/k6/catalogue/endpoint.ts";
import { fillPath } from "../../../tests/performance/k6/catalogue/endpoint.ts";
import { type EndpointName, endpoints } from "../../../tests/performance/k6/catalogue/endpoints.ts";
import { brokenRows } from "../../../tests/performance/k6/catalogue/left-out.ts";
import type { Case, Request } from "../case.ts";

const NOBODY = "00000000-0000-4000-8000-000000000000";
const NO_COMMUNITY = 999_999_999;
/** Asked in tables of their own: one deletes what it is given before it fails, the other wants a file. */
const apart: readonly EndpointName[] = ["policies_delete", "document_upload_infected"];

export const brokenCases: readonly Case[] = [
  ...brokenRows()
    .filter((name) => !apart.includes(name))
    .map(brokenCase),
  {
    name: "A recommendation is deleted, and then the answer fails: where it leads has no address",
    request: ({ recommendation = "" }) => {
      return { endpoint: "policies_delete", args: { id: recommendation }, as: "executive", form: {} };
    },
    expect: { status: 500, contains: ["<title>Server Error (500)</title>"] },
  },
  {
    name: "It is gone all the same",
    request: ({ recommendation = "" }) => {
      return { endpoint: "policies_delete", args: { id: recommendation }, as: "executive", form: {} };
    },
    expect: { status: 404, contains: ["<title>Not Found</title>"] },
  },
  {
    name: "A policy that is not there cannot be deleted",
    request: () => ({ endpoint: "policies_delete", args: { id: NOBODY }, as: "executive", form: {} }),
    expect: { status: 404, contains: ["<title>Not Found</title>"] },
  },
  {
    name: "Staff may not delete a policy",
    request: () => ({ endpoint: "policies_delete", args: { id: NOBODY }, as: "staff", form: {} }),
    expect: { status: 403, contains: ["<title>403"] },
  },
];

function brokenCase(name: EndpointName): Case {
  const row: Endpoint = endpoints[name];
  // Communities have numbers, and OBCMS redirects nothing else below their list. It is nobody's: on a target that has
  // mended the row, this is a real deletion.
  const id = row.path.startsWith("/api/communities/") ? NO_COMMUNITY : NOBODY;
  const path = fillPath(row.path, { id });
  const status = Number(row.broken?.slice(0, 3));
  return {
    name: `${name} is broken: ${status}`,
    // The type of `args` is lost where the endpoint's name is a variable.
    request: () =>
      ({
        endpoint: name,
        args: { id },
        as: row.as === "anybody" ? "nobody" : row.as,
        ...(row.access === "write" && row.method !== "DELETE" && { json: {} }),
      }) as Request,
    expect:
      status === 301
        ? { status, headers: { Location: path, "X-Frame-Options": null }, empty: true }
        : {
            status,
            headers: { "Content-Type": /^text\/html/ },
            contains: ["<title>Server Error (500)</title>"],
          },
  };
}
