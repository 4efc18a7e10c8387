// Message templates over REST. OBCMS keeps one for each kind and language, beside the default one.

import type { Answer } from "../http/answer.ts";
import type { Call, Services } from "../http/call.ts";
import { createRecord, deleteRecord, listRecords, type Model, showRecord, updateRecord } from "./model.ts";

const KINDS = [
  "email",
  "letter",
  "memo",
  "invitation",
  "announcement",
  "request",
  "response",
  "report",
  "other",
];
const LANGUAGES = ["en", "fil", "ar", "maguindanaon", "maranao", "tausug"];

type Row = { is_active: number; is_default: number; requires_approval: number };

const messageTemplate: Model<Row> = {
  noun: "CommunicationTemplate",
  table: "message_template",
  fields: {
    name: { kind: "text", required: true, limit: 150 },
    template_type: { kind: "choice", required: true, choices: KINDS },
    description: { kind: "text" },
    subject_template: { kind: "text", limit: 255 },
    content_template: { kind: "text", required: true },
    language: { kind: "choice", choices: LANGUAGES, usual: "en" },
    formal_level: { kind: "choice", choices: ["formal", "semi_formal", "informal"], usual: "formal" },
    is_active: { kind: "truth", usual: true },
    is_default: { kind: "truth", usual: false },
    requires_approval: { kind: "truth", usual: false },
    created_by: { kind: "row", required: true, table: "user", id: "number" },
  },
  unique: {
    names: ["template_type", "is_default", "language"],
    at: "non_field_errors",
    says: "The fields template_type, is_default, language must make a unique set.",
  },
  stamped: true,
  list: {
    columns: "*",
    table: "message_template",
    joins: "",
    searched: ["name", "description"],
    filters: { is_active: { kind: "truth", column: "is_active" } },
    orderings: { name: "name", created_at: "created_at" },
    order: "template_type, name",
    toJson: ({ is_active, is_default, requires_approval, ...row }) => ({
      ...row,
      usage_instructions: "",
      placeholders: null,
      is_active: is_active === 1,
      is_default: is_default === 1,
      requires_approval: requires_approval === 1,
      approver: null,
    }),
  },
};

export function listMessageTemplates(call: Call, services: Services): Answer {
  return listRecords(messageTemplate, call, services);
}

export function createMessageTemplate(call: Call, services: Services): Answer {
  return createRecord(messageTemplate, call, services).answer;
}

export function showMessageTemplate(call: Call<"id">, services: Services): Answer {
  return showRecord(messageTemplate, call, services);
}

export function updateMessageTemplate(call: Call<"id">, services: Services): Answer {
  return updateRecord(messageTemplate, call, services);
}

export function deleteMessageTemplate(call: Call<"id">, services: Services): Answer {
  return deleteRecord(messageTemplate, call, services);
}
