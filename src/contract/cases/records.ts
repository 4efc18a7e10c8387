// What an OBCMS answers over REST about communities, coordination and accounts: lists, cycles, and REST framework's
// refusals. What a case creates it deletes again; only what the catalogue calls residue is not created here.

import type { EndpointName } from "../../../tests/performance/k6/catalogue/endpoints.ts";
import type { Case } from "../case.ts";

const client = "api_client" as const;
const NOWHERE = "999999";
const LIST = { headers: { Allow: "GET, POST, HEAD, OPTIONS", Vary: "Accept, origin, Cookie" } } as const;
const required = ["This field is required."];
const template = {
  name: "Perf conformance",
  template_type: "other",
  language: "maguindanaon",
  content_template: "c",
  created_by: 1,
} as const;

const refused = (
  name: string,
  endpoint: EndpointName,
  json: Readonly<Record<string, unknown>>,
  exactly: unknown,
): Case => ({
  name,
  // A row without arguments: the type of `args` is lost where the endpoint's name is a variable.
  request: () => ({ endpoint, as: client, json }) as ReturnType<Case["request"]>,
  expect: { status: 400, exactly },
});

export const communityCases: readonly Case[] = [
  {
    name: "Communities are listed with links by number",
    request: () => ({ endpoint: "communities_manage", as: "staff" }),
    expect: { status: 200, contains: ["<title>Manage Barangay OBC"], cookies: ["csrftoken"] },
    keep: { community: /href="\/communities\/(\d+)\/"/ },
  },
  {
    name: "Coverages are listed with the place they are in",
    request: () => ({ endpoint: "api_coverage_list", as: client }),
    expect: {
      ...LIST,
      status: 200,
      json: ["count", "results.0.municipality_name", "results.0.full_location", "results.0.mosques_count"],
      matches: { "results.0.auto_sync": /^true$/, "results.0.settlement_type": /^village$/ },
    },
    keep: { coverage: /"id":(\d+)/, municipality: /"municipality":(\d+)/ },
  },
  {
    name: "One coverage is found by its id",
    request: ({ coverage = "" }) => ({ endpoint: "api_coverage_detail", args: { id: coverage }, as: client }),
    expect: {
      status: 200,
      headers: { Allow: "GET, PUT, PATCH, DELETE, HEAD, OPTIONS" },
      json: ["id", "province_code", "region_code", "updated_at"],
    },
  },
  {
    name: "Its notes can be changed",
    request: ({ coverage = "", run }) => {
      const json = { notes: `perf ${run}` };
      return { endpoint: "api_coverage_update", args: { id: coverage }, as: client, json };
    },
    expect: { status: 200, matches: { notes: /^perf \d/ } },
  },
  {
    name: "They can be emptied again, by a coordinator too: coverages ask for no role",
    request: ({ coverage = "" }) => {
      const as = "provincial_coordinator" as const;
      return { endpoint: "api_coverage_update", args: { id: coverage }, as, json: { notes: "" } };
    },
    expect: { status: 200, matches: { notes: /^$/ } },
    leaves: "a coverage without its notes",
  },
  {
    name: "A municipality has one coverage at most",
    request: ({ municipality = "" }) => {
      return { endpoint: "api_coverage_create", as: client, json: { municipality: Number(municipality) } };
    },
    expect: {
      status: 400,
      exactly: { municipality: ["Bangsamoro Municipality OBC with this municipality already exists."] },
    },
  },
  refused("A coverage needs its municipality", "api_coverage_create", {}, { municipality: required }),
  refused(
    "A coverage needs a municipality that exists",
    "api_coverage_create",
    { municipality: 999999 },
    { municipality: ['Invalid pk "999999" - object does not exist.'] },
  ),
  {
    name: "A coverage that is not there is not found",
    request: () => ({ endpoint: "api_coverage_detail", args: { id: NOWHERE }, as: client }),
    expect: { status: 404, exactly: { detail: "No MunicipalityCoverage matches the given query." } },
  },
  {
    name: "A coverage can be deleted",
    request: ({ coverage: id = "" }) => ({ endpoint: "api_coverage_delete", args: { id }, as: client }),
    expect: { status: 204, empty: true, headers: { "Content-Type": null } },
    // Only that it was.
    keep: { withoutCoverage: /^()/ },
  },
  {
    name: "It can be made anew for its municipality, and has lost its totals",
    request: ({ municipality = "" }) => {
      return { endpoint: "api_coverage_create", as: client, json: { municipality: Number(municipality) } };
    },
    needs: ["withoutCoverage"],
    expect: { status: 201, json: ["id", "municipality_name"], matches: { auto_sync: /^true$/ } },
    leaves: "a coverage without its totals: it was deleted and made anew",
  },
  {
    name: "Profiles sum the communities of a municipality up",
    request: () => ({ endpoint: "api_municipal_profiles", as: client }),
    expect: {
      status: 200,
      json: [
        "count",
        "results.0.aggregated_metrics.sections.demographics.estimated_obc_population",
        "results.0.aggregated_metrics.metadata.community_count",
        "results.0.history.0.payload.aggregated_flat",
        "results.0.is_locked",
      ],
    },
  },
  {
    name: "Stakeholders are listed",
    request: () => ({ endpoint: "api_stakeholder_list", as: client }),
    expect: { ...LIST, status: 200, json: ["count", "next", "previous", "results"] },
  },
  {
    name: "A stakeholder is created in a community",
    request: ({ run, community = "" }) => {
      const json = {
        full_name: `Perf ${run}`,
        stakeholder_type: "community_leader",
        community: Number(community),
      };
      return { endpoint: "api_stakeholder_create", as: client, json };
    },
    expect: { ...LIST, status: 201, json: ["id"], matches: { full_name: /^Perf \d/ } },
    keep: { stakeholder: /"id":(\d+)/ },
    leaves: "a stakeholder: its own address redirects to itself for ever",
  },
  {
    name: "The list has them in brief",
    request: () => ({ endpoint: "api_stakeholder_list", as: client }),
    needs: ["stakeholder"],
    expect: {
      status: 200,
      json: ["results.0.display_name", "results.0.community_name"],
      matches: { "results.0.influence_level_display": /^[A-Z]/ },
    },
  },
  refused(
    "A stakeholder needs a name, a type and a community",
    "api_stakeholder_create",
    {},
    { full_name: required, stakeholder_type: required, community: required },
  ),
  refused(
    "A stakeholder of an unknown type in an unknown community is refused for both",
    "api_stakeholder_create",
    { full_name: "x", stakeholder_type: "party", community: 999999 },
    {
      stakeholder_type: ['"party" is not a valid choice.'],
      community: ['Invalid pk "999999" - object does not exist.'],
    },
  ),
];

