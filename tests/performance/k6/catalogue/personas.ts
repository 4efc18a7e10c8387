// Who signs in: the roles that the plan names, as OBCMS's user types and RBAC roles, and what each may do there.
// The suite leases one user of a persona to each virtual user; the stand-in seeds them.

import type { SettingName } from "./settings.ts";

export const personas = {
  api_client: {
    title: "API client",
    signIn: "jwt",
    // OBCMS has no client credentials: the plan's client id and secret are this persona's users and their password.
    usernames: "clientId",
    password: "clientSecret",
    obcmsUserType: "oobc_staff",
    rbacRole: "oobc-staff",
    isStaff: true,
    may: ["read and write every list of the REST API", "use the budget scenarios of monitoring"],
    mayNot: ["open a page: pages know sessions only, no tokens"],
  },
  staff: {
    title: "OOBC staff",
    signIn: "session",
    usernames: "personas.staff.usernames",
    password: "personas.staff.password",
    obcmsUserType: "oobc_staff",
    rbacRole: "oobc-staff",
    isStaff: true,
    may: ["open monitoring and steer its tracking", "create, edit and delete work items of others"],
    mayNot: [
      "open recommendations, project management, planning and budgeting: 403",
      "disable tracking: 403",
    ],
  },
  executive: {
    title: "OOBC executive",
    signIn: "session",
    usernames: "personas.executive.usernames",
    password: "personas.executive.password",
    obcmsUserType: "oobc_executive",
    rbacRole: "oobc-executive-director",
    isStaff: true,
    may: ["open monitoring, recommendations, project management, planning and budgeting"],
    mayNot: ["disable tracking: 403"],
  },
  central_admin: {
    title: "Central administrator",
    signIn: "session",
    usernames: "personas.central_admin.usernames",
    password: "personas.central_admin.password",
    obcmsUserType: "admin",
    rbacRole: "oobc-executive-director",
    isStaff: true,
    may: ["change user accounts", "open what an executive opens", "create work items"],
    mayNot: ["edit the work items of others: 403", "disable tracking: 403"],
  },
  provincial_coordinator: {
    title: "Provincial coordinator",
    signIn: "session",
    usernames: "personas.provincial_coordinator.usernames",
    password: "personas.provincial_coordinator.password",
    // OBCMS has no such user type; a coordinator in a province signs in as local government.
    obcmsUserType: "lgu",
    rbacRole: null,
    isStaff: false,
    may: [
      "read the lists of the REST API",
      "open the executive dashboard",
      "update the progress of any work item",
    ],
    mayNot: [
      "change user accounts: 403",
      "create work items: 403",
      "open monitoring, recommendations, project management: 403",
      "use the budget scenarios of monitoring: 403",
    ],
  },
  throw_away: {
    title: "Account that may be locked",
    signIn: "session",
    usernames: "personas.throw_away.usernames",
    password: "personas.throw_away.password",
    obcmsUserType: "lgu",
    rbacRole: null,
    isStaff: false,
    isThrowAway: true,
    may: ["be locked for half an hour: each lock-out takes another account"],
    mayNot: ["be somebody's own account"],
  },
} as const satisfies Record<string, Persona>;

export type Persona = {
  readonly title: string;
  readonly signIn: "jwt" | "session";
  /** The settings that hold its users and their common password. */
  readonly usernames: SettingName;
  readonly password: SettingName;
  readonly obcmsUserType: string;
  /** The role that its users need a row for in OBCMS's `UserRole`, before they first sign in; null for none. */
  readonly rbacRole: "oobc-staff" | "oobc-executive-director" | null;
  /** Django's flag, which some of OBCMS's permissions ask for. */
  readonly isStaff: boolean;
  /** Its users are used up one after another, and no virtual user has one for itself. */
  readonly isThrowAway?: true;
  /** Measured with exactly this user type, role and flag. */
  readonly may: readonly string[];
  readonly mayNot: readonly string[];
};

export type PersonaName = keyof typeof personas;
export const personaNames = Object.keys(personas) as PersonaName[];

/** Those of which each virtual user has a user of its own, who signs in. */
export type LeasedPersona = {
  [Name in PersonaName]: (typeof personas)[Name] extends { isThrowAway: true } ? never : Name;
}[PersonaName];
export const leasedPersonas = personaNames.filter(
  (name): name is LeasedPersona => !("isThrowAway" in personas[name]),
);
