// The fields of a request to the REST API, from JSON or a form, and REST framework's words for what is wrong with them.

import { type Answer, restJson } from "../http/answer.ts";
import { type Call, formOf } from "../http/call.ts";
import { restDetail } from "../http/errors.ts";

export type Fields = Readonly<Record<string, unknown>>;
export type FieldErrors = Record<string, string[]>;

export function readFields(call: Call): { values: Fields } | Answer {
  const type = (call.headers["content-type"] ?? "").split(";")[0]?.trim() ?? "";
  if (call.body === "") return { values: {} };
  if (type === "application/x-www-form-urlencoded") return { values: Object.fromEntries(formOf(call)) };
  if (type !== "application/json") return restDetail(415, `Unsupported media type "${type}" in request.`);
  const parsed = parse(call.body);
  if (parsed === undefined)
    return restDetail(400, "JSON parse error - Expecting value: line 1 column 1 (char 0)");
  if (!isFields(parsed)) {
    const detail = `Invalid data. Expected a dictionary, but got ${Array.isArray(parsed) ? "list" : typeof parsed}.`;
    return restJson(400, { non_field_errors: [detail] });
  }
  return { values: parsed };
}

/** Undefined: all of them are there and none is blank. */
export function missing(values: Fields, names: readonly string[]): FieldErrors | undefined {
  const errors: FieldErrors = {};
  for (const name of names) {
    const value = values[name];
    if (value === undefined) errors[name] = ["This field is required."];
    else if (value === null) errors[name] = ["This field may not be null."];
    else if (typeof value === "string" && value.trim() === "")
      errors[name] = ["This field may not be blank."];
  }
  return Object.keys(errors).length === 0 ? undefined : errors;
}

/** Text fields take numbers and trim white space, as REST framework's do. */
export function textOf(values: Fields, name: string): string {
  const value = values[name];
  return typeof value === "string" || typeof value === "number" ? String(value).trim() : "";
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function isFields(value: unknown): value is Fields {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
