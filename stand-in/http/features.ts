// Which features a user may open, remembered for five minutes per user, as OBCMS does: on its executive pages nothing
// else is cached. Asked by the pages that belong to a feature, and for the navigation of every page of the layout.

import type { Services, User } from "./call.ts";
import { may, type Permission } from "./permissions.ts";

const SECONDS = 300;
/** The navigation is made twice, for wide and for narrow screens; the last entry is in the first only. */
const NAVIGATION = [
  "mana_access",
  "mana_access:org:1",
  "recommendations_access:org:1",
  "monitoring_access:org:1",
  "project_management_access",
  "planning_budgeting_access:org:1",
  "project_management_access:org:1",
] as const;
/** What OBCMS executes to find out: the user, its roles, what these grant, and what was granted to it alone. */
const QUESTIONS = ["is_superuser", "is_active", "is_approved", "user_type", "rbac_role", "is_staff"].map(
  (column) => `SELECT ${column} FROM user WHERE id = ?`,
);

export function mayOpen(user: User, permission: Permission, feature: string, services: Services): boolean {
  lookUp(user, feature, services);
  return may(user, permission);
}

export function lookUpNavigation(user: User, services: Services): void {
  for (const feature of [...NAVIGATION, "user_approvals_access:org:1", ...NAVIGATION])
    lookUp(user, feature, services);
}

function lookUp(user: User, feature: string, { cache, database }: Services): void {
  const key = `rbac:user:${user.id}:feature:${feature}`;
  if (cache.get<true>(key) !== undefined) return;
  for (const sql of QUESTIONS) database.row(sql, user.id);
  cache.set(key, true, SECONDS);
}
