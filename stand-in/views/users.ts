// User accounts over REST: everybody who is signed in may search them, only staff may change them.

import type { Answer } from "../http/answer.ts";
import type { Call, Services, User } from "../http/call.ts";
import { restDetail } from "../http/errors.ts";
import { may } from "../http/permissions.ts";
import { listRecords, type Model, showRecord, updateRecord } from "./model.ts";

const userTypes = [
  "admin",
  "oobc_executive",
  "oobc_staff",
  "cm_office",
  "bmoa",
  "lgu",
  "nga",
  "community_leader",
] as const;

const account: Model<{ is_active: number; is_approved: number }> = {
  noun: "User",
  table: "user",
  fields: {
    username: { kind: "text", required: true, limit: 150 },
    email: { kind: "email", limit: 254 },
    first_name: { kind: "text", limit: 150 },
    last_name: { kind: "text", limit: 150 },
    user_type: { kind: "choice", choices: userTypes },
    organization: { kind: "text", limit: 255 },
    position: { kind: "text", limit: 255 },
    contact_number: { kind: "text", limit: 20 },
    is_active: { kind: "truth", usual: true },
  },
  unique: { names: ["username"], at: "username", says: "A user with that username already exists." },
  stamped: false,
  list: {
    columns: `id, username, email, first_name, last_name, user_type, organization, position, contact_number, is_active,
      is_approved, NULL AS approved_by, NULL AS approved_at, date_joined`,
    table: "user",
    joins: "",
    searched: ["username", "first_name", "last_name", "email"],
    filters: {
      user_type: { kind: "choice", column: "user_type", choices: userTypes },
      is_active: { kind: "truth", column: "is_active" },
    },
    orderings: { username: "username", date_joined: "date_joined", last_name: "last_name" },
    order: "date_joined DESC, id DESC",
    toJson: (row) => ({ ...row, is_active: row.is_active === 1, is_approved: row.is_approved === 1 }),
  },
};

export function listUsers(call: Call<string>, services: Services): Answer {
  return listRecords(account, call, services);
}

export function showUser(call: Call<"id">, services: Services): Answer {
  return showRecord(account, call, services);
}

/** The refusal comes before the account is looked for. */
export function updateUser(call: Call<"id", User>, services: Services): Answer {
  return may(call.user, "change_users")
    ? updateRecord(account, call, services)
    : restDetail(403, "You do not have permission to perform this action.");
}
