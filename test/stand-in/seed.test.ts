// The seed: the same numbers give the same rows, the trees are sound, and every persona finds its users.

import assert from "node:assert/strict";
import { createHash } from "node:crypto";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { test } from "node:test";
import { datasetFiles } from "../../src/seed/dataset.ts";
import { writeDataset } from "../../src/seed/write.ts";
import { createDatabase, type Database } from "../../stand-in/database.ts";
import { demoUsers } from "../../stand-in/defaults.ts";
import { orderOf, type SeedOptions, seedDatabase } from "../../stand-in/seed/seed.ts";
import { writesOf } from "../../stand-in/seed/writes.ts";
import { parseDataset, performanceMarker } from "../../tests/performance/k6/catalogue/performance-marker.ts";
import { personaNames, personas } from "../../tests/performance/k6/catalogue/personas.ts";
import { scratchFolder } from "../load/process.ts";

const usual: SeedOptions = { seed: 1, scale: 1, today: "2026-11-23" };

test("the same seed, scale and date give the same content", () => {
  assert.equal(seeded(usual, contentHash), seeded(usual, contentHash));
});

test("another seed gives other content", () => {
  assert.notEqual(seeded(usual, contentHash), seeded({ ...usual, seed: 2 }, contentHash));
});

const countsByScale: readonly [scale: number, counts: Record<string, number>][] = [
  [
    1,
    {
      region: 2,
      province: 10,
      municipality: 50,
      barangay: 500,
      user: 1200,
      work_item: 1891,
      engagement_type: 11,
      recommendation: 500,
      monitoring_entry: 400,
      organization: 60,
      community: 400,
      coverage: 40,
      stakeholder: 40,
      document: 200,
      document_category: 6,
    },
  ],
  [0.1, { region: 1, municipality: 5, barangay: 50, user: 1200, work_item: 186, recommendation: 50 }],
  [3, { barangay: 1500, work_item: 5673, document: 600 }],
];
for (const [scale, counts] of countsByScale) {
  test(`scale ${scale} gives the documented numbers of rows`, () => {
    const found = seeded({ ...usual, scale }, (database) =>
      Object.fromEntries(
        Object.keys(counts).map((table) => [table, count(database, `SELECT count(*) AS n FROM ${table}`)]),
      ),
    );
    assert.deepEqual(found, counts);
  });
}

test("every tree is sound: no bound is used twice, children lie inside, each span fits what it holds", () => {
  seeded(usual, (database) => {
    const bounds =
      "SELECT tree_id, lft AS bound FROM work_item UNION ALL SELECT tree_id, rght FROM work_item";
    assert.equal(
      count(database, `SELECT count(*) - count(DISTINCT tree_id || ' ' || bound) AS n FROM (${bounds})`),
      0,
    );
    const outside = `SELECT count(*) AS n FROM work_item child JOIN work_item parent ON parent.id = child.parent_id
      WHERE child.lft <= parent.lft OR child.rght >= parent.rght OR child.tree_id <> parent.tree_id
        OR child.level <> parent.level + 1`;
    assert.equal(count(database, outside), 0);
    const misfits = `SELECT count(*) AS n FROM work_item item WHERE (rght - lft - 1) / 2 <>
      (SELECT count(*) FROM work_item below WHERE below.tree_id = item.tree_id AND below.lft > item.lft
         AND below.rght < item.rght)`;
    assert.equal(count(database, misfits), 0);
  });
});

test("the demo users exist with their persona's type, and no two personas share one", () => {
  const all = personaNames.flatMap((persona) => demoUsers[persona]);
  assert.equal(new Set(all).size, all.length);
  seeded(usual, (database) => {
    for (const persona of personaNames) {
      assert.ok(demoUsers[persona].length >= 20);
      for (const username of demoUsers[persona]) {
        const user = database.row<{ user_type: string; rbac_role: string | null; is_staff: number }>(
          "SELECT user_type, rbac_role, is_staff FROM user WHERE username = ?",
          username,
        );
        const { obcmsUserType, rbacRole, isStaff } = personas[persona];
        assert.deepEqual(
          { ...user },
          { user_type: obcmsUserType, rbac_role: rbacRole, is_staff: Number(isStaff) },
        );
      }
    }
  });
});

