// The seed: the same numbers give the same rows, the trees are sound, and every persona finds its users.

import assert from "node:assert/strict";
import { createHash } from "node:crypto";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { test } from "node:test";
import { createDatabase, type Database } from "../../stand-in/database.ts";
import { demoUsers } from "../../stand-in/defaults.ts";
import { type SeedOptions, seedDatabase } from "../../stand-in/seed/seed.ts";
import { personaNames, personas } from "../../tests/performance/k6/catalogue/personas.ts";

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
      region: 4,
      province: 20,
      municipality: 120,
      barangay: 1000,
      user: 1300,
      work_item: 1860,
      engagement_type: 200,
      recommendation: 500,
      monitoring_entry: 400,
      organization: 60,
      community: 400,
      coverage: 11,
      stakeholder: 40,
    },
  ],
  [0.1, { region: 4, municipality: 120, barangay: 120, user: 1300, work_item: 186, recommendation: 50 }],
  [3, { barangay: 3000, work_item: 5580, engagement_type: 600 }],
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
  seeded({ ...usual, scale: 20 }, (database) => {
    assert.equal(count(database, "SELECT count(*) AS n FROM coverage"), 120);
    assert.equal(count(database, "SELECT count(*) - count(DISTINCT barangay_id) AS n FROM community"), 0);
    assert.equal(
      count(database, "SELECT count(*) - count(lead_organization_id) AS n FROM monitoring_entry"),
      0,
    );
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

function contentHash(database: Database): string {
  const hash = createHash("sha256");
  const tables = database.rows<{ name: string }>(
    "SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'sqlite_%' ORDER BY name",
  );
  for (const { name } of tables) {
    hash.update(name);
    for (const row of database.rows<object>(`SELECT * FROM ${name} ORDER BY 1, 2`))
      hash.update(JSON.stringify(row));
  }
  return hash.digest("hex");
}

function count(database: Database, sql: string): number {
  return database.row<{ n: number }>(sql)?.n ?? Number.NaN;
}
