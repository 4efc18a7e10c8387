// Creates or resets the users of the personas, and nothing else: their password, flags, approval and role.

import type { Manage } from "../introspection/manage.ts";
import { Problem } from "../problem.ts";
import { type Loaded, sendRows } from "./load.ts";
import type { Order } from "./order.ts";
import { refuseForeign } from "./refusal.ts";
import { roleId, roleSlugs } from "./roles.ts";
import { askTarget } from "./target-models.ts";
import { userRoleRows, userRows } from "./users.ts";

/** Users have no primary key in these rows: Django finds them by user name, or makes new ones. */
export async function resetUsers(
  order: Order,
  passwordHash: string,
  { manage, forceInto, say }: { manage: Manage; forceInto: string | undefined; say: (line: string) => void },
): Promise<Loaded> {
  const target = await askTarget(manage, ["common.user", "common.userrole"]);
  // Executives with a password that many know have no business in a real database.
  refuseForeign(target, forceInto);
  const missing = roleSlugs.filter((slug) => target.roles[slug] === undefined);
  if (missing.length > 0)
    throw new Problem({
      what: `Database ${target.database} has no roles for the personas' users.`,
      saw: `no role ${missing.join(", ")}`,
      fix: "load a whole dataset, which has them: obcms-perf seed load",
      exit: "configuration",
    });
  const rows = [
    ...userRows(order, passwordHash),
    ...userRoleRows(order, (slug) => target.roles[slug] ?? roleId(order.seed, slug)),
  ];
  return await sendRows(rows, { target, manage, say, total: rows.length });
}
