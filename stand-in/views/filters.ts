// What `?name=value` and `?ordering=` do to a list of the REST API, as django-filter and REST framework do it.
// Names that a list does not know are ignored; an invalid choice is refused; an invalid truth value is ignored.

import type { Database, Value } from "../database.ts";
import type { Call } from "../http/call.ts";
import type { FieldErrors } from "./fields.ts";

/** `column`: what is compared, an SQL expression of ours. */
export type Filter =
  | { readonly kind: "truth"; readonly column: string }
  | { readonly kind: "choice"; readonly column: string; readonly choices: readonly string[] }
  /** A row of another table, by id. */
  | { readonly kind: "row"; readonly column: string; readonly table: string };

export type Condition = { readonly sql: string; readonly parameter: Value };

/** Every row of the stand-in is active; `false` therefore finds none. */
export const isActive: Filter = { kind: "truth", column: "1" };

const TRUTHS: Readonly<Record<string, number>> = { true: 1, "1": 1, false: 0, "0": 0 };

/** The conditions that the query asks for, or what is wrong with it, by field. */
export function conditionsOf(
  call: Call,
  filters: Readonly<Record<string, Filter>>,
  database: Database,
): { conditions: Condition[] } | { errors: FieldErrors } {
  const errors: FieldErrors = {};
  const conditions = Object.entries(filters).flatMap(([name, filter]) => {
    const asked = call.query.get(name) ?? "";
    if (asked === "") return [];
    const parameter = parameterOf(filter, asked, database);
    if (parameter === "ignored") return [];
    if (typeof parameter === "object") errors[name] = [parameter.refused];
    else return [{ sql: `${filter.column} = ?`, parameter }];
    return [];
  });
  return Object.keys(errors).length === 0 ? { conditions } : { errors };
}

function parameterOf(
  filter: Filter,
  asked: string,
  database: Database,
): string | number | "ignored" | { refused: string } {
  switch (filter.kind) {
    case "truth":
      return TRUTHS[asked.toLowerCase()] ?? "ignored";
    case "choice":
      return filter.choices.includes(asked)
        ? asked
        : { refused: `Select a valid choice. ${asked} is not one of the available choices.` };
    case "row": {
      const found = database.row(`SELECT id FROM ${filter.table} WHERE id = ?`, Number(asked));
      return found === undefined
        ? { refused: "Select a valid choice. That choice is not one of the available choices." }
        : Number(asked);
    }
  }
}

/** `?ordering=-name,code` as SQL; terms that the list does not know are left out, and without any its own order holds. */
export function orderOf(call: Call, columns: Readonly<Record<string, string>>, usual: string): string {
  const terms = (call.query.get("ordering") ?? "").split(",").flatMap((term) => {
    const [, minus, name = ""] = /^(-?)(.*)$/.exec(term.trim()) ?? [];
    return Object.hasOwn(columns, name) ? [`${columns[name]}${minus === "-" ? " DESC" : ""}`] : [];
  });
  return terms.length === 0 ? usual : terms.join(", ");
}
