// What is written for a row of each model of OBCMS. An empty list: nothing that the stand-in answers depends on it.

import type { Row, UserKey } from "../../src/seed/row.ts";
import type { Value } from "../database.ts";
import { manilaMoment } from "../time.ts";

/** One statement, run with each of its lists of values. */
export type Write = { readonly sql: string; values(row: Row): readonly (readonly Value[])[] };
type Read = (row: Row) => Value;
/** What stands for a column in the statement, and what its question marks are. */
type Cell = { readonly sql: string; readonly reads: readonly Read[] };

const pk = cell(({ pk }) => pk ?? null);
const empty = cell(() => "");
const never = cell(() => 0);
const place = { id: pk, code: field("code"), name: field("name") };
const stamps = { created_at: moment("created_at"), updated_at: moment("updated_at") };

/** By the place above: the order of a list is that of the names on the way down to a place. */
const below = (table: string, above: string): Cell => ({
  sql: `(SELECT position || '|' || ? FROM ${table} WHERE id = ?)`,
  reads: [({ fields }) => storedValue(fields.name), ({ fields }) => storedValue(fields[above])],
});

export const writesOf: Readonly<Record<string, readonly Write[]>> = {
  "common.region": into("region", { ...place, description: field("description"), position: field("code") }),
  "common.province": into("province", {
    ...place,
    region_id: field("region"),
    capital: field("capital"),
    position: below("region", "region"),
  }),
  "common.municipality": into("municipality", {
    ...place,
    province_id: field("province"),
    municipality_type: field("municipality_type"),
    position: below("province", "province"),
  }),
  "common.barangay": into("barangay", {
    ...place,
    municipality_id: field("municipality"),
    is_urban: field("is_urban"),
    position: below("municipality", "municipality"),
  }),
  "common.feature": [],
  "common.permission": [],
  "common.rolepermission": [],
  "common.role": into("role", { id: pk, slug: field("slug") }),
  "common.user": into("user", {
    username: field("username"),
    password: field("password"),
    email: field("email"),
    first_name: field("first_name"),
    last_name: field("last_name"),
    position: field("position"),
    user_type: field("user_type"),
    is_superuser: field("is_superuser"),
    is_staff: field("is_staff"),
    is_active: field("is_active"),
    is_approved: field("is_approved"),
    date_joined: moment("date_joined"),
  }),
  "common.userrole": [
    {
      sql: "UPDATE user SET rbac_role = (SELECT slug FROM role WHERE id = ?) WHERE username = ?",
      values: ({ fields }) => [[storedValue(fields.role), nameIn(fields.user)]],
    },
  ],
  "coordination.organization": into("organization", {
    id: pk,
    name: field("name"),
    acronym: field("acronym"),
    organization_type: field("organization_type"),
    email: field("email"),
    notes: empty,
    is_active: field("is_active"),
    ...stamps,
  }),
  "coordination.stakeholderengagementtype": into("engagement_type", {
    id: pk,
    name: field("name"),
    category: field("category"),
    description: field("description"),
    icon: empty,
    color: cell(() => "#007bff"),
    is_active: field("is_active"),
    ...stamps,
  }),
  "communities.obccommunity": [
    ...into("community", {
      id: pk,
      barangay_id: field("barangay"),
      name: field("community_names"),
      estimated_population: field("estimated_obc_population"),
      households: field("households"),
      updated_at: moment("updated_at"),
    }),
    // As OBCMS does on its own when a community is saved, fixtures included.
    {
      sql: `INSERT OR IGNORE INTO coverage (municipality, community_names, notes, is_active, created_at, updated_at)
        SELECT municipality_id, '', '', 1, ?, ? FROM barangay WHERE id = ?`,
      values: ({ fields }) => [
        [momentIn(fields.created_at), momentIn(fields.updated_at), storedValue(fields.barangay)],
      ],
    },
  ],
  "communities.stakeholder": into("stakeholder", {
    id: pk,
    community: field("community"),
    full_name: field("full_name"),
    nickname: empty,
    stakeholder_type: field("stakeholder_type"),
    position: empty,
    influence_level: field("influence_level"),
    engagement_level: field("engagement_level"),
    contact_number: empty,
    email: empty,
    is_active: field("is_active"),
    is_verified: field("is_verified"),
    ...stamps,
  }),
  "policy_tracking.policyrecommendation": into("recommendation", {
    id: pk,
    reference_number: field("reference_number"),
    title: field("title"),
    category: field("category"),
    description: field("description"),
    rationale: field("rationale"),
    scope: field("scope"),
    problem_statement: field("problem_statement"),
    policy_objectives: field("policy_objectives"),
    proposed_solution: field("proposed_solution"),
    expected_outcomes: field("expected_outcomes"),
    status: field("status"),
    priority: field("priority"),
    proposed_by: user("proposed_by"),
    created_year: cell(({ fields }) => Number(String(fields.created_at).slice(0, 4))),
    ...stamps,
  }),
  "monitoring.monitoringentry": into("monitoring_entry", {
    id: pk,
    title: field("title"),
    category: field("category"),
    status: field("status"),
    sector: field("sector"),
    progress: field("progress"),
    fiscal_year: field("fiscal_year"),
    budget: amount("budget_allocation"),
    beneficiaries: amount("total_slots"),
    lead_organization_id: field("lead_organization"),
    start_date: field("start_date"),
    target_end_date: field("target_end_date"),
    updated_at: moment("updated_at"),
  }),
  "documents.documentcategory": into("document_category", { id: pk, name: field("name") }),
  "documents.document": into("document", {
    id: pk,
    title: field("title"),
    description: field("description"),
    document_type: field("document_type"),
    category_id: field("category"),
    community_id: field("community"),
    file: field("file"),
    original_filename: field("original_filename"),
    file_size: field("file_size"),
    tags: field("tags"),
    is_latest_version: field("is_latest_version"),
    confidentiality_level: field("confidentiality_level"),
    status: field("status"),
    uploaded_by: user("uploaded_by"),
    approved_by: user("approved_by"),
    approved_at: moment("approved_at"),
    document_date: field("document_date"),
    view_count: field("view_count"),
    download_count: field("download_count"),
    is_active: field("is_active"),
    ready_at: never,
    ...stamps,
  }),
  "organizations.organization": [],
  "budget_preparation.budgetproposal": [],
  "budget_preparation.programbudget": [],
  "common.workitem": [
    ...into("work_item", {
      id: pk,
      parent_id: field("parent"),
      tree_id: field("tree_id"),
      lft: field("lft"),
      rght: field("rght"),
      level: field("level"),
      work_type: field("work_type"),
      title: field("title"),
      description: field("description"),
      status: field("status"),
      priority: field("priority"),
      progress: field("progress"),
      // OBCMS's default.
      auto_calculate_progress: cell(() => 1),
      start_date: field("start_date"),
      due_date: field("due_date"),
      related_ppa_id: field("related_ppa"),
      created_by_id: user("created_by"),
      updated_at: moment("updated_at"),
    }),
    {
      sql: "INSERT INTO work_item_assignee (work_item_id, user_id) VALUES (?, (SELECT id FROM user WHERE username = ?))",
      values: ({ pk = null, fields }) => (fields.assignees as UserKey[]).map(([name]) => [pk, name]),
    },
  ],
  "common.sharedcalendarlink": into("shared_calendar_link", { token: field("token") }),
};

