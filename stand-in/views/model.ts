// Records of the REST API as data: a view says which fields a model has, and these functions create, show, change and
// delete it with REST framework's validation and words. Called by the views of whatever has no rules of its own.

import type { Database, Value } from "../database.ts";
import { type Answer, noContent, restJson } from "../http/answer.ts";
import type { Call, Services } from "../http/call.ts";
import { restDetail } from "../http/errors.ts";
import { manilaTime } from "../time.ts";
import { type FieldErrors, type Fields, missing, readFields, textOf } from "./fields.ts";
import { type List, listAnswer } from "./list.ts";

/** `required` fields have no value of their own in a new record; the others are blank, false or `usual`. */
export type Field =
  | {
      readonly kind: "text" | "email";
      readonly required?: true;
      readonly limit?: number;
      readonly usual?: string;
    }
  | {
      readonly kind: "choice";
      readonly required?: true;
      readonly choices: readonly string[];
      readonly usual?: string;
    }
  | { readonly kind: "truth"; readonly usual: boolean }
  /** The id of a row of another table. */
  | { readonly kind: "row"; readonly required: true; readonly table: string; readonly id: "number" | "uuid" };

export type Model<Row> = {
  /** In "No MunicipalityCoverage matches the given query." */
  readonly noun: string;
  readonly table: string;
  /** Each is a column of the same name. */
  readonly fields: Readonly<Record<string, Field>>;
  /** No two records have the same values in all of `names`; the refusal stands under `at`. */
  readonly unique?: { readonly names: readonly string[]; readonly at: string; readonly says: string };
  /** False where the table has no created_at and updated_at. */
  readonly stamped: boolean;
  readonly list: List<Row>;
};

/** A record's columns by name, as they are stored. */
export type Columns = Readonly<Record<string, Value>>;

export function listRecords<Row>(model: Model<Row>, call: Call, services: Services): Answer {
  return listAnswer(model.list, call, services);
}

export function showRecord<Row>(model: Model<Row>, call: Call<"id">, { database }: Services): Answer {
  const found = find(model, call.arguments.id, database);
  return found === undefined ? notThere(model) : restJson(200, model.list.toJson(found));
}

/** `more`: columns that the request does not give. They may include the id; otherwise SQLite counts it. */
export function createRecord<Row>(
  model: Model<Row>,
  call: Call,
  services: Services,
  more: Columns = {},
): { readonly answer: Answer; readonly written?: Columns } {
  const { database } = services;
  const given = checked(model, call, database, { isPartial: false });
  if ("status" in given) return { answer: given };
  const now = manilaTime(Date.now());
  const written = {
    ...blankOf(model),
    ...given.stored,
    ...more,
    ...(model.stamped && { created_at: now, updated_at: now }),
  };
  const names = Object.keys(written);
  const { id } = database.run(
    `INSERT INTO ${model.table} (${names.join(", ")}) VALUES (${names.map(() => "?").join(", ")})`,
    ...Object.values(written),
  );
  const row = find(model, String(more.id ?? id), database);
  return { answer: restJson(201, row === undefined ? null : model.list.toJson(row)), written };
}

/** PATCH; and PUT, which demands every required field. */
export function updateRecord<Row>(model: Model<Row>, call: Call<"id">, services: Services): Answer {
  const { database } = services;
  const { id } = call.arguments;
  const current = database.row<Columns>(`SELECT * FROM ${model.table} WHERE id = ?`, id);
  if (current === undefined) return notThere(model);
  const given = checked(model, call, database, { isPartial: call.method === "PATCH", current });
  if ("status" in given) return given;
  const changed = { ...given.stored, ...(model.stamped && { updated_at: manilaTime(Date.now()) }) };
  const names = Object.keys(changed);
  if (names.length > 0)
    database.run(
      `UPDATE ${model.table} SET ${names.map((name) => `${name} = ?`).join(", ")} WHERE id = ?`,
      ...Object.values(changed),
      id,
    );
  return showAgain(model, id, database);
}

export function deleteRecord<Row>(model: Model<Row>, call: Call<"id">, { database }: Services): Answer {
  const { changes } = database.run(`DELETE FROM ${model.table} WHERE id = ?`, call.arguments.id);
  return changes === 0 ? notThere(model) : noContent();
}

function showAgain<Row>(model: Model<Row>, id: string, database: Database): Answer {
  const row = find(model, id, database);
  return row === undefined ? notThere(model) : restJson(200, model.list.toJson(row));
}

function find<Row>({ list }: Model<Row>, id: string, database: Database): Row | undefined {
  return database.row<Row>(
    `SELECT ${list.columns} FROM ${list.table} ${list.joins} WHERE ${list.table}.id = ?`,
    id,
  );
}

