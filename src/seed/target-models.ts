// Asks a target what its models are and what it holds already. The question is a small program that runs in its shell.

import { z } from "zod";
import { performanceMarker } from "../../tests/performance/k6/catalogue/performance-marker.ts";
import { askInside } from "../introspection/ask.ts";
import type { Manage } from "../introspection/manage.ts";

const fieldSchema = z.object({
  null: z.boolean(),
  blank: z.boolean(),
  /** `loaddata` fails without it, or stores what a form would refuse. */
  required: z.boolean(),
  choices: z.array(z.unknown()),
  max_length: z.number().nullable(),
  many: z.boolean(),
});
const targetSchema = z.object({
  models: z.record(z.string(), z.record(z.string(), fieldSchema)),
  /** What the tables hold; the error where they cannot be read. */
  error: z.string().nullable(),
  database: z.string(),
  users: z.number(),
  /** Description of the performance marker's row; null without one. */
  marker: z.string().nullable(),
  features: z.record(z.string(), z.string()),
  permissions: z.record(z.string(), z.string()),
  roles: z.record(z.string(), z.string()),
  /** `role permission`, by their ids. */
  granted: z.array(z.string()),
});
export type TargetField = z.infer<typeof fieldSchema>;
export type Target = z.infer<typeof targetSchema>;

/** Not filled in by raw saves are the fields that Django sets on saving (`auto_now`): they are required, too. */
export function questionFor(models: readonly string[]): string {
  return `
from django.apps import apps
from django.contrib.auth import get_user_model
from django.db import connection
from django.db.models import NOT_PROVIDED

def describe(f, many):
    auto = getattr(f, "auto_now", False) or getattr(f, "auto_now_add", False)
    filled = f.primary_key or f.has_default() or getattr(f, "db_default", NOT_PROVIDED) is not NOT_PROVIDED
    optional = many or f.null or filled or (f.blank and f.empty_strings_allowed and not auto)
    return {
        "null": f.null,
        "blank": f.blank,
        "required": not optional,
        "choices": [value for value, _ in (f.flatchoices or [])],
        "max_length": f.max_length if isinstance(f.max_length, int) and f.get_internal_type() != "UUIDField" else None,
        "many": many,
    }

answer = {"models": {}, "error": None, "database": str(connection.settings_dict["NAME"]), "users": 0, "marker": None,
          "features": {}, "permissions": {}, "roles": {}, "granted": []}
for label in ${JSON.stringify(models)}:
    try:
        meta = apps.get_model(label)._meta
    except LookupError:
        continue
    fields = {f.name: describe(f, False) for f in meta.concrete_fields}
    fields.update({f.name: describe(f, True) for f in meta.many_to_many})
    answer["models"][label] = fields
try:
    answer["users"] = get_user_model().objects.count()
    types = apps.get_model("${performanceMarker.model}").objects
    answer["marker"] = types.filter(name="${performanceMarker.name}").values_list("description", flat=True).first()
    for key, model, field in (("features", "common.Feature", "feature_key"),
                              ("permissions", "common.Permission", "codename"), ("roles", "common.Role", "slug")):
        answer[key] = {name: str(pk) for name, pk in apps.get_model(model).objects.values_list(field, "pk")}
    pairs = apps.get_model("common.RolePermission").objects.values_list("role_id", "permission_id")
    answer["granted"] = [f"{role} {permission}" for role, permission in pairs]
except Exception as error:
    answer["error"] = f"{type(error).__name__}: {error}"
`;
}

export function askTarget(manage: Manage, models: readonly string[]): Promise<Target> {
  return askInside(manage, questionFor(models), targetSchema, "what its models are");
}