export const coordinationCases: readonly Case[] = [
  {
    name: "Organisations are listed by name, with their contacts",
    request: () => ({ endpoint: "api_organization_list", args: { search: "", page: 1 }, as: client }),
    expect: {
      ...LIST,
      status: 200,
      json: ["count", "next", "results.0.contacts", "results.0.organization_type"],
      matches: { "results.0.partnership_status": /^active$/ },
    },
    keep: { organization: /"id":"([0-9a-f-]{36})"/ },
  },
  {
    name: "Organisations have a second page",
    request: () => ({ endpoint: "api_organization_list", args: { search: "", page: 2 }, as: client }),
    expect: { status: 200, json: ["results.0.id"], matches: { previous: /organizations\.json/ } },
  },
  {
    name: "An organisation is created",
    request: ({ run }) => {
      const json = { name: `Perf ${run}`, organization_type: "bmoa" };
      return { endpoint: "api_organization_create", as: client, json };
    },
    expect: { ...LIST, status: 201, json: ["id"], matches: { name: /^Perf \d/ } },
    leaves: "an organisation: its own address redirects to itself for ever",
  },
  refused(
    "An organisation needs a name and a type",
    "api_organization_create",
    {},
    { name: required, organization_type: required },
  ),
  refused(
    "An organisation of an unknown type is refused",
    "api_organization_create",
    { name: "x", organization_type: "party" },
    { organization_type: ['"party" is not a valid choice.'] },
  ),
  refused(
    "A message template needs what it says, and who wrote it",
    "api_message_template_create",
    {},
    { name: required, template_type: required, content_template: required, created_by: required },
  ),
  refused(
    "A message template of unknown kind, language and author is refused for all three",
    "api_message_template_create",
    { name: "x", template_type: "party", language: "xx", content_template: "c", created_by: 999999 },
    {
      template_type: ['"party" is not a valid choice.'],
      language: ['"xx" is not a valid choice.'],
      created_by: ['Invalid pk "999999" - object does not exist.'],
    },
  ),
  {
    name: "A message template is created",
    request: () => ({ endpoint: "api_message_template_create", as: client, json: template }),
    expect: {
      ...LIST,
      status: 201,
      json: ["id", "placeholders", "approver", "usage_instructions"],
      matches: { formal_level: /^formal$/, is_default: /^false$/, is_active: /^true$/ },
    },
    keep: { template: /"id":(\d+)/ },
  },
  {
    name: "There is one message template of each kind and language",
    request: () => ({
      endpoint: "api_message_template_create",
      as: client,
      json: { ...template, name: "y" },
    }),
    expect: {
      status: 400,
      exactly: {
        non_field_errors: ["The fields template_type, is_default, language must make a unique set."],
      },
    },
  },
  {
    name: "The message template can be changed",
    request: ({ template: id = "" }) => {
      const json = { content_template: "d" };
      return { endpoint: "api_message_template_update", args: { id }, as: client, json };
    },
    expect: { status: 200, matches: { content_template: /^d$/, template_type: /^other$/ } },
  },
  {
    name: "It shows the change",
    request: ({ template: id = "" }) => ({
      endpoint: "api_message_template_detail",
      args: { id },
      as: client,
    }),
    expect: { status: 200, matches: { content_template: /^d$/, name: /^Perf conformance$/ } },
  },
  {
    name: "It can be deleted",
    request: ({ template: id = "" }) => ({
      endpoint: "api_message_template_delete",
      args: { id },
      as: client,
    }),
    expect: { status: 204, empty: true, headers: { "Content-Type": null } },
  },
  {
    name: "A deleted message template is not found",
    request: ({ template: id = "" }) => ({
      endpoint: "api_message_template_detail",
      args: { id },
      as: client,
    }),
    expect: { status: 404, exactly: { detail: "No CommunicationTemplate matches the given query." } },
  },
  refused(
    "A contact needs a kind, a name, a position and an organisation",
    "api_contact_create",
    {},
    {
      contact_type: required,
      first_name: required,
      last_name: required,
      position: required,
      organization: required,
    },
  ),
  refused(
    "A contact of an unknown kind with a bad address in no organisation is refused for all three",
    "api_contact_create",
    {
      organization: "x",
      first_name: "a",
      last_name: "b",
      position: "c",
      contact_type: "party",
      email: "nomail",
    },
    {
      contact_type: ['"party" is not a valid choice.'],
      email: ["Enter a valid email address."],
      organization: ["“x” is not a valid UUID."],
    },
  ),
  {
    name: "A contact without an address is created, and makes no account",
    request: ({ organization = "" }) => {
      const json = { organization, first_name: "a", last_name: "b", position: "c", contact_type: "primary" };
      return { endpoint: "api_contact_create", as: client, json };
    },
    expect: {
      ...LIST,
      status: 201,
      json: ["id", "middle_name", "is_primary"],
      matches: { email: /^$/, preferred_communication_method: /^email$/, organization: /^[0-9a-f-]{36}$/ },
    },
    keep: { contact: /"id":(\d+)/ },
  },
  {
    name: "The contact can be changed",
    request: ({ contact: id = "" }) => {
      return { endpoint: "api_contact_update", args: { id }, as: client, json: { position: "d" } };
    },
    expect: { status: 200, matches: { position: /^d$/, first_name: /^a$/ } },
  },
  {
    name: "The contact can be read",
    request: ({ contact: id = "" }) => ({ endpoint: "api_contact_detail", args: { id }, as: client }),
    expect: { status: 200, matches: { position: /^d$/ } },
  },
  {
    name: "The contact can be deleted",
    request: ({ contact: id = "" }) => ({ endpoint: "api_contact_delete", args: { id }, as: client }),
    expect: { status: 204, empty: true },
  },
  {
    name: "A deleted contact is not found",
    request: ({ contact: id = "" }) => ({ endpoint: "api_contact_detail", args: { id }, as: client }),
    expect: { status: 404, exactly: { detail: "No OrganizationContact matches the given query." } },
  },
];

