// Organisations that lead programmes and employ contacts. All are invented.

import { organizationTypes } from "../../tests/performance/k6/catalogue/choices.ts";
import type { Database } from "../database.ts";
import type { Random } from "../random.ts";

export function seedOrganizations(
  database: Database,
  random: Random,
  { scaled, today }: { scaled: (count: number) => number; today: string },
): void {
  const at = `${today}T00:00:00.000000+08:00`;
  // Two pages of a list at least: the suite reads both.
  for (let index = 0; index < Math.max(21, scaled(60)); index += 1) {
    database.run(
      `INSERT INTO organization (id, name, acronym, organization_type, email, notes, is_active, created_at, updated_at)
         VALUES (?, ?, ?, ?, '', '', 1, ?, ?)`,
      random.uuid(),
      `Organization ${String(index).padStart(4, "0")}`,
      `ORG${index}`,
      index === 0 ? "bmoa" : random.pick(organizationTypes),
      at,
      at,
    );
  }
}
