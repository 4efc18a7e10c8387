// Who may do what, as OBCMS was measured to decide it: by user type, RBAC role and Django's staff flag.
// Asked by views; the superuser may do everything.

import type { User } from "./call.ts";

const DIRECTOR = "oobc-executive-director";
const OFFICE = ["oobc_staff", "oobc_executive"];

/** What is asked for, and who besides the superuser may. */
const rules = {
  change_users: ({ is_staff }: User) => is_staff === 1,
  create_work_items: ({ user_type }: User) => [...OFFICE, "admin"].includes(user_type),
  /** Administrators may not, unless they made the item. */
  delete_work_items_of_others: ({ user_type }: User) => OFFICE.includes(user_type),
  edit_work_items_of_others: ({ user_type }: User) => OFFICE.includes(user_type),
  use_monitoring: ({ rbac_role }: User) => rbac_role !== null,
  use_executive_pages: ({ rbac_role }: User) => rbac_role === DIRECTOR,
  disable_tracking: () => false,
} as const satisfies Record<string, (user: User) => boolean>;

export type Permission = keyof typeof rules;

export function may(user: User, permission: Permission): boolean {
  return user.is_superuser === 1 || rules[permission](user);
}
