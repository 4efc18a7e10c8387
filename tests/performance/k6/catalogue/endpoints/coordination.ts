// OBCMS's app `coordination`: engagement types, message templates and contacts have a complete REST cycle.

import type { Endpoint } from "../endpoint.ts";

const rest = { transport: "json", signIn: "jwt", as: "api_client" } as const;
const engagementType = {
  list: "coordination_api:stakeholderengagementtype-list",
  detail: "coordination_api:stakeholderengagementtype-detail",
} as const;
const template = {
  list: "coordination_api:communicationtemplate-list",
  detail: "coordination_api:communicationtemplate-detail",
} as const;
const contact = {
  list: "coordination_api:organizationcontact-list",
  detail: "coordination_api:organizationcontact-detail",
} as const;
const account =
  "an active, approved user account: OBCMS makes one for the e-mail address of each new contact, and nothing removes it";

export const coordinationEndpoints = {
  api_engagement_type_create: {
    ...rest,
    method: "POST",
    path: "/api/coordination/stakeholder-engagement-types/",
    django: engagementType.list,
    access: "write",
    ok: [201],
    expects: { json: ["id", "name"] },
  },
  api_engagement_types_search: {
    ...rest,
    method: "GET",
    path: "/api/coordination/stakeholder-engagement-types/?search={search}",
    django: engagementType.list,
    access: "read",
    ok: [200],
    expects: { json: ["count", "results"] },
  },
  api_engagement_type_detail: {
    ...rest,
    method: "GET",
    path: "/api/coordination/stakeholder-engagement-types/{id}/",
    django: engagementType.detail,
    access: "read",
    ok: [200],
    expects: { json: ["id", "name"] },
  },
  api_engagement_type_update: {
    ...rest,
    method: "PATCH",
    path: "/api/coordination/stakeholder-engagement-types/{id}/",
    django: engagementType.detail,
    access: "write",
    ok: [200],
    expects: { json: ["id", "description"] },
  },
  api_engagement_type_delete: {
    ...rest,
    method: "DELETE",
    path: "/api/coordination/stakeholder-engagement-types/{id}/",
    django: engagementType.detail,
    access: "write",
    ok: [204],
    expects: { empty: true },
  },
  api_message_template_create: {
    ...rest,
    method: "POST",
    path: "/api/coordination/communication-templates/",
    django: template.list,
    access: "write",
    ok: [201],
    expects: { json: ["id", "name"] },
  },
  api_message_template_detail: {
    ...rest,
    method: "GET",
    path: "/api/coordination/communication-templates/{id}/",
    django: template.detail,
    access: "read",
    ok: [200],
    expects: { json: ["id", "name"] },
  },
  api_message_template_update: {
    ...rest,
    method: "PATCH",
    path: "/api/coordination/communication-templates/{id}/",
    django: template.detail,
    access: "write",
    ok: [200],
    expects: { json: ["id", "content_template"] },
  },
  api_message_template_delete: {
    ...rest,
    method: "DELETE",
    path: "/api/coordination/communication-templates/{id}/",
    django: template.detail,
    access: "write",
    ok: [204],
    expects: { empty: true },
  },
  api_contact_create: {
    ...rest,
    method: "POST",
    path: "/api/coordination/organization-contacts/",
    django: contact.list,
    access: "write",
    ok: [201],
    expects: { json: ["id", "email"] },
    residue: account,
  },
  api_contact_detail: {
    ...rest,
    method: "GET",
    path: "/api/coordination/organization-contacts/{id}/",
    django: contact.detail,
    access: "read",
    ok: [200],
    expects: { json: ["id", "email"] },
    residue: account,
  },
  api_contact_update: {
    ...rest,
    method: "PATCH",
    path: "/api/coordination/organization-contacts/{id}/",
    django: contact.detail,
    access: "write",
    ok: [200],
    expects: { json: ["id", "position"] },
    residue: account,
  },
  api_contact_delete: {
    ...rest,
    method: "DELETE",
    path: "/api/coordination/organization-contacts/{id}/",
    django: contact.detail,
    access: "write",
    ok: [204],
    expects: { empty: true },
    residue: account,
  },
} as const satisfies Record<string, Endpoint>;