test("a barangay has one community at most, a municipality one coverage, and programmes have a lead", () => {
  seeded({ ...usual, scale: 2 }, (database) => {
    assert.equal(count(database, "SELECT count(*) AS n FROM coverage"), 80);
    assert.equal(count(database, "SELECT count(*) - count(DISTINCT municipality) AS n FROM coverage"), 0);
    assert.equal(count(database, "SELECT count(*) - count(DISTINCT barangay_id) AS n FROM community"), 0);
    assert.equal(
      count(database, "SELECT count(*) - count(lead_organization_id) AS n FROM monitoring_entry"),
      0,
    );
  });
});

test("a dataset for OBCMS made of the same order has the same fingerprint, and another one another", async (t) => {
  const folder = join(scratchFolder(t), "dataset");
  const marked = seeded(usual, markOf);
  const { fingerprint } = await writeDataset(folder, orderOf(usual), "the hash of some password");
  assert.deepEqual(marked, { fingerprint, ...usual });
  assert.notEqual(seeded({ ...usual, today: "2026-11-24" }, markOf)?.fingerprint, fingerprint);
});

test("each model of a dataset has its line, and no line is of a model that is not there", () => {
  const models = datasetFiles(orderOf(usual), "hash").flatMap(({ rows }) =>
    [...rows()].map(({ model }) => model),
  );
  assert.deepEqual(Object.keys(writesOf).sort(), [...new Set(models)].sort());
});

test("a row of the dataset is the same row here, with its key, whom it names and its moment in OBCMS's zone", () => {
  const files = datasetFiles(orderOf(usual), "hash");
  const item = files
    .flatMap(({ rows }) => [...rows()])
    .find(
      ({ model, fields }) =>
        model === "common.workitem" && fields.parent !== null && (fields.assignees as unknown[]).length > 1,
    );
  assert.ok(item);
  const { fields } = item;
  seeded(usual, (database) => {
    const found = database.row<Record<string, unknown>>(
      `SELECT title, parent_id, lft, related_ppa_id, username, updated_at,
         (SELECT count(*) FROM work_item_assignee WHERE work_item_id = work_item.id) AS assignees
         FROM work_item JOIN user ON user.id = created_by_id WHERE work_item.id = ?`,
      String(item.pk),
    );
    assert.deepEqual(
      { ...found },
      {
        title: fields.title,
        parent_id: fields.parent,
        lft: fields.lft,
        related_ppa_id: fields.related_ppa ?? null,
        username: (fields.created_by as string[])[0],
        updated_at: "2026-07-16T13:00:00+08:00",
        assignees: (fields.assignees as unknown[]).length,
      },
    );
  });
});

test("the suite finds work in every state, and documents, at the smallest scale that tests use", () => {
  seeded({ ...usual, scale: 0.1 }, (database) => {
    assert.equal(count(database, "SELECT count(DISTINCT status) AS n FROM work_item WHERE level = 0"), 6);
    assert.equal(count(database, "SELECT count(*) AS n FROM shared_calendar_link"), 1);
    assert.ok(count(database, "SELECT count(*) AS n FROM document WHERE title LIKE 'Perf%'") >= 20);
  });
});

test("the suite finds what it needs: two pages of organisations, and ten programmes of other agencies", () => {
  seeded({ ...usual, scale: 0.1 }, (database) => {
    assert.ok(count(database, "SELECT count(*) AS n FROM organization") > 20);
    assert.ok(count(database, "SELECT count(*) AS n FROM monitoring_entry WHERE category = 'moa_ppa'") >= 10);
  });
});

function seeded<T>(options: SeedOptions, look: (database: Database) => T): T {
  const folder = mkdtempSync(join(tmpdir(), "stand-in-seed-"));
  const database = createDatabase(join(folder, "database.sqlite3"));
  try {
    seedDatabase(database, options);
    return look(database);
  } finally {
    database.close();
    rmSync(folder, { recursive: true, force: true });
  }
}

function markOf(database: Database) {
  const row = database.row<{ description: string }>(
    "SELECT description FROM engagement_type WHERE name = ?",
    performanceMarker.name,
  );
  return parseDataset(row?.description ?? "");
}

function contentHash(database: Database): string {
  const hash = createHash("sha256");
  const tables = database.rows<{ name: string }>(
    "SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'sqlite_%' ORDER BY name",
  );
  for (const { name } of tables) {
    hash.update(name);
    const rows = database.rows<object>(`SELECT * FROM ${name}`);
    for (const row of rows.map((each) => JSON.stringify(each)).sort()) hash.update(row);
  }
  return hash.digest("hex");
}

function count(database: Database, sql: string): number {
  return database.row<{ n: number }>(sql)?.n ?? Number.NaN;
}
