// OBCMS's app `documents`: files with their metadata, over REST alone. No page of OBCMS uploads one.

import type { Endpoint } from "../endpoint.ts";

/** Deletion removes the row and leaves the file, so whatever needs an upload leaves one. */
const residue =
  "the file of each upload under MEDIA_ROOT/documents/YYYY/MM/general: deletion removes its row only";

const upload = {
  method: "POST",
  path: "/documents/api/documents/",
  django: "documents:document-list",
  transport: "multipart",
  signIn: "jwt",
  as: "api_client",
} as const;
const uploadRefused = { ...upload, access: "refusal", ok: [400], expects: { json: ["file"] } } as const;
const detail = {
  method: "GET",
  path: "/documents/api/documents/{id}/",
  django: "documents:document-detail",
  transport: "json",
  signIn: "jwt",
  as: "api_client",
  residue,
} as const;

export const documentsEndpoints = {
  document_list: {
    method: "GET",
    path: "/documents/api/documents/?search={search}&ordering={ordering}",
    django: "documents:document-list",
    access: "read",
    transport: "json",
    signIn: "jwt",
    as: "api_client",
    ok: [200],
    expects: { json: ["count", "results"] },
  },
  document_statistics: {
    method: "GET",
    path: "/documents/api/documents/statistics/",
    django: "documents:document-statistics",
    access: "read",
    transport: "json",
    signIn: "jwt",
    as: "api_client",
    ok: [200],
    expects: { json: ["total_documents", "total_file_size"] },
  },
  document_upload: {
    ...upload,
    access: "write",
    ok: [201],
    expects: { json: ["id", "file_size", "download_url"] },
    residue,
  },
  document_detail: {
    ...detail,
    access: "read",
    ok: [200],
    expects: { json: ["file_size", "original_filename", "created_at"] },
  },
  /** A GET that writes: a row of its access log, and the count of downloads. */
  document_download: {
    ...detail,
    path: "/documents/api/documents/{id}/download/",
    django: "documents:document-download",
    access: "write",
    transport: "file",
    ok: [200],
    expects: { attachment: true },
  },
  document_delete: { ...detail, method: "DELETE", access: "write", ok: [204], expects: { empty: true } },
  /** What was deleted is asked for once more. */
  document_gone: { ...detail, access: "refusal", ok: [404], expects: { json: ["detail"] } },
  /** A CSV: neither its ending nor its content is among those that OBCMS takes. */
  document_upload_wrong_type: uploadRefused,
  document_upload_empty: uploadRefused,
  /** One byte above 50 MB. The body is read in full, and answered with 400, not 413. */
  document_upload_too_large: { ...uploadRefused, isRare: true },
  /** EICAR, the file by which every virus scanner shows that it is there. */
  document_upload_infected: {
    ...uploadRefused,
    residue,
    broken: "201: it has no hook for a virus scanner, and stores the file",
  },
} as const satisfies Record<string, Endpoint>;
