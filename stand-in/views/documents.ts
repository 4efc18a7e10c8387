// Documents over REST: files with their metadata, uploaded, listed, downloaded and deleted. A deletion removes the row and
// leaves the file.

import type { Value } from "../database.ts";
import { type Answer, fileAnswer, noContent, restJson } from "../http/answer.ts";
import type { Call, Services, User } from "../http/call.ts";
import { restDetail, serverError } from "../http/errors.ts";
import { partsOf } from "../http/multipart.ts";
import { manilaTime } from "../time.ts";
import { type FieldErrors, readFields, textOf } from "./fields.ts";
import type { Condition } from "./filters.ts";
import { type List, listAnswer } from "./list.ts";
import { endingOf, isInfected, problemsOf, typeOfName } from "./uploaded-file.ts";

const TYPES = {
  report: "Assessment Report",
  correspondence: "Correspondence",
  profile: "Community Profile",
  policy: "Policy Document",
  moa: "Memorandum of Agreement",
  minutes: "Meeting Minutes",
  presentation: "Presentation",
  photo: "Photograph",
  form: "Form/Template",
  certificate: "Certificate",
  legal: "Legal Document",
  financial: "Financial Document",
  research: "Research Document",
  other: "Other",
};
const STATUSES = {
  draft: "Draft",
  under_review: "Under Review",
  approved: "Approved",
  published: "Published",
  archived: "Archived",
  deleted: "Deleted",
};
const LEVELS = {
  public: "Public",
  internal: "Internal Use",
  restricted: "Restricted",
  confidential: "Confidential",
  secret: "Secret",
};
const OFFICE = [".doc", ".docx", ".xls", ".xlsx", ".ppt", ".pptx"];
const IMAGES = [".jpg", ".jpeg", ".png", ".gif", ".bmp", ".svg"];

type Row = {
  readonly id: number;
  readonly title: string;
  readonly description: string;
  readonly document_type: keyof typeof TYPES;
  readonly file: string;
  readonly original_filename: string;
  readonly file_size: number;
  readonly tags: string;
  readonly is_latest_version: number;
  readonly confidentiality_level: keyof typeof LEVELS;
  readonly status: keyof typeof STATUSES;
  readonly category_id: number | null;
  readonly category_name: string | null;
  readonly community_id: number | null;
  readonly document_date: string | null;
  readonly uploaded_by: number;
  readonly username: string;
  readonly approved_by: number | null;
  readonly approved_by_name: string | null;
  readonly approved_at: string | null;
  readonly view_count: number;
  readonly download_count: number;
  readonly is_active: number;
  readonly ready_at: number;
  readonly created_at: string;
  readonly updated_at: string;
};

const COLUMNS = `document.*, user.username, document_category.name AS category_name,
  (SELECT username FROM user AS approver WHERE approver.id = approved_by) AS approved_by_name`;
const JOINS = `JOIN user ON user.id = document.uploaded_by
  LEFT JOIN document_category ON document_category.id = document.category_id`;

export function listDocuments(call: Call<"search" | "ordering", User>, services: Services): Answer {
  const list: List<Row> = {
    columns: COLUMNS,
    table: "document",
    joins: JOINS,
    searched: ["title", "description", "tags"],
    filters: {
      confidentiality_level: {
        kind: "choice",
        column: "confidentiality_level",
        choices: Object.keys(LEVELS),
      },
      status: { kind: "choice", column: "status", choices: Object.keys(STATUSES) },
      category: { kind: "row", column: "document.category_id", table: "document_category" },
    },
    orderings: {
      created_at: "document.created_at",
      updated_at: "document.updated_at",
      title: "document.title",
      file_size: "document.file_size",
    },
    order: "document.created_at DESC",
    toJson: (row) => shortJson(row, call, services),
  };
  return listAnswer(list, call, services, [seenBy(call.user)]);
}

export function showDocumentStatistics({ user }: Call<never, User>, { database }: Services): Answer {
  const { sql, parameter } = seenBy(user);
  // OBCMS's list is in order of time, and so are its counts: a group for each value and moment.
  const counted = (column: string, joins = "") =>
    database.rows<Record<string, Value>>(
      `SELECT ${column}, count(*) AS count FROM document ${joins} WHERE ${sql}
         GROUP BY 1, document.created_at ORDER BY document.created_at DESC`,
      parameter,
    );
  const whole = database.row<Record<string, Value>>(
    `SELECT count(*) AS documents, coalesce(sum(download_count), 0) AS downloads,
       coalesce(sum(file_size), 0) AS bytes FROM document WHERE ${sql}`,
    parameter,
  );
  return restJson(200, {
    total_documents: whole?.documents,
    by_category: counted(
      "document_category.name AS category__name",
      "LEFT JOIN document_category ON document_category.id = category_id",
    ),
    by_confidentiality: counted("confidentiality_level"),
    by_status: counted("status"),
    total_downloads: whole?.downloads,
    total_file_size: whole?.bytes,
  });
}

