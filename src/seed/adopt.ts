// A target made by OBCMS's migrations has roles, features and permissions already. They are unique by name, so ours are
// not loaded beside them: what refers to ours is pointed at the target's.

import type { Row } from "./row.ts";
import type { Target } from "./target-models.ts";

type Existing = Pick<Target, "features" | "permissions" | "roles" | "granted">;

const named = {
  "common.feature": { list: "features", field: "feature_key" },
  "common.permission": { list: "permissions", field: "codename" },
  "common.role": { list: "roles", field: "slug" },
} as const satisfies Record<string, { list: keyof Existing; field: string }>;
const REFERENCES: Readonly<Record<string, readonly string[]>> = {
  "common.permission": ["feature"],
  "common.rolepermission": ["role", "permission"],
  "common.userrole": ["role"],
};

/** Rows must come in a dataset's order: what is named before what names it. Undefined: the target has the row. */
export function adoptFrom(existing: Existing): (row: Row) => Row | undefined {
  const theirs = new Map<unknown, string>();
  const granted = new Set(existing.granted);
  return (row) => {
    if (row.model in named) {
      const { list, field } = named[row.model as keyof typeof named];
      const id = existing[list][String(row.fields[field])];
      if (id !== undefined) {
        theirs.set(row.pk, id);
        return undefined;
      }
    }
    const references = REFERENCES[row.model];
    if (references === undefined) return row;
    const pointed = references.map((field) => [field, theirs.get(row.fields[field]) ?? row.fields[field]]);
    const fields: Row["fields"] = { ...row.fields, ...Object.fromEntries(pointed) };
    if (row.model === "common.rolepermission" && granted.has(`${fields.role} ${fields.permission}`))
      return undefined;
    return { ...row, fields };
  };
}
