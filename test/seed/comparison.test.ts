import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { projectFolder } from "../../src/run/suite.ts";
import { compareWith } from "../../src/seed/comparison.ts";
import { datasetFiles, markerRow } from "../../src/seed/dataset.ts";
import type { Row } from "../../src/seed/row.ts";
import type { Target, TargetField } from "../../src/seed/target-models.ts";

type Models = Target["models"];
/** What the real OBCMS answered. */
const real = JSON.parse(readFileSync(join(projectFolder, "test/fixtures/obcms-models.json"), "utf8")) as {
  models: Models;
};

const order = { seed: 1, scale: 1, today: "2026-11-26" };
const rows: Row[] = [
  ...datasetFiles(order, "hash").flatMap(({ rows }) => [...rows()]),
  markerRow({ ...order, fingerprint: "0123456789abcdef" }),
];

function faultsIn(models: Models): string[] {
  const comparison = compareWith({ models });
  for (const row of rows) comparison.add(row);
  return comparison.faults();
}

/** The real models with one field changed, or taken away. */
function changed(model: string, field: string, change: Partial<TargetField> | undefined): Models {
  const { [field]: before, ...others } = real.models[model] ?? {};
  const blank = { null: false, blank: false, required: false, choices: [], max_length: null, many: false };
  return {
    ...real.models,
    [model]: change === undefined ? others : { ...others, [field]: { ...blank, ...before, ...change } },
  };
}

test("the dataset fits the OBCMS that was measured", () => assert.deepEqual(faultsIn(real.models), []));

const { "common.workitem": _, ...withoutWorkItems } = real.models;
const cases = [
  ["a model is gone", withoutWorkItems, "common.workitem: the target has no such model (1891 rows)"],
  [
    "a field is gone",
    changed("common.workitem", "related_ppa", undefined),
    /^common\.workitem\.related_ppa: the target has no such field \(\d+ rows\)$/,
  ],
  [
    "a choice is no longer allowed",
    changed("monitoring.monitoringentry", "status", {
      choices: ["planning", "ongoing", "completed", "on_hold"],
    }),
    'monitoring.monitoringentry.status: "cancelled" is not allowed, only planning, ongoing, completed, on_hold (80 rows)',
  ],
  [
    "a new field is required",
    changed("common.user", "office", { required: true }),
    "common.user.office: the target requires it, and it is not given (180 rows)",
  ],
  [
    "null is no longer allowed",
    changed("common.sharedcalendarlink", "max_views", { null: false }),
    "common.sharedcalendarlink.max_views: the target allows no null (1 rows)",
  ],
  [
    "a text is too long",
    changed("common.role", "slug", { max_length: 12 }),
    "common.role.slug: longer than the target's 12 characters (1 rows)",
  ],
] as const;
for (const [title, models, expected] of cases)
  test(`when ${title}, that is said once, with the number of rows`, () => {
    const [fault = "", ...others] = faultsIn(models);
    assert.deepEqual(others, []);
    if (typeof expected === "string") assert.equal(fault, expected);
    else assert.match(fault, expected);
  });
