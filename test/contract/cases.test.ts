// The table of cases against the catalogue: no endpoint is without the case that proves it.

import assert from "node:assert/strict";
import { test } from "node:test";
import type { Case } from "../../src/contract/case.ts";
import { cases } from "../../src/contract/cases.ts";
import { casesFor } from "../../src/contract/choose.ts";
import { demandsOf } from "../../src/contract/demands.ts";
import { masked } from "../../src/contract/masked.ts";
import type { Endpoint } from "../../tests/performance/k6/catalogue/endpoint.ts";
import {
  type EndpointName,
  endpointNames,
  endpoints,
} from "../../tests/performance/k6/catalogue/endpoints.ts";

/** Those of which nobody asks for the answer that the catalogue counts on, or for its known failure. */
function unproven(table: readonly Case[]): EndpointName[] {
  const proven = new Set(
    table.flatMap((one) => {
      const { endpoint } = demandsOf(one);
      if (endpoint === undefined) return [];
      const { ok, broken }: Endpoint = endpoints[endpoint];
      const { status } = one.expect;
      const isProof = broken === undefined ? ok.includes(status) : broken.startsWith(String(status));
      return isProof ? [endpoint] : [];
    }),
  );
  return endpointNames.filter((name) => !proven.has(name));
}

test("every endpoint has a case that expects its right answer, or its known failure", () => {
  assert.deepEqual(unproven(cases), []);
});

test("a table without the case of an endpoint is noticed", () => {
  const without = cases.filter((one) => demandsOf(one).endpoint !== "gap_analysis");
  assert.deepEqual(unproven(without), ["gap_analysis"]);
});

test("what a case reads is kept by one before it, or given from the start", () => {
  const given =
    /^(run|nobody|csrf|shareToken|throwAway|throwAwayPassword|(api_client|staff|executive|central_admin|provincial_coordinator)(_password)?)$/;
  const kept = new Set<string>();
  for (const one of cases) {
    const absent = demandsOf(one).reads.filter((name) => !given.test(name) && !kept.has(name));
    assert.deepEqual(absent, [], one.name);
    for (const name of Object.keys(one.keep ?? {})) kept.add(name);
  }
});

test("the cases of one endpoint bring those along that find and delete what theirs need", () => {
  const names = casesFor(new Set(["document_download"]), cases).map((one) => one.name);
  assert.ok(names.includes("A PDF is uploaded: its size, its name and where it can be fetched are told"));
  assert.ok(names.includes("A document is deleted (document)"));
  assert.ok(!names.includes("Regions are listed"));
  // What is only found is not deleted.
  const coverages = casesFor(new Set(["api_coverage_list"]), cases).map((one) => one.name);
  assert.ok(!coverages.includes("A coverage can be deleted"));
  assert.deepEqual(
    casesFor(new Set(["api_regions_list"]), cases).every((one) => {
      const { endpoint } = demandsOf(one);
      return endpoint === "api_regions_list" || Object.keys(one.keep ?? {}).length > 0;
    }),
    true,
  );
});

const secrets: readonly [text: string, shown: string][] = [
  ['{"access":"eyJhbGciOi.eyJ0b2tl.c2ln-_"}', '{"access":"…"}'],
  ['"eyJhbGciOiJIUzI1NiIs', '"…'],
  ["csrftoken=abc; sessionid=xyz; Path=/", "csrftoken=…; sessionid=…; Path=/"],
  ['name="csrfmiddlewaretoken" value="abc"', 'name="csrfmiddlewaretoken" value="…"'],
  [String.raw`<meta name=\"csrf-token\" content=\"abc`, String.raw`<meta name=\"csrf-token\" content="…`],
  ["the password is hunter22.", "the password is …."],
];
for (const [text, shown] of secrets)
  test(`${shown} is all that is shown of it`, () =>
    assert.equal(masked(text, { staff_password: "hunter22", item: "password" }), shown));
