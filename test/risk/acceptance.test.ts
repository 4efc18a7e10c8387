import assert from "node:assert/strict";
import { test } from "node:test";
import { parseAcceptance } from "../../src/risk/acceptance-file.ts";
import { checkAcceptances, daysLeft } from "../../src/risk/check.ts";
import type { FaultName } from "../../src/risk/faults.ts";
import { acceptanceFile, acceptanceText, type Change, now, READ } from "../gate/inputs.ts";

type Case = {
  readonly title: string;
  readonly change: Change;
  readonly faults: readonly FaultName[];
  readonly saying?: RegExp;
};

const cases: readonly Case[] = [
  { title: "a right one has no fault", change: {}, faults: [] },
  { title: "a measured figure is for readers", change: { measured: 612.4 }, faults: [] },
  {
    title: "no budget",
    change: { budget: undefined },
    faults: ["unreadable"],
    saying: /^budget: is missing$/,
  },
  {
    title: "a wildcard",
    change: { budget: "api_crud_*" },
    faults: ["unreadable"],
    saying: /without wildcards/,
  },
  {
    title: "any environment",
    change: { environment: "*" },
    faults: ["unreadable"],
    saying: /^environment: /,
  },
  { title: "all scenarios", change: { scenario: "all" }, faults: ["unreadable"], saying: /^scenario: / },
  {
    title: "an unknown field",
    change: { scope: "all" },
    faults: ["unreadable"],
    saying: /^scope: there is no/,
  },
  {
    title: "a ceiling that is a text",
    change: { ceiling: "700" },
    faults: ["unreadable"],
    saying: /^ceiling: /,
  },
  { title: "a ceiling without end", change: { ceiling: Number.POSITIVE_INFINITY }, faults: ["unreadable"] },
  { title: "no reason to speak of", change: { reason: "n/a" }, faults: ["unreadable"], saying: /^reason: / },
  { title: "a mitigation of blanks", change: { mitigation: " ".repeat(40) }, faults: ["unreadable"] },
  { title: "a ticket to come", change: { ticket: "TODO" }, faults: ["unreadable"], saying: /^ticket: / },
  {
    title: "an owner who is nobody",
    change: { owner: "somebody" },
    faults: ["unreadable"],
    saying: /^owner: /,
  },
  { title: "a day that there is not", change: { expires: "2026-02-30" }, faults: ["unreadable"] },
  { title: "a moment instead of a day", change: { expires: "2026-12-10T10:00:00Z" }, faults: ["unreadable"] },
  { title: "a budget of another scenario", change: { scenario: "htmx_bursts" }, faults: ["unknown_budget"] },
  {
    title: "a budget that there is not",
    change: { budget: "api_crud_reed_p95" },
    faults: ["unknown_budget"],
  },
  {
    title: "throttled answers",
    change: { budget: "api_crud_throttled", limit: 0, ceiling: 3 },
    faults: ["not_acceptable"],
  },
  {
    title: "dropped iterations",
    change: { budget: "api_crud_dropped", limit: 0, ceiling: 3 },
    faults: ["not_acceptable"],
  },
  {
    title: "a few faults of the data can be accepted",
    change: { budget: "api_crud_integrity_faults", limit: 0, ceiling: 3 },
    faults: [],
  },
  {
    title: "memory of a watched process is a budget of the target",
    change: { scenario: "target", budget: "target_web_memory_max", limit: 2e9, ceiling: 3e9 },
    faults: [],
  },
  {
    title: "more than twice the limit",
    change: { ceiling: 1000.1 },
    faults: ["too_wide"],
    saying: /1000 is the furthest/,
  },
  { title: "twice the limit", change: { ceiling: 1000 }, faults: [] },
  {
    title: "too many failed checks",
    change: { budget: "api_crud_checks", limit: 0.99, ceiling: 0.97 },
    faults: ["too_wide"],
  },
  { title: "a ceiling below the limit", change: { ceiling: 499 }, faults: ["too_narrow"] },
  { title: "thirty days", change: { created: "2026-11-20", expires: "2026-12-20" }, faults: [] },
  { title: "thirty-one days", change: { expires: "2026-12-21" }, faults: ["too_long"], saying: /31 days/ },
  { title: "created tomorrow", change: { created: "2026-11-27" }, faults: ["from_future"] },
  { title: "created today", change: { created: "2026-11-26" }, faults: [] },
  { title: "approved by its owner", change: { approver: "@Jane" }, faults: ["self_approved"] },
  { title: "over since yesterday", change: { expires: "2026-11-25" }, faults: ["expired"] },
  { title: "over before it began", change: { expires: "2026-11-19" }, faults: ["expired"] },
];

