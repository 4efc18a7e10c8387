// Parts of pages that no request changes, such as lists of places: made once for each database, then repeated.

import type { Database } from "../database.ts";
import type { Markup } from "./markup.ts";

const parts = new WeakMap<Database, Map<string, Markup>>();

export function constantPart(database: Database, name: string, make: () => Markup): Markup {
  const known = parts.get(database) ?? new Map<string, Markup>();
  parts.set(database, known);
  const part = known.get(name) ?? make();
  known.set(name, part);
  return part;
}
