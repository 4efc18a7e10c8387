// Communities in barangays, coverages of municipalities, and stakeholders of communities. All are invented.

import type { Database } from "../database.ts";
import type { Random } from "../random.ts";

type Options = { scaled: (count: number) => number; today: string };

export function seedCommunities(database: Database, random: Random, { scaled, today }: Options): void {
  const at = `${today}T00:00:00.000000+08:00`;
  const barangays = spread(database, "barangay", scaled(400));
  barangays.forEach(({ id, name }, index) => {
    database.run(
      `INSERT INTO community (id, barangay_id, name, estimated_population, households, updated_at)
         VALUES (?, ?, ?, ?, ?, ?)`,
      index + 1,
      id,
      `Community ${index + 1} of ${name}`,
      random.between(100, 5_000),
      random.between(20, 900),
      at,
    );
  });
  for (const { id } of spread(database, "municipality", scaled(11))) {
    database.run(
      `INSERT INTO coverage (municipality, community_names, notes, is_active, created_by, created_at, updated_at)
         VALUES (?, '', '', 1, 1, ?, ?)`,
      id,
      at,
      at,
    );
  }
  for (let index = 1; index <= scaled(40); index += 1) {
    database.run(
      `INSERT INTO stakeholder (community, full_name, nickname, stakeholder_type, position, influence_level,
         engagement_level, contact_number, email, is_active, is_verified, created_at, updated_at)
         VALUES (?, ?, '', ?, '', 'medium', 'active', '', '', 1, 0, ?, ?)`,
      random.between(1, barangays.length),
      `Stakeholder ${String(index).padStart(4, "0")}`,
      random.pick(["community_leader", "imam", "youth_leader", "women_leader"]),
      at,
      at,
    );
  }
}

/** So many rows of a table, or all it has, spread evenly over it. */
function spread(
  database: Database,
  table: "barangay" | "municipality",
  wanted: number,
): { id: number; name: string }[] {
  const rows = database.rows<{ id: number; name: string }>(`SELECT id, name FROM ${table} ORDER BY id`);
  const count = Math.min(wanted, rows.length);
  return Array.from({ length: count }, (_, index) => rows[Math.floor((index * rows.length) / count)]).filter(
    (row) => row !== undefined,
  );
}