function notThere({ noun }: { noun: string }): Answer {
  return restDetail(404, `No ${noun} matches the given query.`);
}

/** The given fields as they are stored, or the answer that says what is wrong with them. */
function checked<Row>(
  model: Model<Row>,
  call: Call,
  database: Database,
  { isPartial, current = {} }: { isPartial: boolean; current?: Columns },
): { readonly stored: Record<string, Value> } | Answer {
  const fields = readFields(call);
  if ("status" in fields) return fields;
  const { values } = fields;
  const errors: FieldErrors = {};
  const stored: Record<string, Value> = {};
  for (const [name, field] of Object.entries(model.fields)) {
    const isRequired = "required" in field && field.required === true;
    if (!(name in values) && (isPartial || !isRequired)) continue;
    const problem = problemOf(field, values, name, { database, isRequired });
    if (problem === undefined) stored[name] = storedOf(field, values, name);
    else errors[name] = [problem];
  }
  // What concerns one field is told with the other fields' errors, what concerns several only when there are none.
  const isOwn = model.unique?.names.length === 1;
  const taken =
    isOwn || Object.keys(errors).length === 0
      ? takenBy(model, { ...blankOf(model), ...current, ...stored }, database)
      : undefined;
  const all = { ...taken, ...errors };
  return Object.keys(all).length === 0 ? { stored } : restJson(400, all);
}

type Around = {
  readonly database: Database;
  readonly isRequired: boolean;
};

function problemOf(
  field: Field,
  values: Fields,
  name: string,
  { database, isRequired }: Around,
): string | undefined {
  const value = values[name];
  if (value === null || (isRequired && field.kind !== "choice")) {
    const absent = missing(values, [name])?.[name]?.[0];
    if (absent !== undefined) return absent;
  }
  if (value === undefined) return "This field is required.";
  switch (field.kind) {
    case "truth":
      return truthOf(value) === undefined ? "Must be a valid boolean." : undefined;
    case "choice":
      return field.choices.some((choice) => choice === value)
        ? undefined
        : `"${String(value)}" is not a valid choice.`;
    case "row":
      return rowProblem(field, value, database);
    default: {
      if (typeof value !== "string" && typeof value !== "number") return "Not a valid string.";
      const text = textOf(values, name);
      if (field.limit !== undefined && text.length > field.limit)
        return `Ensure this field has no more than ${field.limit} characters.`;
      const isAddress = field.kind === "text" || text === "" || /^[^\s@]+@[^\s@]+\.[^\s@.]+$/.test(text);
      return isAddress ? undefined : "Enter a valid email address.";
    }
  }
}

const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

function rowProblem({ table, id }: Extract<Field, { kind: "row" }>, value: unknown, database: Database) {
  if (id === "uuid" && !UUID.test(String(value))) return `“${String(value)}” is not a valid UUID.`;
  if (id === "number" && !/^\d+$/.test(String(value)))
    return `Incorrect type. Expected pk value, received ${typeof value === "string" ? "str" : typeof value}.`;
  const found = database.row(
    `SELECT id FROM ${table} WHERE id = ?`,
    id === "uuid" ? String(value) : Number(value),
  );
  return found === undefined ? `Invalid pk "${String(value)}" - object does not exist.` : undefined;
}

function storedOf(field: Field, values: Fields, name: string): Value {
  if (field.kind === "truth") return truthOf(values[name]) === true ? 1 : 0;
  if (field.kind === "row" && field.id === "number") return Number(values[name]);
  return textOf(values, name);
}

function truthOf(value: unknown): boolean | undefined {
  if (value === true || value === 1 || value === "true" || value === "True" || value === "1") return true;
  return value === false || value === 0 || value === "false" || value === "False" || value === "0"
    ? false
    : undefined;
}

/** The columns of a new record that the request need not give. */
function blankOf<Row>({ fields }: Model<Row>): Record<string, Value> {
  return Object.fromEntries(
    Object.entries(fields).flatMap(([name, field]): [string, Value][] => {
      if (field.kind === "row" || ("required" in field && field.required)) return [];
      return [[name, field.kind === "truth" ? Number(field.usual) : (field.usual ?? "")]];
    }),
  );
}

function takenBy<Row>(
  { table, unique }: Model<Row>,
  columns: Columns,
  database: Database,
): FieldErrors | undefined {
  if (unique === undefined) return undefined;
  const same = database.row<{ id: Value }>(
    `SELECT id FROM ${table} WHERE ${unique.names.map((name) => `${name} = ?`).join(" AND ")}`,
    ...unique.names.map((name) => columns[name] ?? null),
  );
  return same === undefined || same.id === columns.id ? undefined : { [unique.at]: [unique.says] };
}