for (const { title, change, faults, saying } of cases)
  test(`${title}: ${faults.join(", ") || "no fault"}`, () => {
    const [checked] = checkAcceptances([acceptanceFile(change)], now);
    assert.deepEqual(
      checked?.faults.map(({ name }) => name),
      faults,
      JSON.stringify(checked?.faults),
    );
    if (saying !== undefined) assert.match(checked?.faults[0]?.sentence ?? "", saying);
  });

const texts: readonly (readonly [title: string, text: string, saying: RegExp, line?: number])[] = [
  ["no YAML", "id: [RA-1", /flow|must|end/i, 1],
  ["a field twice", `${acceptanceText()}ceiling: 900\n`, /unique/i, 14],
  ["a second document", `${acceptanceText()}---\nid: RA-2\n`, /document/i],
  ["an alias", acceptanceText().replace('"@joe"', "*who").replace('"@jane"', '&who "@jane"'), /alias/],
  ["a tag of another schema", acceptanceText().replace("700", "!!js/eval 700"), /tag/i],
  ["a list", "- id: RA-1\n", /mapping/],
  ["nothing", "", /mapping/],
  ["a book", "#".repeat(30_000), /30000 characters/],
  ["an unknown field at its line", `${acceptanceText()}force: true\n`, /^force: there is no such field$/, 14],
];

for (const [title, text, saying, line] of texts)
  test(`a file with ${title} is unreadable, and says so`, () => {
    const { acceptance, faults } = parseAcceptance("risk-acceptances/RA-1.yaml", text);
    assert.equal(acceptance, undefined);
    assert.deepEqual([...new Set(faults.map(({ name }) => name))], ["unreadable"]);
    assert.ok(
      faults.some(({ sentence }) => saying.test(sentence)),
      JSON.stringify(faults),
    );
    if (line !== undefined) assert.equal(faults[0]?.line, line);
  });

test("YAML 1.2: no is a word, and a day stays a text", () => {
  const { acceptance } = parseAcceptance("RA-1.yaml", acceptanceText({ environment: "no" }));
  assert.equal(acceptance?.environment, "no");
  assert.equal(acceptance?.created, "2026-11-20");
});

test("a file under another name than its id is at fault", () => {
  const { faults } = parseAcceptance("risk-acceptances/RA-2.yaml", acceptanceText());
  assert.deepEqual(
    faults.map(({ name, line }) => [name, line]),
    [["wrong_name", 1]],
  );
});

test("two files for the same budget are both at fault, those for two environments are not", () => {
  const faultsOf = (second: Change): string[] =>
    checkAcceptances([acceptanceFile(), acceptanceFile({ id: "RA-2", ...second })], now).flatMap(
      ({ faults }) => faults.map(({ name }) => name),
    );
  assert.deepEqual(faultsOf({ ceiling: 900 }), ["duplicate", "duplicate"]);
  assert.deepEqual(faultsOf({ environment: "staging" }), []);
});

test("days left are counted in UTC, its last day is 0", () => {
  const { acceptance } = acceptanceFile({ budget: READ });
  assert.ok(acceptance);
  assert.equal(daysLeft(acceptance, new Date("2026-12-10T23:59:59Z")), 0);
  assert.equal(daysLeft(acceptance, new Date("2026-12-11T00:00:00Z")), -1);
  assert.equal(daysLeft(acceptance, new Date("2026-11-26T00:00:00+08:00")), 15);
});