export function uploadDocument(call: Call<never, User>, services: Services): Answer {
  const { database, storage, clock } = services;
  const parts = partsOf(call);
  const given = parts === undefined ? readFields(call) : { values: parts.fields };
  if ("status" in given) return given;
  const { values } = given;
  const file = parts?.files.file;
  const errors: FieldErrors = {};
  const title = textOf(values, "title");
  if (title === "") errors.title = [`This field ${"title" in values ? "may not be blank" : "is required"}.`];
  if (title.length > 255) errors.title = ["Ensure this field has no more than 255 characters."];
  if (file === undefined) errors.file = ["No file was submitted."];
  else if (file.bytes.length === 0) errors.file = ["The submitted file is empty."];
  else {
    const problems = services.takesAnyFile ? [] : problemsOf(file);
    const isFound = !services.quirks.has("no_scan_hook") && !services.scansNothing && isInfected(file);
    const all = [...problems, ...(isFound ? ["The file is infected: Eicar-Test-Signature."] : [])];
    if (all.length > 0) errors.file = all;
  }
  const level = textOf(values, "confidentiality_level") || "internal";
  if (!Object.hasOwn(LEVELS, level)) errors.confidentiality_level = [`"${level}" is not a valid choice.`];
  const kind = textOf(values, "document_type") || "other";
  if (!Object.hasOwn(TYPES, kind)) errors.document_type = [`"${kind}" is not a valid choice.`];
  if (file === undefined || Object.keys(errors).length > 0) return restJson(400, errors);
  const bytes = services.truncatesUpload ? file.bytes.subarray(0, -1) : file.bytes;
  const now = manilaTime(Date.now());
  // A truth that a form leaves out is false, whatever the model's default.
  const truth = (name: string): number => Number(["true", "True", "1", "on"].includes(textOf(values, name)));
  const { id } = database.run(
    `INSERT INTO document (title, description, document_type, file, original_filename, file_size, tags,
       is_latest_version, confidentiality_level, status, uploaded_by, download_count, is_active, ready_at,
       created_at, updated_at) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, 'draft', ?, 0, ?, ?, ?, ?)`,
    title,
    textOf(values, "description"),
    kind,
    storage.keep(file.name.replace(/[^\w.-]/g, "-"), bytes),
    file.name,
    bytes.length,
    textOf(values, "tags"),
    truth("is_latest_version"),
    level,
    call.user.id,
    truth("is_active"),
    clock() + (services.processingMs ?? 0),
    now,
    now,
  );
  noteAccess(id, "upload", call, services);
  const row = rowOf(id, services);
  return restJson(201, row === undefined ? null : fullJson(row, call, services));
}

export function showDocument(call: Call<"id", User>, services: Services): Answer {
  const row = visibleRow(call, services);
  return row === undefined ? notThere() : restJson(200, fullJson(row, call, services));
}

/** PATCH and PUT, of what is text. */
export function updateDocument(call: Call<"id", User>, services: Services): Answer {
  const row = visibleRow(call, services);
  if (row === undefined) return notThere();
  const given = readFields(call);
  if ("status" in given) return given;
  if (services.storage.read(row.file) === undefined) return serverError("FileNotFoundError");
  const title = textOf({ title: row.title, ...given.values }, "title");
  const description = textOf({ description: row.description, ...given.values }, "description");
  services.database.run(
    "UPDATE document SET title = ?, description = ?, updated_at = ? WHERE id = ?",
    title,
    description,
    manilaTime(Date.now()),
    row.id,
  );
  return restJson(200, fullJson({ ...row, title, description }, call, services));
}

/** A GET that writes: its access log, and the count of downloads. */
export function downloadDocument(call: Call<"id", User>, services: Services): Answer {
  const row = rowOf(Number(call.arguments.id), services);
  if (row === undefined) return notThere();
  if (!isSeenBy(row, call.user))
    return restJson(403, { error: "You do not have permission to access this document." });
  noteAccess(row.id, "download", call, services);
  const bytes = services.storage.read(row.file);
  // Of a document whose file is not there OBCMS cannot save the count: it asks for the file's size with each saving.
  if (bytes === undefined) return serverError("FileNotFoundError");
  services.database.run("UPDATE document SET download_count = download_count + 1 WHERE id = ?", row.id);
  if (!isReady(row, services)) return restJson(404, { error: "File not found." });
  return fileAnswer(bytes, { type: typeOfName(row.file), name: row.original_filename });
}

export function deleteDocument(call: Call<"id", User>, services: Services): Answer {
  const row = visibleRow(call, services);
  if (row === undefined) return notThere();
  services.database.run("DELETE FROM document WHERE id = ?", row.id);
  return noContent();
}

function notThere(): Answer {
  return restDetail(404, "No Document matches the given query.");
}

/** Own documents, public ones, and for staff internal ones. */
function seenBy({ id, is_staff, is_superuser }: User): Condition {
  const open =
    is_superuser === 1
      ? "1"
      : is_staff === 1
        ? "confidentiality_level IN ('public', 'internal')"
        : "confidentiality_level = 'public'";
  return { sql: `(${open} OR uploaded_by = ?)`, parameter: id };
}

