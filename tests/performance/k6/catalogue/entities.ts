// What the plan's first scenario wants created, read, updated and deleted, and the endpoint that does it on OBCMS.
// A cell without one says what was measured instead. The suite's README shows the table.

import type { EndpointName } from "./endpoints.ts";

/** One row of the catalogue, or why there is none. */
export type Cell = EndpointName | { readonly missing: string };
export type Entity = {
  readonly module: string;
  readonly create: Cell;
  readonly read: Cell;
  readonly update: Cell;
  readonly delete: Cell;
};

const computed = { missing: "it is computed from other records" } as const;
const readOnly = { missing: "the API offers it for reading only" } as const;

export const entities = {
  community: {
    module: "communities",
    create: { missing: "only a form page, which asks geocoders on the internet in the request" },
    read: "communities_manage",
    update: { missing: "only a form page, which asks geocoders on the internet in the request" },
    delete: { missing: "only a form page" },
  },
  "community over REST": {
    module: "communities",
    create: "api_community_create",
    read: "api_community_list",
    update: "api_community_update",
    delete: "api_community_delete",
  },
  "municipality coverage": {
    module: "communities",
    create: "api_coverage_create",
    read: "api_coverage_detail",
    update: "api_coverage_update",
    delete: "api_coverage_delete",
  },
  stakeholder: {
    module: "communities",
    create: "api_stakeholder_create",
    read: "api_stakeholder_list",
    update: { missing: "301 to itself for ever" },
    delete: { missing: "301 to itself for ever" },
  },
  "municipal profile": {
    module: "communities",
    create: computed,
    read: "api_municipal_profiles",
    update: computed,
    delete: computed,
  },
  "engagement type": {
    module: "coordination",
    create: "api_engagement_type_create",
    read: "api_engagement_type_detail",
    update: "api_engagement_type_update",
    delete: "api_engagement_type_delete",
  },
  "message template": {
    module: "coordination",
    create: "api_message_template_create",
    read: "api_message_template_detail",
    update: "api_message_template_update",
    delete: "api_message_template_delete",
  },
  contact: {
    module: "coordination",
    create: "api_contact_create",
    read: "api_contact_detail",
    update: "api_contact_update",
    delete: "api_contact_delete",
  },
  organization: {
    module: "coordination",
    create: "api_organization_create",
    read: "api_organization_list",
    update: "api_organization_update",
    delete: "api_organization_delete",
  },
  partnership: {
    module: "coordination",
    create: { missing: "301 to itself for ever; with the suffix .json 500" },
    read: "api_partnership_list",
    update: { missing: "301 to itself for ever" },
    delete: { missing: "301 to itself for ever" },
  },
  "work item (coordination task)": {
    module: "coordination tasks",
    create: "work_item_quick_create_child",
    read: "work_item_modal",
    update: "work_item_update_progress",
    delete: "work_item_delete",
  },
  "policy recommendation": {
    module: "policy tracking",
    create: "api_recommendation_create",
    read: "policies_manage",
    update: { missing: "only a form page, which redirects to an address that does not exist" },
    delete: "policies_delete",
  },
  "policy recommendation over REST": {
    module: "policy tracking",
    create: "api_recommendation_create",
    read: "api_recommendation_list",
    update: "api_recommendation_update",
    delete: "api_recommendation_delete",
  },
  "tracking of a monitoring entry": {
    module: "monitoring",
    create: "monitoring_enable_tracking",
    read: "monitoring_work_items_tab",
    update: "monitoring_sync_progress",
    delete: { missing: "403 for everybody but a superuser" },
  },
  "budget scenario": {
    module: "planning and budget",
    create: "api_scenario_rebalance",
    read: "api_obligation_forecast",
    update: computed,
    delete: computed,
  },
  "user account": {
    module: "administration",
    create: {
      missing: "open registration: it would make accounts that nothing removes, and answers without an id",
    },
    read: "api_users_search",
    update: "api_user_update",
    delete: { missing: "not called: accounts belong to the seeded data" },
  },
  "region to barangay": {
    module: "administration",
    create: readOnly,
    read: "api_barangays_list",
    update: readOnly,
    delete: readOnly,
  },
} as const satisfies Record<string, Entity>;
