// Stakeholders of communities over REST: listed in brief, and created. OBCMS redirects everything about a single one.

import { words } from "../html/work-item-rows.ts";
import { type Answer, restJson } from "../http/answer.ts";
import type { Call, Services } from "../http/call.ts";
import { createRecord, listRecords, type Model } from "./model.ts";

const TYPES =
  `community_leader barangay_captain tribal_leader ulama imam ustadz arabic_teacher madrasa_teacher youth_leader
  women_leader business_leader cooperative_leader health_worker volunteer other`.split(/\s+/);
const INFLUENCES = ["very_high", "high", "medium", "low", "emerging"];
const ENGAGEMENTS = ["very_active", "active", "moderate", "limited", "inactive"];

type Row = {
  id: number;
  full_name: string;
  nickname: string;
  stakeholder_type: string;
  community_name: string;
  position: string;
  influence_level: string;
  engagement_level: string;
  contact_number: string;
  email: string;
  is_active: number;
  is_verified: number;
};

const stakeholder: Model<Row> = {
  noun: "Stakeholder",
  table: "stakeholder",
  fields: {
    full_name: { kind: "text", required: true, limit: 255 },
    nickname: { kind: "text", limit: 100 },
    stakeholder_type: { kind: "choice", required: true, choices: TYPES },
    community: { kind: "row", required: true, table: "community", id: "number" },
    position: { kind: "text", limit: 255 },
    influence_level: { kind: "choice", choices: INFLUENCES, usual: "medium" },
    engagement_level: { kind: "choice", choices: ENGAGEMENTS, usual: "active" },
    contact_number: { kind: "text", limit: 20 },
    email: { kind: "email", limit: 254 },
    is_active: { kind: "truth", usual: true },
    is_verified: { kind: "truth", usual: false },
  },
  stamped: true,
  list: {
    columns: "stakeholder.*, community.name AS community_name",
    table: "stakeholder",
    joins: "JOIN community ON community.id = stakeholder.community",
    searched: ["full_name", "nickname", "community.name"],
    filters: { stakeholder_type: { kind: "choice", column: "stakeholder_type", choices: TYPES } },
    orderings: { full_name: "full_name", created_at: "stakeholder.created_at" },
    order: "full_name",
    toJson: (row) => ({
      id: row.id,
      display_name: row.nickname === "" ? row.full_name : `${row.full_name} (${row.nickname})`,
      full_name: row.full_name,
      nickname: row.nickname,
      stakeholder_type: row.stakeholder_type,
      stakeholder_type_display: titled(row.stakeholder_type),
      community_name: row.community_name,
      position: row.position,
      influence_level: row.influence_level,
      influence_level_display: titled(row.influence_level),
      engagement_level: row.engagement_level,
      engagement_level_display: titled(row.engagement_level),
      contact_number: row.contact_number,
      email: row.email,
      is_active: row.is_active === 1,
      is_verified: row.is_verified === 1,
      since_year: null,
    }),
  },
};

/** Fields of a single record that a list does not show and the stand-in does not keep. */
const more = Object.fromEntries(
  `organization responsibilities areas_of_influence alternate_contact address educational_background
  cultural_background languages_spoken previous_roles special_skills networks achievements challenges_faced
  support_needed notes`
    .split(/\s+/)
    .map((name) => [name, ""]),
);

export function listStakeholders(call: Call, services: Services): Answer {
  return listRecords(stakeholder, call, services);
}

export function createStakeholder(call: Call, services: Services): Answer {
  const { answer, written } = createRecord(stakeholder, call, services);
  if (written === undefined) return answer;
  const { community, created_at, updated_at } = written;
  const brief = JSON.parse(answer.body) as Record<string, unknown>;
  return restJson(201, { ...brief, community, ...more, recent_engagements: [], created_at, updated_at });
}

/** `community_leader`: `Community Leader`. */
function titled(value: string): string {
  return value.split("_").map(words).join(" ");
}
