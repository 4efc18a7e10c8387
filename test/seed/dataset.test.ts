import assert from "node:assert/strict";
import { createHash } from "node:crypto";
import { test } from "node:test";
import { treeFaults } from "../../src/integrity/tree.ts";
import { loadOf } from "../../src/run/make-plan.ts";
import { proposalStatuses } from "../../src/seed/budgets.ts";
import { settlementTypes } from "../../src/seed/communities.ts";
import { datasetFiles } from "../../src/seed/dataset.ts";
import { confidentialityLevels, documentStatuses, documentTypes } from "../../src/seed/documents.ts";
import { environmentOf } from "../../src/seed/environment-file.ts";
import { municipalityTypes } from "../../src/seed/geography.ts";
import { entryStatuses, requestStatuses } from "../../src/seed/monitoring-entries.ts";
import { type Order, parseOrder } from "../../src/seed/order.ts";
import { recommendationCategories, recommendationStatuses } from "../../src/seed/recommendations.ts";
import { type Row, toLine } from "../../src/seed/row.ts";
import { workPriorities, workStatuses } from "../../src/seed/work-items.ts";
import { engagementCategories, organizationTypes } from "../../tests/performance/k6/catalogue/choices.ts";
import { personas } from "../../tests/performance/k6/catalogue/personas.ts";
import { resolveSettings } from "../../tests/performance/k6/catalogue/resolve-settings.ts";

const order: Order = { seed: 1, scale: 1, today: "2026-11-26" };
const rowsOf = (some: Order): Row[] => datasetFiles(some, "hash").flatMap(({ rows }) => [...rows()]);
const rows = rowsOf(order);
const ofModel = (model: string): Row[] => rows.filter((row) => row.model === model);

const digest = (some: Order): string => {
  const hash = createHash("sha256");
  for (const row of rowsOf(some)) hash.update(toLine(row));
  return hash.digest("hex");
};

test("the same order makes the same rows; another seed, scale or day makes others", () => {
  assert.equal(digest(order), digest({ ...order }));
  const others = [{ seed: 2 }, { scale: 0.5 }, { today: "2026-11-27" }, { usersPerPersona: 3 }];
  const digests = others.map((other) => digest({ ...order, ...other }));
  assert.equal(new Set([...digests, digest(order)]).size, others.length + 1);
});

test("another seed changes no number of rows", () => {
  assert.equal(rowsOf({ ...order, seed: 99 }).length, rows.length);
});

const counts = {
  "common.user": 180,
  "common.barangay": 500,
  "communities.obccommunity": 400,
  "common.workitem": 1891,
  "monitoring.monitoringentry": 400,
  "policy_tracking.policyrecommendation": 500,
  "documents.document": 200,
} as const;
for (const [model, count] of Object.entries(counts))
  test(`scale 1 has ${count} rows of ${model}`, () => assert.equal(ofModel(model).length, count));

test("work items are trees of nested sets without a fault, in the order of MPTT's rebuild", () => {
  const items = ofModel("common.workitem");
  const faults = treeFaults(
    items.map(({ pk, fields }) => ({
      id: String(pk),
      parentId: fields.parent as string | null,
      treeId: fields.tree_id as number,
      lft: fields.lft as number,
      rght: fields.rght as number,
      level: fields.level as number,
    })),
  );
  for (const [kind, ids] of Object.entries(faults)) assert.deepEqual([...ids], [], kind);
  const siblings = Map.groupBy(items, ({ fields }) => fields.parent);
  for (const group of siblings.values()) {
    const keys = group.map(({ fields }) => `${fields.priority} ${fields.title}`);
    assert.deepEqual(keys, [...keys].sort());
  }
});

test("projects that OBCMS's list shows, those of no other agency's programme, have every status", () => {
  const shown = ofModel("common.workitem").filter(
    ({ fields }) => fields.parent === null && fields.ppa_category !== "moa_ppa",
  );
  assert.deepEqual(
    [...new Set(shown.map(({ fields }) => String(fields.status)))].sort(),
    [...workStatuses].sort(),
  );
});

test("a smoke run of all scenarios together finds users enough", () => {
  const file = environmentOf(order);
  const { values } = resolveSettings({ flags: { baseUrl: "http://127.0.0.1:9" }, env: {}, file });
  assert.doesNotThrow(() => loadOf({ values, origins: {} as never, problems: [] }));
});

