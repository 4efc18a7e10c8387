// The users of each persona, with the user type, flag and role that were measured on OBCMS, and rows of `UserRole`,
// which have to exist before a user signs in first: OBCMS remembers for five minutes what a user may open.

import { type PersonaName, personaNames, personas } from "../../tests/performance/k6/catalogue/personas.ts";
import { madeOn, momentOf } from "./days.ts";
import { type Order, owner, sizeOf } from "./order.ts";
import { randomFor } from "./random.ts";
import { type Row, type UserKey, uuidOf } from "./row.ts";

const FIRST_NAMES = ["Amina", "Basit", "Farida", "Hassan", "Jamila", "Karim", "Laila", "Omar"] as const;
const LAST_NAMES = ["Abas", "Dima", "Guro", "Lim", "Mama", "Pendatun", "Sali", "Usman"] as const;

export function usernameOf(persona: PersonaName, index: number): string {
  return `perf_${persona}_${String(index).padStart(3, "0")}`;
}

export function usernamesOf(persona: PersonaName, count: number): string[] {
  return Array.from({ length: count }, (_, index) => usernameOf(persona, index));
}

/** Who makes the n-th row of anything. */
export function ownerOf(order: Order, index: number): UserKey {
  return [usernameOf(owner, index % sizeOf(order).usersPerPersona)];
}

/** All have one password, so all have one hash: a salt for each would cost 0.3 s for each and protect nothing. */
export function* userRows(order: Order, passwordHash: string): Generator<Row> {
  for (const persona of personaNames) {
    const random = randomFor(order.seed, `users ${persona}`);
    const { obcmsUserType, isStaff, title } = personas[persona];
    for (const username of usernamesOf(persona, sizeOf(order).usersPerPersona))
      yield {
        model: "common.user",
        fields: {
          username,
          password: passwordHash,
          email: `${username}@example.test`,
          first_name: random.pick(FIRST_NAMES),
          last_name: random.pick(LAST_NAMES),
          user_type: obcmsUserType,
          is_staff: isStaff,
          is_superuser: false,
          is_active: true,
          // OBCMS refuses the sign-in of who is not.
          is_approved: true,
          approved_at: momentOf(order.today),
          position: title,
          date_joined: momentOf(order.today, 0),
        },
      };
  }
}

/** Their ids come from the user name alone: rows of another dataset for the same user are replaced, not doubled. */
export function* userRoleRows(order: Order, roleIdOf: (slug: string) => string): Generator<Row> {
  const { updated_at } = madeOn(order.today);
  for (const persona of personaNames) {
    const { rbacRole } = personas[persona];
    if (rbacRole === null) continue;
    for (const username of usernamesOf(persona, sizeOf(order).usersPerPersona))
      yield {
        model: "common.userrole",
        pk: uuidOf(0, `role of ${username}`, 0),
        fields: {
          user: [username],
          role: roleIdOf(rbacRole),
          is_active: true,
          assigned_at: momentOf(order.today),
          updated_at,
        },
      };
  }
}