export const accountCases: readonly Case[] = [
  {
    name: "Users are found by a part of their name, with a session",
    request: ({ central_admin = "" }) => {
      return { endpoint: "api_users_search", args: { search: central_admin }, as: "central_admin" };
    },
    expect: {
      status: 200,
      json: ["count", "results.0.username", "results.0.date_joined"],
      matches: { "results.0.user_type": /^admin$/, "results.0.is_approved": /^true$/ },
    },
    keep: { account: /"id":(\d+)/ },
  },
  {
    name: "An administrator changes an account",
    request: ({ account: id = "" }) => {
      return { endpoint: "api_user_update", args: { id }, as: "central_admin", json: { position: "perf" } };
    },
    expect: { status: 200, matches: { position: /^perf$/ }, json: ["username", "approved_by"] },
  },
  {
    name: "The account is put back",
    request: ({ account: id = "" }) => {
      return { endpoint: "api_user_update", args: { id }, as: "central_admin", json: { position: "" } };
    },
    expect: { status: 200, matches: { position: /^$/ } },
    leaves: "a central administrator without a position",
  },
  {
    name: "An account takes no name of another, no bad address and no unknown type",
    request: ({ account: id = "", staff }) => {
      const json = { username: staff, email: "nomail", user_type: "party" };
      return { endpoint: "api_user_update", args: { id }, as: "central_admin", json };
    },
    expect: { status: 400, json: ["username.0"], matches: { "user_type.0": /is not a valid choice/ } },
  },
  {
    name: "An account that is not there is not found",
    request: () => {
      return {
        endpoint: "api_user_update",
        args: { id: NOWHERE },
        as: "central_admin",
        json: { position: "x" },
      };
    },
    expect: { status: 404, exactly: { detail: "No User matches the given query." } },
  },
  {
    name: "A coordinator may not change an account, not even one that is not there",
    request: () => {
      const as = "provincial_coordinator" as const;
      return { endpoint: "api_user_update_refused", args: { id: NOWHERE }, as, json: { position: "x" } };
    },
    expect: {
      status: 403,
      headers: { "Content-Type": "application/json", Allow: /PATCH/ },
      exactly: { detail: "You do not have permission to perform this action." },
    },
  },
  {
    name: "A coordinator may read an account",
    request: ({ account = "" }) => {
      return { path: `/api/administrative/users/${account}/`, as: "provincial_coordinator" };
    },
    expect: { status: 200, json: ["username"] },
  },
];
