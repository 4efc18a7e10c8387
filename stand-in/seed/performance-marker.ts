// Turns one of the seeded engagement types into the marker of a performance database, which the doctor looks for.

import { createHash } from "node:crypto";
import {
  describeDataset,
  performanceMarker,
} from "../../tests/performance/k6/catalogue/performance-marker.ts";
import type { Database } from "../database.ts";
import type { SeedOptions } from "./seed.ts";

export function seedMarker(database: Database, options: SeedOptions): void {
  // The same options give the same rows, so they tell datasets apart as well as the rows would.
  const fingerprint = createHash("sha256").update(JSON.stringify(options)).digest("hex").slice(0, 16);
  database.run(
    "UPDATE engagement_type SET name = ?, category = ?, description = ? WHERE id = 1",
    performanceMarker.name,
    performanceMarker.category,
    describeDataset({ fingerprint, ...options }),
  );
}
