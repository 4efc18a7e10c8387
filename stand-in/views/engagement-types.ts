// Stakeholder engagement types: the one collection of OBCMS's REST API that can be created, read, updated and deleted.

import { type Answer, noContent, restJson } from "../http/answer.ts";
import type { Call, Services } from "../http/call.ts";
import { restDetail } from "../http/errors.ts";
import { manilaTime } from "../time.ts";
import { type FieldErrors, type Fields, missing, readFields, textOf } from "./fields.ts";
import { type List, listAnswer } from "./list.ts";

export const categories = [
  "consultation",
  "meeting",
  "workshop",
  "focus_group",
  "interview",
  "survey",
  "courtesy_call",
  "field_visit",
  "community_assembly",
  "validation",
] as const;

type EngagementType = {
  id: number;
  name: string;
  category: string;
  description: string;
  icon: string;
  color: string;
  is_active: number;
  created_at: string;
  updated_at: string;
};

const COLUMNS = "id, name, category, description, icon, color, is_active, created_at, updated_at";
const NONE = "No StakeholderEngagementType matches the given query.";
const LIMITS = { name: 100, icon: 50, color: 7 } as const;

const list: List<EngagementType> = {
  columns: COLUMNS,
  table: "engagement_type",
  joins: "",
  searched: ["name", "description"],
  order: "name",
  toJson,
};

export function listEngagementTypes(call: Call, services: Services): Answer {
  return listAnswer(list, call, services);
}

export function createEngagementType(call: Call, services: Services): Answer {
  const blank: EngagementType = {
    id: 0,
    name: "",
    category: "",
    description: "",
    icon: "",
    color: "#007bff",
    is_active: 1,
    created_at: "",
    updated_at: "",
  };
  const written = applyFields(call, services, {
    current: blank,
    required: ["name", "category", "description"],
  });
  if ("status" in written) return written;
  const now = manilaTime(Date.now());
  const { id } = services.database.run(
    `INSERT INTO engagement_type (name, category, description, icon, color, is_active, created_at, updated_at)
       VALUES (?, ?, ?, ?, ?, ?, ?, ?)`,
    ...writable(written),
    now,
    now,
  );
  return restJson(201, toJson({ ...written, id, created_at: now, updated_at: now }));
}

export function showEngagementType(call: Call<"id">, services: Services): Answer {
  const found = find(call, services);
  return found === undefined ? restDetail(404, NONE) : restJson(200, toJson(found));
}

/** PATCH; and PUT, which demands every field that has no default. */
export function updateEngagementType(call: Call<"id">, services: Services): Answer {
  const current = find(call, services);
  if (current === undefined) return restDetail(404, NONE);
  const required = call.method === "PUT" ? ["name", "category", "description"] : [];
  const written = applyFields(call, services, { current, required });
  if ("status" in written) return written;
  const updated = { ...written, updated_at: manilaTime(Date.now()) };
  services.database.run(
    `UPDATE engagement_type SET name = ?, category = ?, description = ?, icon = ?, color = ?, is_active = ?,
       updated_at = ? WHERE id = ?`,
    ...writable(updated),
    updated.updated_at,
    updated.id,
  );
  return restJson(200, toJson(updated));
}

export function deleteEngagementType(call: Call<"id">, { database }: Services): Answer {
  const { changes } = database.run("DELETE FROM engagement_type WHERE id = ?", call.arguments.id);
  return changes === 0 ? restDetail(404, NONE) : noContent();
}

function find(call: Call<"id">, { database }: Services): EngagementType | undefined {
  return database.row<EngagementType>(
    `SELECT ${COLUMNS} FROM engagement_type WHERE id = ?`,
    call.arguments.id,
  );
}

/** The row with the request's fields put in, or the answer that says what is wrong with them. */
function applyFields(
  call: Call,
  { database }: Services,
  { current, required }: { current: EngagementType; required: readonly string[] },
): EngagementType | Answer {
  const fields = readFields(call);
  if ("status" in fields) return fields;
  const given = ["name", "category", "description"].filter((name) => name in fields.values);
  const errors: FieldErrors = missing(fields.values, [...new Set([...required, ...given])]) ?? {};
  const changed = { ...current, ...changesIn(fields.values) };
  for (const [name, limit] of Object.entries(LIMITS) as [keyof typeof LIMITS, number][]) {
    const tooLong = changed[name].length > limit;
    if (tooLong) errors[name] ??= [`Ensure this field has no more than ${limit} characters.`];
  }
  if ("category" in fields.values && !categories.some((category) => category === changed.category)) {
    errors.category ??= [`"${changed.category}" is not a valid choice.`];
  }
  const same = database.row<{ id: number }>("SELECT id FROM engagement_type WHERE name = ?", changed.name);
  if (same !== undefined && same.id !== current.id) {
    errors.name ??= ["stakeholder engagement type with this name already exists."];
  }
  return Object.keys(errors).length === 0 ? changed : restJson(400, errors);
}

function changesIn(values: Fields): Partial<EngagementType> {
  const texts = ["name", "category", "description", "icon", "color"].filter((name) => name in values);
  const changes = Object.fromEntries(texts.map((name) => [name, textOf(values, name)]));
  const isActive = values.is_active;
  return isActive === undefined
    ? changes
    : { ...changes, is_active: isActive === true || isActive === "true" ? 1 : 0 };
}

function writable(row: EngagementType): [string, string, string, string, string, number] {
  return [row.name, row.category, row.description, row.icon, row.color, row.is_active];
}

function toJson({
  id,
  name,
  category,
  description,
  icon,
  color,
  is_active,
  created_at,
  updated_at,
}: EngagementType): unknown {
  return { id, name, category, description, icon, color, is_active: is_active === 1, created_at, updated_at };
}
