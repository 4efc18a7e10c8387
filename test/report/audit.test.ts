// What the reports say of an audit: in the terminal's text and in the page's section on what was left.

import assert from "node:assert/strict";
import { test } from "node:test";
import { viewAudit } from "../../src/report/audit-view.ts";
import { residueSection } from "../../src/report/sections/residue.ts";
import { renderText } from "../../src/report/text.ts";
import type { Result } from "../../src/result/result.ts";
import { runs } from "../fixtures/report/runs.ts";

type Audit = NonNullable<Result["audit"]>;
const { result, verdict } = runs.audited();
const audit = result.audit as Audit;

const lines = (change: Partial<Result>): string => {
  const changed = { ...result, ...change };
  const text = renderText({ result: changed, verdict, reportPath: "r", color: false, width: 10_000 });
  return text
    .split("\n")
    .filter((line) => /^(rows:|restore:|not tested: rows|before the load:)/.test(line))
    .join("\n");
};
const page = (change: Partial<Result>): string => residueSection({ ...result, ...change }).markup;
const withAudit = (change: Partial<Audit>): Partial<Result> => ({ audit: { ...audit, ...change } });

const snapshot = { name: "old", takenAt: "2026-03-01T08:00:00.000Z", holdsBefore: false };
const cases: readonly { title: string; change: Partial<Result>; says: RegExp; silent?: RegExp }[] = [
  {
    title: "rows more and fewer, by table, logs apart",
    change: {},
    says: /^rows: the run left 42 rows more in 6 tables and 5 rows fewer in 3 tables: common_work_item \+12, .*documents_document −3, .*1 more in the report; beside them \+1,040 in sessions, logs and tokens$/m,
  },
  {
    title: "the snapshot that brings the rows back",
    change: {},
    says: /^restore: `obcms-perf restore before_stress --env staging` brings it back/m,
  },
  {
    title: "a snapshot that had other rows, as what it is",
    change: withAudit({ restore: { snapshot, command: "obcms-perf restore old" } }),
    says: /^restore: `obcms-perf restore old` brings the dataset back .*2026-03-01.*other rows/m,
    silent: /brings it back/,
  },
  {
    title: "that there is no snapshot",
    change: withAudit({ restore: { snapshot: null, command: "obcms-perf snapshot NAME" } }),
    says: /^restore: no stored snapshot .*take one before the next run: `obcms-perf snapshot NAME`$/m,
  },
  {
    title: "nothing to restore where only logs grew",
    change: withAudit({
      differences: audit.differences.filter(({ growsByDesign }) => growsByDesign !== null),
    }),
    says: /^rows: as many rows after the run as before it in each of 192 tables, those apart that only grow; beside/m,
    silent: /restore/,
  },
  {
    title: "nothing to restore where lists were counted",
    change: withAudit({ source: "api", restore: null }),
    says: /^rows: the run left 42 rows more in 6 lists and /m,
    silent: /restore/,
  },
  {
    title: "a table that came or went without rows",
    change: withAudit({
      differences: [{ table: "t", before: null, after: 0, change: 0, growsByDesign: null }],
    }),
    says: /^rows: the run left 1 other table without rows: t \+0$/m,
  },
  {
    title: "why nobody counted",
    change: {
      audit: undefined,
      notTested: [{ kind: "audit", what: "rows that the run left", why: "no way in" }],
    },
    says: /^not tested: rows that the run left \(no way in\)$/m,
    silent: /^rows:/m,
  },
  {
    title: "what was emptied first",
    change: {},
    says: /^before the load: queue emptied \(3 waiting tasks removed\), cache emptied \(412 keys/m,
  },
  {
    title: "nothing of steps that nobody asked for",
    change: { steps: [{ name: "load", saw: null }] },
    says: /^rows:/m,
    silent: /before the load/,
  },
  {
    title: "nothing of the embedded target, whose database goes with it",
    change: { target: { ...result.target, kind: "stand-in" } },
    says: /^before the load/m,
    silent: /^rows:|^restore:/m,
  },
];
for (const { title, change, says, silent } of cases) {
  test(`the text tells ${title}`, () => {
    assert.match(lines(change), says);
    if (silent !== undefined) assert.doesNotMatch(lines(change), silent);
  });
}

test("the page has a table of what was left beside what journeys announced, and one of what only grows", () => {
  const markup = page({});
  assert.match(markup, /api_stakeholder_create<\/code>: the created stakeholder/);
  assert.match(markup, /documents_document<\/code><\/th>.*?>20<.*?>17<.*?>−3</s);
  const [left = "", grown = ""] = markup.split("<details><summary>1 table that every run makes longer");
  assert.doesNotMatch(left, /axes_accesslog/);
  assert.match(grown, /axes_accesslog.*a row for each sign-in/s);
  assert.match(markup, /Not counted: mana_survey \(this user may not read it\)/);
  assert.match(markup, /<code>obcms-perf restore before_stress --env staging<\/code> brings it back/);
});

test("the page says why nobody counted, and that of an old run nobody did", () => {
  const notTested = [{ kind: "audit" as const, what: "rows", why: "the target is down" }];
  assert.match(page({ audit: undefined, notTested }), /Nobody counted rows: the target is down\./);
  assert.match(page({ audit: undefined, notTested: [] }), /Nobody counted rows: this run was not audited\./);
});

test("a hostile table name stays text", () => {
  const differences = [{ table: "<img src=x>", before: 0, after: 1, change: 1, growsByDesign: null }];
  assert.doesNotMatch(page(withAudit({ differences })), /<img/);
  assert.equal(viewAudit({ ...audit, differences }).sentence, "the run left 1 row more in 1 table");
});
