// What the executive pages add up and the REST API writes beside: monitoring entries, recommendations, engagement types.

import { engagementCategories } from "../../tests/performance/k6/catalogue/choices.ts";
import type { Database } from "../database.ts";
import type { Random } from "../random.ts";
import { daysAfter } from "../time.ts";

const SECTORS = ["economic", "social", "infrastructure", "environment", "governance"] as const;
const STATUSES = ["planning", "ongoing", "completed", "on_hold", "cancelled"] as const;
const OTHER_KINDS = ["oobc_ppa", "obc_request"] as const;

type Options = { scaled: (count: number) => number; today: string };

export function seedProgrammes(database: Database, random: Random, options: Options): void {
  const leads = database
    .rows<{ id: string }>("SELECT id FROM organization ORDER BY name")
    .map(({ id }) => id);
  for (let index = 1; index <= options.scaled(400); index += 1)
    insertEntry(database, random, { index, lead: leads[index % leads.length] ?? null, today: options.today });
  for (let index = 1; index <= options.scaled(500); index += 1)
    insertRecommendation(database, random, index, options.today);
  for (let index = 1; index <= options.scaled(200); index += 1)
    insertEngagementType(database, random, index, options.today);
}

function insertEntry(
  database: Database,
  random: Random,
  { index, lead, today }: { index: number; lead: string | null; today: string },
): void {
  const start = daysAfter(today, -random.between(0, 5 * 365));
  const sector = random.pick(SECTORS);
  database.run(
    `INSERT INTO monitoring_entry (id, title, category, status, sector, progress, fiscal_year, budget, beneficiaries,
       start_date, target_end_date, lead_organization_id, updated_at) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
    random.uuid(),
    `Programme ${index} (${sector})`,
    // Every second one is another agency's: only those can be tracked, and each virtual user tracks one of its own.
    index % 2 === 0 ? "moa_ppa" : random.pick(OTHER_KINDS),
    random.pick(STATUSES),
    sector,
    random.between(0, 100),
    Number(start.slice(0, 4)),
    random.between(100_000, 10_000_000),
    random.between(20, 5_000),
    start,
    daysAfter(start, random.between(30, 700)),
    lead,
    `${today}T00:00:00.000000+08:00`,
  );
}

function insertRecommendation(database: Database, random: Random, index: number, today: string): void {
  const year = Number(today.slice(0, 4));
  const at = `${today}T00:00:00.000000+08:00`;
  database.run(
    `INSERT INTO recommendation (id, reference_number, title, category, description, rationale, scope,
       problem_statement, policy_objectives, proposed_solution, expected_outcomes, status, priority, proposed_by,
       created_year, created_at, updated_at) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
    random.uuid(),
    referenceNumber(year, index),
    `Recommendation ${index}`,
    "economic_development",
    "Invented text",
    "Invented text",
    "regional",
    "Invented text",
    "Invented text",
    "Invented text",
    "Invented text",
    random.pick(["draft", "submitted", "under_review", "approved"]),
    random.pick(["low", "medium", "high"]),
    random.between(1, 100),
    year,
    at,
    at,
  );
}

/** `OOBC-POL-2026-0501`: the number counts the year's recommendations. */
export function referenceNumber(year: number, count: number): string {
  return `OOBC-POL-${year}-${String(count).padStart(4, "0")}`;
}

function insertEngagementType(database: Database, random: Random, index: number, today: string): void {
  const at = `${today}T00:00:00.000000+08:00`;
  database.run(
    `INSERT INTO engagement_type (name, category, description, icon, color, is_active, created_at, updated_at)
       VALUES (?, ?, ?, '', '#007bff', 1, ?, ?)`,
    `Engagement type ${String(index).padStart(4, "0")}`,
    random.pick(engagementCategories),
    `Invented engagement type number ${index}`,
    at,
    at,
  );
}
