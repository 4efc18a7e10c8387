// Who signs in: the roles that the plan names, by the name that settings, tags and endpoints use.
// The suite leases one user of a persona to each virtual user; the stand-in seeds them.

export const personas = {
  api_client: {
    title: "API client",
    signIn: "jwt",
    /** OBCMS has no client credentials: the plan's client id and secret are this user's name and password. */
    usernames: "K6_CLIENT_ID",
    password: "K6_CLIENT_SECRET",
    obcmsUserType: "oobc_staff",
  },
  staff: {
    title: "OOBC staff",
    signIn: "session",
    usernames: "OBCMS_STAFF_USERNAMES",
    password: "OBCMS_STAFF_PASSWORD",
    obcmsUserType: "oobc_staff",
  },
  executive: {
    title: "OOBC executive",
    signIn: "session",
    usernames: "OBCMS_EXECUTIVE_USERNAMES",
    password: "OBCMS_EXECUTIVE_PASSWORD",
    obcmsUserType: "oobc_executive",
  },
} as const satisfies Record<string, Persona>;

export type Persona = {
  readonly title: string;
  readonly signIn: "jwt" | "session";
  /** The environment variables that hold its users and their common password. */
  readonly usernames: string;
  readonly password: string;
  readonly obcmsUserType: string;
};

export type PersonaName = keyof typeof personas;
export const personaNames = Object.keys(personas) as PersonaName[];
