// The word for an endpoint, from what its cases saw.

import assert from "node:assert/strict";
import { test } from "node:test";
import type { Expected } from "../../src/contract/case.ts";
import type { Outcome, Seen } from "../../src/contract/outcome.ts";
import { verdictOf, type Word, wordFor } from "../../src/contract/verdict.ts";
import type { EndpointName } from "../../tests/performance/k6/catalogue/endpoints.ts";

const answer = (status: number, more: Partial<Seen> = {}): Seen => ({
  status,
  path: "/ocm/?a=1",
  location: null,
  contentType: "text/html; charset=utf-8",
  ...more,
});
const leadsTo = (location: string, status = 302): Seen => answer(status, { location });

const seen: readonly [sentence: string, expected: Expected, seen: Seen, word: Word][] = [
  ["a server error", { status: 200 }, answer(500), "broken"],
  ["a gateway's error where a refusal was expected", { status: 403 }, answer(502), "broken"],
  ["no answer", { status: 200 }, answer(0), "broken"],
  ["a redirect to itself", { status: 200 }, leadsTo("/ocm/?a=1", 301), "broken"],
  ["a redirect to itself by a whole address", { status: 200 }, leadsTo("http://host/ocm/?a=1"), "broken"],
  ["a page that is not there", { status: 200 }, answer(404), "missing"],
  ["no page where a wrong form was expected", { status: 400 }, answer(404), "missing"],
  ["unauthorized", { status: 200 }, answer(401), "forbidden"],
  ["forbidden", { status: 404 }, answer(403), "forbidden"],
  ["the login page", { status: 200 }, leadsTo("/login/?next=/ocm/"), "forbidden"],
  [
    "the login page where another redirect was expected",
    { status: 302, headers: { Location: "/dashboard/" } },
    leadsTo("/login/?next=/"),
    "forbidden",
  ],
  ["too many requests", { status: 200 }, answer(429), "throttled"],
  ["another right status", { status: 201 }, answer(200), "changed"],
  ["a redirect elsewhere", { status: 200 }, leadsTo("/elsewhere/"), "changed"],
  ["the expected refusal with another body", { status: 403 }, answer(403), "changed"],
  ["the expected lock with another body", { status: 429 }, answer(429), "changed"],
  ["the expected failure with another body", { status: 500 }, answer(500), "changed"],
  [
    "the expected redirect to the login page with another header",
    { status: 302, headers: { Location: /^\/login\// } },
    leadsTo("/login/?next=/"),
    "changed",
  ],
  [
    "the expected redirect to itself with another header",
    { status: 301, headers: { Location: "/ocm/?a=1" } },
    leadsTo("/ocm/?a=1", 301),
    "changed",
  ],
  ["the form where an entry was expected", { status: 302 }, answer(200), "changed"],
];
for (const [sentence, expected, saw, word] of seen)
  test(`${sentence}: ${word}`, () => assert.equal(wordFor({ expected, seen: saw }), word));

const about = (status: number): Pick<Outcome, "name" | "endpoint" | "expected" | "leaves"> => ({
  name: "A case",
  endpoint: undefined,
  expected: { status },
  leaves: undefined,
});
const right = (status: number): Outcome => ({ ...about(status), state: "as expected" });
const wrong = (expected: number, saw: Seen): Outcome => ({
  ...about(expected),
  state: "different",
  seen: saw,
  differences: [`status is ${saw.status}`, "b", "c", "d"],
});
const skipped = (why = "nobody is given"): Outcome => ({ ...about(200), state: "not looked at", why });

const asJson = { contentType: "application/json" } as const;
const judged: readonly [
  sentence: string,
  endpoint: EndpointName,
  mended: readonly EndpointName[],
  outcomes: readonly Outcome[],
  word: Word,
  isExpected: boolean,
  saw: RegExp,
][] = [
  ["right answers", "trends", [], [right(200), right(302)], "works", true, /^$/],
  ["a right answer and a case not asked", "trends", [], [right(200), skipped()], "works", true, /^$/],
  ["refusals alone", "trends", [], [right(302)], "not looked at", true, /no case asks for the right answer/],
  ["no case", "trends", [], [], "not looked at", true, /no case asks/],
  [
    "nothing asked",
    "trends",
    [],
    [skipped("a"), skipped("b"), skipped("a")],
    "not looked at",
    true,
    /^a\nb$/,
  ],
  [
    "the worst of several, and how many others",
    "trends",
    [],
    [wrong(200, answer(404)), wrong(200, answer(500)), right(200)],
    "broken",
    false,
    /^A case: status is 500; b; c; and 1 more\nand 1 more of its cases are different$/,
  ],
  [
    "a wrong answer beside right ones",
    "trends",
    [],
    [right(200), wrong(302, answer(200))],
    "changed",
    false,
    /200/,
  ],
  ["the known failure", "transparency", [], [right(500)], "broken", true, /^as known: 500: /],
  [
    "another failure than the known one",
    "transparency",
    [],
    [wrong(500, answer(404))],
    "missing",
    false,
    /404/,
  ],
  [
    "a right answer of what is broken",
    "transparency",
    [],
    [wrong(500, answer(200))],
    "mended",
    false,
    /give --mended transparency/,
  ],
  [
    "a record that is not there, of what is broken",
    "api_community_detail",
    [],
    [wrong(301, answer(404, asJson))],
    "mended",
    false,
    /404/,
  ],
  [
    "a page that is not there, of what is broken",
    "api_community_detail",
    [],
    [wrong(301, answer(404))],
    "missing",
    false,
    /404/,
  ],
  [
    "a broken row that was not asked",
    "transparency",
    [],
    [skipped()],
    "not looked at",
    true,
    /nobody is given/,
  ],
  [
    "a broken row of which a refusal alone was asked",
    "policies_delete",
    [],
    [right(403)],
    "not looked at",
    true,
    /no case/,
  ],
  [
    "a mended row that answers",
    "transparency",
    ["transparency"],
    [wrong(500, answer(200))],
    "works",
    true,
    /^$/,
  ],
  [
    "a mended row that fails as before",
    "transparency",
    ["transparency"],
    [right(500)],
    "broken",
    false,
    /set as mended/,
  ],
  [
    "a mended row that fails otherwise",
    "transparency",
    ["transparency"],
    [wrong(500, answer(403))],
    "forbidden",
    false,
    /403/,
  ],
  [
    "a mended row that was only refused",
    "api_community_detail",
    ["api_community_detail"],
    [wrong(301, answer(404, asJson))],
    "not looked at",
    true,
    /only refused/,
  ],
];
for (const [sentence, endpoint, mended, outcomes, word, isExpected, saw] of judged)
  test(`${sentence}: ${word}`, () => {
    const verdict = verdictOf(endpoint, outcomes, mended);
    assert.equal(verdict.word, word);
    assert.equal(verdict.isExpected, isExpected);
    assert.match(verdict.saw.join("\n"), saw);
    assert.equal(verdict.cases, outcomes.length);
  });
