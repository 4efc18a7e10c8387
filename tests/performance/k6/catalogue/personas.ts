// Who signs in: the roles that the plan names, by the name that settings, tags and endpoints use.
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
  },
  staff: {
    title: "OOBC staff",
    signIn: "session",
    usernames: "personas.staff.usernames",
    password: "personas.staff.password",
    obcmsUserType: "oobc_staff",
  },
  executive: {
    title: "OOBC executive",
    signIn: "session",
    usernames: "personas.executive.usernames",
    password: "personas.executive.password",
    obcmsUserType: "oobc_executive",
  },
} as const satisfies Record<string, Persona>;

export type Persona = {
  readonly title: string;
  readonly signIn: "jwt" | "session";
  /** The settings that hold its users and their common password. */
  readonly usernames: SettingName;
  readonly password: SettingName;
  readonly obcmsUserType: string;
};

export type PersonaName = keyof typeof personas;
export const personaNames = Object.keys(personas) as PersonaName[];