const unique: readonly (readonly [model: string, ...fields: string[]])[] = [
  ["common.user", "username"],
  ["common.region", "code"],
  ["common.province", "code"],
  ["common.municipality", "code"],
  ["common.barangay", "code"],
  ["common.feature", "feature_key"],
  ["common.permission", "codename"],
  ["common.rolepermission", "role", "permission"],
  ["common.userrole", "user", "role"],
  ["communities.obccommunity", "barangay"],
  ["policy_tracking.policyrecommendation", "reference_number"],
  ["coordination.stakeholderengagementtype", "name"],
  ["documents.documentcategory", "name"],
  ["documents.document", "file"],
  ["organizations.organization", "code"],
  ["budget_preparation.budgetproposal", "organization", "fiscal_year"],
  ["budget_preparation.programbudget", "budget_proposal", "monitoring_entry"],
];
for (const [model, ...fields] of unique)
  test(`${model} is unique by ${fields.join(" and ")}`, () => {
    const keys = ofModel(model).map((row) => JSON.stringify(fields.map((field) => row.fields[field])));
    assert.ok(keys.length > 0);
    assert.equal(new Set(keys).size, keys.length);
  });

test("no key stands twice, however many rows there are", () => {
  const keys = new Set<string>();
  let count = 0;
  for (const { pk, model } of rowsOf({ ...order, scale: 20 })) {
    if (pk === undefined) continue;
    keys.add(`${model} ${pk}`);
    count += 1;
  }
  assert.equal(keys.size, count);
});

const references: readonly (readonly [model: string, field: string, to: string])[] = [
  ["common.province", "region", "common.region"],
  ["common.municipality", "province", "common.province"],
  ["common.barangay", "municipality", "common.municipality"],
  ["common.permission", "feature", "common.feature"],
  ["common.rolepermission", "role", "common.role"],
  ["common.rolepermission", "permission", "common.permission"],
  ["common.userrole", "user", "common.user"],
  ["common.userrole", "role", "common.role"],
  ["communities.obccommunity", "barangay", "common.barangay"],
  ["policy_tracking.policyrecommendation", "proposed_by", "common.user"],
  ["monitoring.monitoringentry", "lead_organization", "coordination.organization"],
  ["monitoring.monitoringentry", "implementing_moa", "coordination.organization"],
  ["monitoring.monitoringentry", "submitted_by_community", "communities.obccommunity"],
  ["monitoring.monitoringentry", "submitted_to_organization", "coordination.organization"],
  ["monitoring.monitoringentry", "coverage_barangay", "common.barangay"],
  ["monitoring.monitoringentry", "created_by", "common.user"],
  ["documents.document", "category", "documents.documentcategory"],
  ["documents.document", "community", "communities.obccommunity"],
  ["documents.document", "uploaded_by", "common.user"],
  ["documents.document", "approved_by", "common.user"],
  ["common.workitem", "parent", "common.workitem"],
  ["common.workitem", "related_ppa", "monitoring.monitoringentry"],
  ["common.workitem", "implementing_moa", "coordination.organization"],
  ["common.workitem", "created_by", "common.user"],
  ["common.workitem", "assignees", "common.user"],
  ["common.sharedcalendarlink", "created_by", "common.user"],
  ["budget_preparation.budgetproposal", "organization", "organizations.organization"],
  ["budget_preparation.programbudget", "budget_proposal", "budget_preparation.budgetproposal"],
  ["budget_preparation.programbudget", "monitoring_entry", "monitoring.monitoringentry"],
];
for (const scale of [0.01, 1])
  test(`at scale ${scale} whatever a row names stands before it`, () => {
    const seen = new Set<string>();
    const missing: string[] = [];
    for (const { model, pk, fields } of rowsOf({ ...order, scale })) {
      for (const [from, field, to] of references) {
        if (from !== model || fields[field] === undefined || fields[field] === null) continue;
        const named = field === "assignees" ? (fields[field] as unknown[]) : [fields[field]];
        for (const name of named) if (!seen.has(`${to} ${name}`)) missing.push(`${model}.${field} ${name}`);
      }
      seen.add(`${model} ${pk ?? fields.username}`);
    }
    assert.deepEqual(missing.slice(0, 5), []);
  });