function isSeenBy(row: Row, { id, is_staff, is_superuser }: User): boolean {
  const { uploaded_by, confidentiality_level: level } = row;
  return (
    is_superuser === 1 || uploaded_by === id || level === "public" || (level === "internal" && is_staff === 1)
  );
}

function rowOf(id: number, { database }: Services): Row | undefined {
  return database.row<Row>(`SELECT ${COLUMNS} FROM document ${JOINS} WHERE document.id = ?`, id);
}

function visibleRow(call: Call<"id", User>, services: Services): Row | undefined {
  const row = rowOf(Number(call.arguments.id), services);
  return row !== undefined && isSeenBy(row, call.user) ? row : undefined;
}

function noteAccess(
  document: number,
  kind: string,
  { user }: Call<never, User>,
  { database }: Services,
): void {
  database.run(
    "INSERT INTO document_access (document_id, user_id, access_type, accessed_at) VALUES (?, ?, ?, ?)",
    document,
    user.id,
    kind,
    manilaTime(Date.now()),
  );
}

function isReady({ ready_at }: Row, { clock }: Services): boolean {
  return clock() >= ready_at;
}

/** What there is of a file only when it is processed; its addresses also only while the document is active. */
function fileJson(row: Row, { origin }: Call<never, User>, services: Services) {
  const ready = isReady(row, services);
  const isOpen = ready && row.is_active === 1;
  const year = row.created_at.slice(0, 4);
  const month = row.created_at.slice(5, 7);
  // A seeded document says where its file would lie.
  const path = row.file.includes("/") ? row.file : `documents/${year}/${month}/general/${row.file}`;
  return {
    file_url: isOpen ? `${origin}/media/${path}` : null,
    download_url: isOpen ? `${origin}/documents/api/documents/${row.id}/download/` : null,
    file_size: ready ? row.file_size : null,
    file_size_mb: ready ? Math.round((row.file_size / 1024 / 1024) * 100) / 100 : 0,
    file_extension: endingOf(row.file),
  };
}

/** Left out where there is none. OBCMS shows the official name of a community, and seeded ones have others alone. */
function namesOf({ category_name, community_id }: Row) {
  return {
    ...(category_name === null ? {} : { category_name }),
    ...(community_id === null ? {} : { community_name: "" }),
  };
}

function shortJson(row: Row, call: Call<never, User>, services: Services) {
  const { download_url, file_size_mb, file_extension } = fileJson(row, call, services);
  return {
    id: row.id,
    title: row.title,
    document_type: row.document_type,
    document_type_display: TYPES[row.document_type],
    ...namesOf(row),
    file_size_mb,
    file_extension,
    confidentiality_level: row.confidentiality_level,
    confidentiality_level_display: LEVELS[row.confidentiality_level],
    status: row.status,
    status_display: STATUSES[row.status],
    uploaded_by_name: row.username,
    download_url,
    view_count: row.view_count,
    download_count: row.download_count,
    is_featured: false,
    document_date: row.document_date,
    created_at: row.created_at,
    updated_at: row.updated_at,
  };
}

function fullJson(row: Row, call: Call<never, User>, services: Services) {
  const { file_url, download_url, file_size, file_size_mb, file_extension } = fileJson(row, call, services);
  return {
    id: row.id,
    title: row.title,
    description: row.description,
    document_type: row.document_type,
    document_type_display: TYPES[row.document_type],
    category: row.category_id,
    ...namesOf(row),
    file_url,
    download_url,
    original_filename: row.original_filename,
    file_size,
    file_size_mb,
    file_type: "",
    file_extension,
    community: row.community_id,
    tags: row.tags,
    tag_list: row.tags
      .split(",")
      .map((tag) => tag.trim())
      .filter((tag) => tag !== ""),
    author: "",
    language: "en",
    version: "1.0",
    parent_document: null,
    is_latest_version: row.is_latest_version === 1,
    confidentiality_level: row.confidentiality_level,
    confidentiality_level_display: LEVELS[row.confidentiality_level],
    allowed_user_types: "",
    allowed_user_types_list: [],
    requires_approval: false,
    status: row.status,
    status_display: STATUSES[row.status],
    uploaded_by: row.uploaded_by,
    uploaded_by_name: row.username,
    reviewed_by: null,
    approved_by: row.approved_by,
    ...(row.approved_by_name === null ? {} : { approved_by_name: row.approved_by_name }),
    document_date: row.document_date,
    expiry_date: null,
    is_expired: false,
    reviewed_at: null,
    approved_at: row.approved_at,
    download_count: row.download_count,
    view_count: row.view_count,
    is_featured: false,
    is_active: row.is_active === 1,
    is_image: IMAGES.includes(file_extension),
    is_pdf: file_extension === ".pdf",
    is_office_document: OFFICE.includes(file_extension),
    notes: "",
    comments: null,
    recent_access_logs: null,
    created_at: row.created_at,
    updated_at: row.updated_at,
  };
}