function into(table: string, cells: Readonly<Record<string, Cell>>): readonly [Write] {
  const all = Object.values(cells);
  const reads = all.flatMap((each) => each.reads);
  const places = all.map(({ sql }) => sql).join(", ");
  const sql = `INSERT INTO ${table} (${Object.keys(cells).join(", ")}) VALUES (${places})`;
  return [{ sql, values: (row) => [reads.map((read) => read(row))] }];
}

function cell(read: Read): Cell {
  return { sql: "?", reads: [read] };
}

function field(name: string): Cell {
  return cell(({ fields }) => storedValue(fields[name]));
}

/** Fixtures hold decimals as text; what is not given is nothing. */
function amount(name: string): Cell {
  return cell(({ fields }) => Number(fields[name] ?? 0));
}

function moment(name: string): Cell {
  return cell(({ fields }) => momentIn(fields[name]));
}

/** Kept, because thousands of rows share some hundreds of moments. */
const moments = new Map<unknown, string>();
function momentIn(utc: unknown): Value {
  if (utc === undefined) return null;
  const known = moments.get(utc);
  if (known !== undefined) return known;
  const moment = manilaMoment(String(utc));
  moments.set(utc, moment);
  return moment;
}

function user(name: string): Cell {
  return {
    sql: "(SELECT id FROM user WHERE username = ?)",
    reads: [({ fields }) => (fields[name] === undefined ? null : nameIn(fields[name]))],
  };
}

function nameIn(key: unknown): string {
  return (key as UserKey)[0];
}

function storedValue(value: unknown): Value {
  if (typeof value === "boolean") return Number(value);
  return typeof value === "number" || typeof value === "string" ? value : null;
}
