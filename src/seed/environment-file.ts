// The environment file beside a dataset: who may sign in and the share token, but no password and no origin.

import { personaNames, personas } from "../../tests/performance/k6/catalogue/personas.ts";
import { type Order, sizeOf } from "./order.ts";
import { shareToken } from "./share-link.ts";
import { usernamesOf } from "./users.ts";

export const environmentFile = "env.seed.json";

/** Nested as tests/performance/k6/env.example.json is: a persona's setting `personas.staff.usernames` lies in objects. */
export function environmentOf(order: Order): Record<string, unknown> {
  const root: Record<string, unknown> = {
    $about:
      "Written by obcms-perf seed generate. Give the password as variables, and the origin here or by --base-url.",
    baseUrl: null,
    environment: "seed",
  };
  for (const name of personaNames)
    put(root, personas[name].usernames.split("."), usernamesOf(name, sizeOf(order).usersPerPersona));
  put(root, ["calendar", "shareToken"], shareToken);
  return root;
}

function put(into: Record<string, unknown>, path: readonly string[], value: unknown): void {
  const [key, ...rest] = path;
  if (key === undefined) return;
  if (rest.length === 0) {
    into[key] = value;
    return;
  }
  into[key] ??= {};
  put(into[key] as Record<string, unknown>, rest, value);
}
