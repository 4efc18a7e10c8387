// Contacts of organisations over REST. As on OBCMS, a new e-mail address becomes an active, approved user account,
// which stays when the contact is deleted.

import { randomUUID } from "node:crypto";
import type { Answer } from "../http/answer.ts";
import type { Call, Services } from "../http/call.ts";
import { hashPassword } from "../passwords.ts";
import { manilaTime } from "../time.ts";
import {
  type Columns,
  createRecord,
  deleteRecord,
  listRecords,
  type Model,
  showRecord,
  updateRecord,
} from "./model.ts";

const TYPES = ["primary", "secondary", "technical", "administrative", "executive", "field", "emergency"];
/** Optional fields that the stand-in does not keep. */
const blank = Object.fromEntries(
  `middle_name title department phone mobile alternative_email areas_of_responsibility languages_spoken
  best_contact_time`
    .split(/\s+/)
    .map((name) => [name, ""]),
);

const contact: Model<{ is_active: number }> = {
  noun: "OrganizationContact",
  table: "contact",
  fields: {
    contact_type: { kind: "choice", required: true, choices: TYPES },
    first_name: { kind: "text", required: true, limit: 100 },
    last_name: { kind: "text", required: true, limit: 100 },
    position: { kind: "text", required: true, limit: 150 },
    email: { kind: "email", limit: 254 },
    is_active: { kind: "truth", usual: true },
    notes: { kind: "text" },
    organization: { kind: "row", required: true, table: "organization", id: "uuid" },
  },
  stamped: true,
  list: {
    columns: "*",
    table: "contact",
    joins: "",
    searched: ["first_name", "last_name", "position", "email"],
    filters: { is_active: { kind: "truth", column: "is_active" } },
    orderings: { last_name: "last_name", created_at: "created_at" },
    order: "organization, last_name, id",
    toJson: (row) => ({
      ...row,
      ...blank,
      preferred_communication_method: "email",
      is_primary: false,
      is_active: row.is_active === 1,
    }),
  },
};

export function listContacts(call: Call, services: Services): Answer {
  return listRecords(contact, call, services);
}

export function createContact(call: Call, services: Services): Answer {
  return services.database.transaction(() => {
    const { answer, written } = createRecord(contact, call, services);
    if (written !== undefined && written.email !== "") openAccount(services, written);
    return answer;
  });
}

export function showContact(call: Call<"id">, services: Services): Answer {
  return showRecord(contact, call, services);
}

export function updateContact(call: Call<"id">, services: Services): Answer {
  return updateRecord(contact, call, services);
}

export function deleteContact(call: Call<"id">, services: Services): Answer {
  return deleteRecord(contact, call, services);
}

/** Nothing happens for an address that somebody has. Nobody knows the new account's password. */
function openAccount({ database }: Services, written: Columns): void {
  const email = String(written.email);
  if (database.row("SELECT id FROM user WHERE email = ?", email) !== undefined) return;
  const [name = ""] = email.split("@");
  const isTaken = database.row("SELECT id FROM user WHERE username = ?", name) !== undefined;
  database.run(
    `INSERT INTO user (username, email, password, user_type, is_superuser, is_staff, is_active,
       is_approved, first_name, last_name, organization, position, date_joined)
       SELECT ?, ?, ?, organization_type, 0, 0, 1, 1, ?, ?, name, ?, ? FROM organization WHERE id = ?`,
    isTaken ? email : name,
    email,
    hashPassword(randomUUID(), randomUUID()),
    String(written.first_name),
    String(written.last_name),
    String(written.position),
    manilaTime(Date.now()),
    String(written.organization),
  );
}
