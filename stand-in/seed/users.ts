// The users: perf_000 … perf_099 as a live OBCMS is seeded with them, then two hundred for each persona of the suite.

import { type PersonaName, personaNames, personas } from "../../tests/performance/k6/catalogue/personas.ts";
import type { Database } from "../database.ts";
import { demoPassword, firstUserOf, usernameOf, usersPerPersona } from "../defaults.ts";
import { hashPassword } from "../passwords.ts";
import type { Random } from "../random.ts";

const MIXED_USERS = 100;
export const userTypes = [
  "admin",
  "oobc_executive",
  "oobc_staff",
  "cm_office",
  "bmoa",
  "lgu",
  "nga",
  "community_leader",
] as const;
type UserType = (typeof userTypes)[number];
type Rights = { readonly isStaff: boolean; readonly rbacRole: string | null };
/** What a user type comes with; who is not listed has neither flag nor role. */
const RIGHTS: Partial<Record<UserType, Rights>> = {
  admin: { isStaff: true, rbacRole: "oobc-executive-director" },
  oobc_executive: { isStaff: true, rbacRole: "oobc-executive-director" },
  oobc_staff: { isStaff: true, rbacRole: "oobc-staff" },
};

export function seedUsers(database: Database, random: Random, today: string): void {
  for (let number = 0; number < MIXED_USERS; number += 1) {
    const type = (number < 5 ? undefined : userTypes[number % userTypes.length]) ?? "oobc_staff";
    const rights = RIGHTS[type] ?? { isStaff: false, rbacRole: null };
    insertUser(database, random, { number, type, ...rights, today });
  }
  for (const persona of personaNames) seedPersona(database, random, persona, today);
}

function seedPersona(database: Database, random: Random, persona: PersonaName, today: string): void {
  for (let index = 0; index < usersPerPersona; index += 1) {
    insertUser(database, random, {
      number: firstUserOf[persona] + index,
      type: personas[persona].obcmsUserType,
      isStaff: personas[persona].isStaff,
      rbacRole: personas[persona].rbacRole,
      today,
    });
  }
}

function insertUser(
  database: Database,
  random: Random,
  user: Rights & { number: number; type: string; today: string },
): void {
  const salt = random.hex(16);
  database.run(
    `INSERT INTO user (id, username, email, password_salt, password_hash, user_type, is_superuser, is_staff,
       rbac_role, is_active, is_approved, date_joined) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, 1, 1, ?)`,
    user.number + 1,
    usernameOf(user.number),
    `perf${user.number}@example.test`,
    salt,
    hashPassword(salt, demoPassword),
    user.type,
    user.number === 0 ? 1 : 0,
    user.isStaff ? 1 : 0,
    user.rbacRole,
    `${user.today}T00:00:00.000000+08:00`,
  );
}
