// The tables, as far as the catalogue's endpoints need them. Our own design; only what leaves over HTTP is OBCMS's.
// `position` holds the default order of a list, so that a page of twenty is read from an index and not sorted.

export const schema = `
CREATE TABLE user (
  id INTEGER PRIMARY KEY, username TEXT NOT NULL UNIQUE, email TEXT NOT NULL, password TEXT NOT NULL,
  user_type TEXT NOT NULL, is_superuser INTEGER NOT NULL, is_staff INTEGER NOT NULL,
  rbac_role TEXT, is_active INTEGER NOT NULL, is_approved INTEGER NOT NULL, first_name TEXT NOT NULL DEFAULT '',
  last_name TEXT NOT NULL DEFAULT '', organization TEXT NOT NULL DEFAULT '', position TEXT NOT NULL DEFAULT '',
  contact_number TEXT NOT NULL DEFAULT '', date_joined TEXT NOT NULL, last_login TEXT);
CREATE INDEX user_email ON user (email);
CREATE TABLE role (id TEXT PRIMARY KEY, slug TEXT NOT NULL) WITHOUT ROWID;
CREATE TABLE failed_sign_in (
  username TEXT PRIMARY KEY, failures INTEGER NOT NULL, last_at INTEGER NOT NULL) WITHOUT ROWID;
CREATE TABLE refresh_token (
  jti TEXT PRIMARY KEY, user_id INTEGER NOT NULL REFERENCES user, expires_at INTEGER NOT NULL,
  blacklisted_at INTEGER) WITHOUT ROWID;

CREATE TABLE region (
  id INTEGER PRIMARY KEY, code TEXT NOT NULL UNIQUE, name TEXT NOT NULL, description TEXT NOT NULL,
  position TEXT NOT NULL);
CREATE TABLE province (
  id INTEGER PRIMARY KEY, region_id INTEGER NOT NULL REFERENCES region, code TEXT NOT NULL UNIQUE, name TEXT NOT NULL,
  capital TEXT NOT NULL, position TEXT NOT NULL);
CREATE TABLE municipality (
  id INTEGER PRIMARY KEY, province_id INTEGER NOT NULL REFERENCES province, code TEXT NOT NULL UNIQUE,
  name TEXT NOT NULL, municipality_type TEXT NOT NULL, position TEXT NOT NULL);
CREATE TABLE barangay (
  id INTEGER PRIMARY KEY, municipality_id INTEGER NOT NULL REFERENCES municipality, code TEXT NOT NULL UNIQUE,
  name TEXT NOT NULL, is_urban INTEGER NOT NULL, position TEXT NOT NULL);
CREATE INDEX province_region ON province (region_id);
CREATE INDEX municipality_province ON municipality (province_id);
CREATE INDEX barangay_municipality ON barangay (municipality_id);
CREATE INDEX province_position ON province (position);
CREATE INDEX municipality_position ON municipality (position);
CREATE INDEX barangay_position ON barangay (position);

CREATE TABLE community (
  id INTEGER PRIMARY KEY, barangay_id INTEGER NOT NULL UNIQUE REFERENCES barangay, name TEXT NOT NULL,
  estimated_population INTEGER NOT NULL, households INTEGER NOT NULL, updated_at TEXT NOT NULL);
CREATE TABLE coverage (
  id INTEGER PRIMARY KEY AUTOINCREMENT, municipality INTEGER NOT NULL UNIQUE REFERENCES municipality,
  community_names TEXT NOT NULL, notes TEXT NOT NULL, is_active INTEGER NOT NULL, created_by INTEGER REFERENCES user,
  created_at TEXT NOT NULL, updated_at TEXT NOT NULL);
CREATE TABLE stakeholder (
  id INTEGER PRIMARY KEY AUTOINCREMENT, community INTEGER NOT NULL REFERENCES community, full_name TEXT NOT NULL,
  nickname TEXT NOT NULL, stakeholder_type TEXT NOT NULL, position TEXT NOT NULL, influence_level TEXT NOT NULL,
  engagement_level TEXT NOT NULL, contact_number TEXT NOT NULL, email TEXT NOT NULL, is_active INTEGER NOT NULL,
  is_verified INTEGER NOT NULL, created_at TEXT NOT NULL, updated_at TEXT NOT NULL);
CREATE INDEX stakeholder_community ON stakeholder (community);
CREATE INDEX stakeholder_name ON stakeholder (full_name);

CREATE TABLE organization (
  id TEXT PRIMARY KEY, name TEXT NOT NULL, acronym TEXT NOT NULL, organization_type TEXT NOT NULL,
  email TEXT NOT NULL, notes TEXT NOT NULL, is_active INTEGER NOT NULL, created_at TEXT NOT NULL,
  updated_at TEXT NOT NULL) WITHOUT ROWID;
CREATE INDEX organization_name ON organization (name);
CREATE TABLE contact (
  id INTEGER PRIMARY KEY AUTOINCREMENT, organization TEXT NOT NULL REFERENCES organization,
  contact_type TEXT NOT NULL, first_name TEXT NOT NULL, last_name TEXT NOT NULL, position TEXT NOT NULL,
  email TEXT NOT NULL, is_active INTEGER NOT NULL, notes TEXT NOT NULL, created_at TEXT NOT NULL,
  updated_at TEXT NOT NULL);
CREATE INDEX contact_organization ON contact (organization);
CREATE TABLE message_template (
  id INTEGER PRIMARY KEY AUTOINCREMENT, name TEXT NOT NULL, template_type TEXT NOT NULL, description TEXT NOT NULL,
  subject_template TEXT NOT NULL, content_template TEXT NOT NULL, language TEXT NOT NULL, formal_level TEXT NOT NULL,
  is_active INTEGER NOT NULL, is_default INTEGER NOT NULL, requires_approval INTEGER NOT NULL,
  created_by INTEGER NOT NULL REFERENCES user, created_at TEXT NOT NULL, updated_at TEXT NOT NULL,
  UNIQUE (template_type, is_default, language));

CREATE TABLE engagement_type (
  id INTEGER PRIMARY KEY AUTOINCREMENT, name TEXT NOT NULL UNIQUE, category TEXT NOT NULL, description TEXT NOT NULL,
  icon TEXT NOT NULL, color TEXT NOT NULL, is_active INTEGER NOT NULL, created_at TEXT NOT NULL,
  updated_at TEXT NOT NULL);
CREATE TABLE recommendation (
  id TEXT PRIMARY KEY, reference_number TEXT NOT NULL UNIQUE, title TEXT NOT NULL, category TEXT NOT NULL,
  description TEXT NOT NULL, rationale TEXT NOT NULL, scope TEXT NOT NULL, problem_statement TEXT NOT NULL,
  policy_objectives TEXT NOT NULL, proposed_solution TEXT NOT NULL, expected_outcomes TEXT NOT NULL,
  status TEXT NOT NULL, priority TEXT NOT NULL, proposed_by INTEGER NOT NULL REFERENCES user,
  created_year INTEGER NOT NULL, created_at TEXT NOT NULL, updated_at TEXT NOT NULL) WITHOUT ROWID;
CREATE INDEX recommendation_status ON recommendation (status);
CREATE INDEX recommendation_year ON recommendation (created_year);
CREATE TABLE monitoring_entry (
  id TEXT PRIMARY KEY, title TEXT NOT NULL, category TEXT NOT NULL, status TEXT NOT NULL, sector TEXT NOT NULL,
  progress INTEGER NOT NULL, fiscal_year INTEGER NOT NULL, budget INTEGER NOT NULL, beneficiaries INTEGER NOT NULL,
  lead_organization_id TEXT REFERENCES organization, start_date TEXT NOT NULL, target_end_date TEXT NOT NULL,
  execution_project_id TEXT, updated_at TEXT NOT NULL) WITHOUT ROWID;
CREATE INDEX monitoring_entry_updated ON monitoring_entry (updated_at DESC, id);
CREATE INDEX monitoring_entry_category ON monitoring_entry (category, id);

CREATE TABLE document_category (id INTEGER PRIMARY KEY, name TEXT NOT NULL UNIQUE);
CREATE TABLE document (
  id INTEGER PRIMARY KEY AUTOINCREMENT, title TEXT NOT NULL, description TEXT NOT NULL, document_type TEXT NOT NULL,
  file TEXT NOT NULL, original_filename TEXT NOT NULL, file_size INTEGER NOT NULL, tags TEXT NOT NULL,
  is_latest_version INTEGER NOT NULL, confidentiality_level TEXT NOT NULL, status TEXT NOT NULL,
  uploaded_by INTEGER NOT NULL REFERENCES user, approved_by INTEGER REFERENCES user, approved_at TEXT,
  category_id INTEGER REFERENCES document_category, community_id INTEGER REFERENCES community, document_date TEXT,
  view_count INTEGER NOT NULL DEFAULT 0, download_count INTEGER NOT NULL, is_active INTEGER NOT NULL,
  ready_at INTEGER NOT NULL, created_at TEXT NOT NULL, updated_at TEXT NOT NULL);
CREATE INDEX document_created ON document (created_at DESC);
CREATE TABLE document_access (
  id INTEGER PRIMARY KEY, document_id INTEGER NOT NULL REFERENCES document ON DELETE CASCADE,
  user_id INTEGER NOT NULL REFERENCES user, access_type TEXT NOT NULL, accessed_at TEXT NOT NULL);
CREATE INDEX document_access_document ON document_access (document_id);

CREATE TABLE shared_calendar_link (token TEXT PRIMARY KEY) WITHOUT ROWID;
CREATE TABLE staff_request (
  id INTEGER PRIMARY KEY, kind TEXT NOT NULL, user_id INTEGER NOT NULL REFERENCES user, created_at TEXT NOT NULL);

CREATE TABLE work_item (
  id TEXT PRIMARY KEY, parent_id TEXT REFERENCES work_item, tree_id INTEGER NOT NULL, lft INTEGER NOT NULL,
  rght INTEGER NOT NULL, level INTEGER NOT NULL, work_type TEXT NOT NULL, title TEXT NOT NULL,
  description TEXT NOT NULL, status TEXT NOT NULL, priority TEXT NOT NULL, progress INTEGER NOT NULL,
  auto_calculate_progress INTEGER NOT NULL, start_date TEXT NOT NULL, due_date TEXT NOT NULL,
  related_ppa_id TEXT REFERENCES monitoring_entry, created_by_id INTEGER NOT NULL REFERENCES user,
  allocated_budget REAL, updated_at TEXT NOT NULL) WITHOUT ROWID;
CREATE INDEX work_item_parent ON work_item (parent_id);
CREATE INDEX work_item_tree ON work_item (tree_id, lft);
CREATE INDEX work_item_level ON work_item (level, tree_id, lft);
CREATE TABLE work_item_assignee (
  work_item_id TEXT NOT NULL REFERENCES work_item, user_id INTEGER NOT NULL REFERENCES user,
  PRIMARY KEY (work_item_id, user_id)) WITHOUT ROWID;
`;
