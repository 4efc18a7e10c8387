// The catalogue agrees with what was measured on OBCMS. Suite and stand-in both read the catalogue, so they could agree
// with each other while both are wrong; these fixtures come from the live system.

import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import type { Endpoint } from "../../tests/performance/k6/catalogue/endpoint.ts";
import { endpointNames, endpoints } from "../../tests/performance/k6/catalogue/endpoints.ts";

type Measured = {
  readonly name: string;
  readonly url_name: string;
  readonly method: string;
  readonly path: string;
  readonly auth: string;
  /** Null where no request succeeds. */
  readonly success_status: number | null;
  readonly broken_status?: number;
  readonly content_type: string | null;
  readonly assertion: string;
  readonly writes: boolean;
  readonly kind: string;
};

const FILES = ["obcms-endpoints.json", "obcms-endpoints-supplement.json"];
const measured = new Map(FILES.flatMap(readRows).map((row) => [row.name, row]));

for (const name of endpointNames) {
  test(`${name} is as it was measured`, () => {
    const row: Endpoint = endpoints[name];
    const fact = measured.get(name);
    assert.ok(fact !== undefined, `${name} is in none of ${FILES.join(", ")}`);
    assert.deepEqual(differences(row, fact), []);
  });
}

const broken: readonly [says: RegExp, change: Partial<Measured>][] = [
  [/method/, { method: "PUT" }],
  [/path/, { path: "/api/administrative/region/" }],
  [/path/, { path: "/api/administrative/regions/?search=a" }],
  [/status/, { success_status: 201 }],
  [/sign-in/, { auth: "session" }],
  [/django/, { url_name: "common_api:region-detail" }],
  [/content type/, { content_type: "text/html; charset=utf-8" }],
  [/assertion/, { assertion: "JSON keys count,total" }],
  [/access/, { writes: true }],
];
for (const [says, change] of broken) {
  test(`a measured row with ${JSON.stringify(change)} is seen as different`, () => {
    const fact = measured.get("api_regions_list");
    assert.ok(fact !== undefined);
    assert.match(differences(endpoints.api_regions_list, { ...fact, ...change }).join("\n"), says);
  });
}

function differences(row: Endpoint, fact: Measured): string[] {
  return [
    ...(row.method === fact.method ? [] : [`method: ${row.method}, measured ${fact.method}`]),
    ...(shapeOf(row.path) === shapeOf(fact.path) ? [] : [`path: ${row.path}, measured ${fact.path}`]),
    ...statusDifferences(row, fact),
    ...(row.signIn === fact.auth ? [] : [`sign-in: ${row.signIn}, measured ${fact.auth}`]),
    // The fixture adds remarks to some names: `… (format=json)`.
    ...(row.django === fact.url_name.split(" ")[0]
      ? []
      : [`django: ${row.django}, measured ${fact.url_name}`]),
    ...(accessOf(fact).includes(row.access) ? [] : [`access: ${row.access}, measured writes ${fact.writes}`]),
    // What a broken row would answer nobody knows.
    ...(row.broken === undefined
      ? [...contentTypeDifferences(row, fact), ...assertionDifferences(row, fact)]
      : []),
  ];
}

/** A broken row says first with what status. */
function statusDifferences({ ok, broken }: Endpoint, { success_status, broken_status }: Measured): string[] {
  const isRight =
    broken === undefined
      ? success_status !== null && ok.includes(success_status)
      : success_status === null && broken.startsWith(String(broken_status));
  return isRight ? [] : [`status: ${broken ?? ok}, measured ${success_status ?? broken_status}`];
}

/**
 * What signs in is a kind of its own in our budgets, whether it writes or not; a refresh hashes nothing and is a write.
 * A POST that only computes may count as either. */
function accessOf({ kind, writes, method }: Measured): readonly Endpoint["access"][] {
  if (kind === "refusal") return ["refusal"];
  return kind === "auth"
    ? ["sign_in", "write"]
    : writes
      ? ["write"]
      : method === "GET"
        ? ["read"]
        : ["read", "write"];
}

/** Names of arguments and values of the query do not matter: `/x/{pk}/?q=a` and `/x/{id}/?q={q}` are one shape. */
function shapeOf(path: string): string {
  const [place = "", query = ""] = path.split("?");
  const fixed = query.split("&").map((pair) => pair.split("=")[0]);
  return `${place.replace(/\{\w+\}/g, "{}")}?${fixed.sort().join("&")}`;
}

const contentTypes = {
  json: "application/json",
  multipart: "application/json",
  calendar: "text/calendar",
} as const;

/** A 204 has no content type; every other answer's fits its transport. */
function contentTypeDifferences({ transport, expects }: Endpoint, { content_type }: Measured): string[] {
  // A file has the type of its ending.
  if (transport === "file")
    return content_type?.startsWith("by extension") ? [] : [`content type: ${content_type}`];
  const wanted =
    "empty" in expects
      ? null
      : (contentTypes[transport as keyof typeof contentTypes] ?? "text/html; charset=utf-8");
  return content_type === wanted ? [] : [`content type: ${wanted}, measured ${content_type}`];
}

/** The fixture's assertions are prose; what they name in it must be what we look for. Some name nothing: "200". */
function assertionDifferences({ expects }: Endpoint, { assertion }: Measured): string[] {
  const other = (ours: unknown): string[] => [`assertion: ${ours}, measured ${assertion}`];
  if ("empty" in expects) return assertion.includes("204") ? [] : other("empty");
  if ("attachment" in expects) return assertion.includes("attachment") ? [] : other("attachment");
  if ("redirect" in expects) return assertion.includes(expects.redirect) ? [] : other(expects.redirect);
  if ("html" in expects) return assertion.includes(expects.html) ? [] : other(expects.html);
  if ("trigger" in expects)
    return [expects.trigger].flat().every((text) => assertion.includes(text)) ? [] : other(expects.trigger);
  return keysIn(assertion).every((key) => expects.json.some((path) => `${path}.`.startsWith(`${key}.`)))
    ? []
    : other(expects.json);
}

/** `JSON keys count,results[].region_name` names count and results.0.region_name; `JSON success==true and …` success. */
function keysIn(assertion: string): string[] {
  const [, list = ""] = /JSON (?:keys )?([^(]*)/.exec(assertion) ?? [];
  return list
    .split(/,| and /i)
    .flatMap((part) => /^[\w.[\]]+/.exec(part.trim())?.[0].replace("[]", ".0") ?? []);
}

/** The fixture is read as unknown and shaped here, once. */
function readRows(file: string): Measured[] {
  const parsed = JSON.parse(readFileSync(join(import.meta.dirname, "../fixtures", file), "utf8")) as {
    endpoints: Measured[];
  };
  return parsed.endpoints;
}
