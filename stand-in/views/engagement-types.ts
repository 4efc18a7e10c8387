// Stakeholder engagement types over REST: created, read, updated and deleted.

import { engagementCategories } from "../../tests/performance/k6/catalogue/choices.ts";
import type { Answer } from "../http/answer.ts";
import type { Call, Services } from "../http/call.ts";
import { createRecord, deleteRecord, listRecords, type Model, showRecord, updateRecord } from "./model.ts";

const COLUMNS = "id, name, category, description, icon, color, is_active, created_at, updated_at";

const engagementType: Model<{ is_active: number }> = {
  noun: "StakeholderEngagementType",
  table: "engagement_type",
  fields: {
    name: { kind: "text", required: true, limit: 100 },
    category: { kind: "choice", required: true, choices: engagementCategories },
    description: { kind: "text", required: true },
    icon: { kind: "text", limit: 50 },
    color: { kind: "text", limit: 7, usual: "#007bff" },
    is_active: { kind: "truth", usual: true },
  },
  unique: {
    names: ["name"],
    at: "name",
    says: "stakeholder engagement type with this name already exists.",
  },
  stamped: true,
  list: {
    columns: COLUMNS,
    table: "engagement_type",
    joins: "",
    searched: ["name", "description"],
    filters: { is_active: { kind: "truth", column: "is_active" } },
    // OBCMS names none, so every field of the answer may be ordered by.
    orderings: Object.fromEntries(COLUMNS.split(", ").map((column) => [column, column])),
    order: "name",
    toJson: (row) => ({ ...row, is_active: row.is_active === 1 }),
  },
};

export function listEngagementTypes(call: Call, services: Services): Answer {
  return listRecords(engagementType, call, services);
}

export function createEngagementType(call: Call, services: Services): Answer {
  return createRecord(engagementType, call, services).answer;
}

export function showEngagementType(call: Call<"id">, services: Services): Answer {
  return showRecord(engagementType, call, services);
}

export function updateEngagementType(call: Call<"id">, services: Services): Answer {
  return updateRecord(engagementType, call, services);
}

export function deleteEngagementType(call: Call<"id">, services: Services): Answer {
  return deleteRecord(engagementType, call, services);
}
