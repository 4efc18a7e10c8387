// Tables that every run makes longer because OBCMS is built so, each with its reason: what grew there is no surprise, and
// nobody has to take it away. Read by the result's audit.

export const growingTables = {
  django_session: "a row for each session, where sessions are kept in the database",
  axes_accesslog: "a row for each sign-in",
  axes_accessattempt: "a row for each user name with a wrong password, which the lock-out reads",
  axes_accessattemptexpiration: "when each of those is forgotten",
  axes_accessfailurelog: "a row for each refused sign-in",
  token_blacklist_outstandingtoken: "a row for each refresh token that was given out",
  token_blacklist_blacklistedtoken: "a row for each refresh token that was used up",
  auditlog_logentry: "a row for each change of an audited record",
  common_audit_log: "a row for each act that OBCMS keeps a record of",
  django_admin_log: "a row for each act in Django's admin",
  documents_access: "a row for each document that was opened or fetched",
  failed_sign_in: "the embedded target's wrong passwords",
  refresh_token: "the embedded target's refresh tokens",
  document_access: "the embedded target's opened documents",
} as const satisfies Record<string, string>;

/** Undefined for a table in which a new row means that something was left. */
export function whyItGrows(table: string): string | undefined {
  return Object.hasOwn(growingTables, table) ? growingTables[table as keyof typeof growingTables] : undefined;
}