const everyValue: readonly (readonly [model: string, field: string, values: readonly string[]])[] = [
  ["common.municipality", "municipality_type", municipalityTypes],
  ["common.workitem", "status", workStatuses],
  ["common.workitem", "priority", workPriorities],
  ["common.workitem", "work_type", ["project", "sub_project", "activity", "sub_activity", "task", "subtask"]],
  ["monitoring.monitoringentry", "status", entryStatuses],
  ["monitoring.monitoringentry", "category", ["moa_ppa", "oobc_ppa", "obc_request"]],
  ["monitoring.monitoringentry", "request_status", requestStatuses],
  ["policy_tracking.policyrecommendation", "status", recommendationStatuses],
  ["policy_tracking.policyrecommendation", "category", recommendationCategories],
  ["coordination.organization", "organization_type", organizationTypes],
  ["coordination.stakeholderengagementtype", "category", engagementCategories],
  ["communities.obccommunity", "settlement_type", settlementTypes],
  ["documents.document", "document_type", documentTypes],
  ["documents.document", "status", Object.keys(documentStatuses)],
  ["documents.document", "confidentiality_level", Object.keys(confidentialityLevels)],
  ["budget_preparation.budgetproposal", "status", proposalStatuses],
  [
    "common.user",
    "user_type",
    [...new Set(Object.values(personas).map(({ obcmsUserType }) => obcmsUserType))],
  ],
];
for (const [model, field, values] of everyValue)
  test(`${model}.${field} has each of ${values.length} values`, () => {
    const found = new Set(ofModel(model).flatMap(({ fields }) => fields[field] ?? []));
    assert.deepEqual([...found].sort(), [...values].sort());
  });

for (const [field, shares] of [
  ["status", documentStatuses],
  ["confidentiality_level", confidentialityLevels],
] as const)
  test(`in any hundred documents each ${field} has its share`, () => {
    for (const first of [0, 100]) {
      const hundred = ofModel("documents.document").slice(first, first + 100);
      const found = Map.groupBy(hundred, ({ fields }) => String(fields[field]));
      assert.deepEqual(Object.fromEntries([...found].map(([value, some]) => [value, some.length])), {
        ...shares,
      });
    }
  });

test("documents that are open to all are in every state but few: statuses and levels do not run together", () => {
  const open = ofModel("documents.document").filter(
    ({ fields }) => fields.confidentiality_level === "public",
  );
  assert.ok(new Set(open.map(({ fields }) => fields.status)).size >= 5);
});

test("each category of entries has each status", () => {
  const pairs = ofModel("monitoring.monitoringentry").map(
    ({ fields }) => `${fields.category} ${fields.status}`,
  );
  assert.equal(new Set(pairs).size, 3 * entryStatuses.length);
});

test("work belongs to programmes, never to requests", () => {
  const entries = new Map(
    ofModel("monitoring.monitoringentry").map(({ pk, fields }) => [pk, fields.category]),
  );
  const categories = ofModel("common.workitem").flatMap(({ fields }) =>
    fields.related_ppa === undefined ? [] : [entries.get(fields.related_ppa as string)],
  );
  assert.deepEqual([...new Set(categories)].sort(), ["moa_ppa", "oobc_ppa"]);
});

test("OBCMS's database would refuse none of the entries' budgets", () => {
  for (const { fields } of ofModel("monitoring.monitoringentry")) {
    const amount = (field: string): number => Number(fields[field] ?? 0);
    assert.ok(amount("budget_obc_allocation") <= amount("budget_allocation"));
    assert.ok(amount("budget_allocation") <= amount("budget_ceiling"));
    assert.ok(amount("obc_slots") <= amount("total_slots"));
    assert.ok(String(fields.start_date) <= String(fields.target_end_date));
  }
});

test("OBCMS has nothing to geocode, and every moment is in UTC", () => {
  for (const { model, fields } of rows) {
    if (/\.(region|province|municipality|barangay)$/.test(model))
      assert.equal((fields.center_coordinates as unknown[]).length, 2);
    if (model === "common.user") continue;
    for (const field of [model === "common.userrole" ? "assigned_at" : "created_at"])
      assert.match(String(fields[field]), /^\d{4}-\d\d-\d\dT\d\d:00:00Z$/, model);
  }
});

for (const [given, named] of [
  [{ seed: "x" }, /--seed x/],
  [{ scale: "0" }, /--scale 0/],
  [{ today: "2026-02-30" }, /--today 2026-02-30/],
  [{ today: "soon" }, /--today soon/],
  [{ users: "0" }, /--users 0/],
] as const)
  test(`an order with ${JSON.stringify(given)} is refused by name`, () => {
    assert.throws(
      () => parseOrder(given, new Date()),
      (error: Error & { saw?: string }) => named.test(error.saw ?? ""),
    );
  });
