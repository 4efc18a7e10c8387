// Organisations over REST: listed with their contacts, and created. OBCMS redirects everything about a single one.

import { randomUUID } from "node:crypto";
import { organizationTypes } from "../../tests/performance/k6/catalogue/choices.ts";
import type { Answer } from "../http/answer.ts";
import type { Call, Services } from "../http/call.ts";
import { createRecord, listRecords, type Model } from "./model.ts";

/** Optional fields that the stand-in does not keep. */
const unset = {
  ...Object.fromEntries(
    `description mandate powers_and_functions address mailing_address phone mobile website head_of_organization
    head_position focal_person focal_person_position focal_person_contact focal_person_email partnership_level
    areas_of_expertise geographic_coverage target_beneficiaries registration_number tax_identification_number
    accreditation_details`
      .split(/\s+/)
      .map((name) => [name, ""]),
  ),
  ...Object.fromEntries(
    `social_media partnership_start_date annual_budget staff_count last_engagement_date region province municipality
    barangay created_by`
      .split(/\s+/)
      .map((name) => [name, null]),
  ),
  partnership_status: "active",
  engagement_frequency: "as_needed",
  is_priority: false,
};

type Row = { is_active: number; contacts: string };

const organization: Model<Row> = {
  noun: "Organization",
  table: "organization",
  fields: {
    name: { kind: "text", required: true, limit: 255 },
    acronym: { kind: "text", limit: 20 },
    organization_type: { kind: "choice", required: true, choices: organizationTypes },
    email: { kind: "email", limit: 254 },
    notes: { kind: "text" },
    is_active: { kind: "truth", usual: true },
  },
  stamped: true,
  list: {
    columns: `organization.*, (SELECT json_group_array(json_object('id', id, 'contact_type', contact_type, 'first_name',
      first_name, 'last_name', last_name, 'position', position, 'email', email)) FROM contact
      WHERE contact.organization = organization.id) AS contacts`,
    table: "organization",
    joins: "",
    searched: ["name", "acronym"],
    filters: {
      organization_type: { kind: "choice", column: "organization_type", choices: organizationTypes },
      is_active: { kind: "truth", column: "is_active" },
    },
    orderings: { name: "name", created_at: "created_at" },
    order: "name",
    toJson: ({ contacts, ...row }) => ({
      ...row,
      contacts: JSON.parse(contacts) as unknown,
      ...unset,
      is_active: row.is_active === 1,
    }),
  },
};

export function listOrganizations(call: Call<string>, services: Services): Answer {
  return listRecords(organization, call, services);
}

export function createOrganization(call: Call, services: Services): Answer {
  return createRecord(organization, call, services, { id: randomUUID() }).answer;
}
