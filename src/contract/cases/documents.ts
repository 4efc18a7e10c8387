// What an OBCMS answers about documents: uploads and refused ones, metadata, download, deletion.

import { fillerBlock } from "../../../tests/performance/k6/lib/documents/bytes.ts";
import { documentKinds } from "../../../tests/performance/k6/lib/documents/kinds.ts";
import type { Case, Request } from "../case.ts";

const SIZE = 20_000;
const OPEN = { is_active: "true", is_latest_version: "true", confidentiality_level: "internal" } as const;
const LIST = "GET, POST, HEAD, OPTIONS";
const ONE = "GET, PUT, PATCH, DELETE, HEAD, OPTIONS";

function file(kind: keyof typeof documentKinds, name = `conformance.${kind}`): NonNullable<Request["file"]> {
  const { type, make } = documentKinds[kind];
  return { name, type, bytes: make(SIZE, fillerBlock(1), "Conformance") };
}
const EICAR = ["X5O!P%@AP[4\\PZX54(P^)7CC)7}$EICAR-STANDARD-", "ANTIVIRUS-TEST-FILE!$H+H*"].join("");

type Refusal =
  | "document_upload"
  | "document_upload_wrong_type"
  | "document_upload_empty"
  | "document_upload_too_large";
/** One byte more than OBCMS takes. */
const TOO_MANY_BYTES = 50 * 1024 * 1024 + 1;

/** An upload that is refused, with what is said of the field `file`. */
function refused(
  name: string,
  sent: Partial<Request>,
  matches: Readonly<Record<string, RegExp>>,
  endpoint: Refusal = "document_upload",
): Case {
  return {
    name,
    request: ({ run }) => ({
      endpoint,
      as: "api_client",
      multipart: { title: `Perf ${run}` },
      ...sent,
    }),
    expect: { status: 400, headers: { "Content-Type": "application/json", Allow: LIST }, matches },
  };
}

export const documentCases: readonly Case[] = [
  {
    name: "A PDF is uploaded: its size, its name and where it can be fetched are told",
    request: ({ run }) => ({
      endpoint: "document_upload",
      as: "api_client",
      multipart: { ...OPEN, title: `Perf ${run}` },
      file: file("pdf"),
    }),
    expect: {
      status: 201,
      headers: { "Content-Type": "application/json", Allow: LIST, Vary: "Accept, origin, Cookie" },
      json: ["id", "uploaded_by_name", "created_at"],
      matches: {
        file_size: /^20000$/,
        file_size_mb: /^0\.02$/,
        original_filename: /^conformance\.pdf$/,
        file_type: /^$/,
        is_pdf: /^true$/,
        is_active: /^true$/,
        status: /^draft$/,
        download_url: /\/documents\/api\/documents\/\d+\/download\/$/,
      },
    },
    keep: { document: /"id":(\d+)/ },
    leaves: "the files of its uploads: OBCMS deletes their rows alone",
  },
  {
    name: "A form that leaves truths out means false, and what is not active has no address",
    request: ({ run }) => ({
      endpoint: "document_upload",
      as: "api_client",
      multipart: { title: `Perf ${run}` },
      file: file("docx"),
    }),
    expect: {
      status: 201,
      matches: {
        is_active: /^false$/,
        is_latest_version: /^false$/,
        download_url: /^null$/,
        is_office_document: /^true$/,
      },
    },
    keep: { inactive: /"id":(\d+)/ },
  },
  {
    name: "The metadata of a document",
    request: ({ document = "" }) => ({
      endpoint: "document_detail",
      args: { id: document },
      as: "api_client",
    }),
    expect: {
      status: 200,
      headers: { Allow: ONE },
      matches: { file_size: /^20000$/, original_filename: /^conformance\.pdf$/, comments: /^null$/ },
    },
  },
  {
    name: "A provincial coordinator does not see a document of the office",
    request: ({ document = "" }) => ({
      endpoint: "document_detail",
      args: { id: document },
      as: "provincial_coordinator",
    }),
    expect: { status: 404, exactly: { detail: "No Document matches the given query." } },
  },
  {
    name: "Nor may one fetch it",
    request: ({ document = "" }) => ({
      endpoint: "document_download",
      args: { id: document },
      as: "provincial_coordinator",
    }),
    expect: { status: 403, exactly: { error: "You do not have permission to access this document." } },
  },
  {
    name: "Staff see the documents of others",
    request: ({ document = "" }) => ({ endpoint: "document_detail", args: { id: document }, as: "staff" }),
    expect: { status: 200, json: ["file_size"] },
  },
  {
    name: "A download is the file, under its name",
    request: ({ document = "" }) => ({
      endpoint: "document_download",
      args: { id: document },
      as: "api_client",
    }),
    expect: {
      status: 200,
      headers: {
        "Content-Type": "application/pdf",
        "Content-Disposition": 'attachment; filename="conformance.pdf"',
        "Content-Length": "20000",
        Allow: "GET, HEAD, OPTIONS",
      },
      contains: ["%PDF-1.4", "%%EOF"],
    },
  },
  {
    name: "The list finds it by its title and counts the download",
    request: ({ run = "" }) => ({
      endpoint: "document_list",
      args: { search: run, ordering: "created_at" },
      as: "api_client",
    }),
    needs: ["document", "inactive"],
    expect: {
      status: 200,
      headers: { Allow: LIST },
      matches: {
        count: /^2$/,
        "results.0.file_extension": /^\.pdf$/,
        "results.0.download_count": /^1$/,
        "results.0.download_url": /download/,
      },
    },
  },
  {
    name: "Statistics of the documents",
    request: () => ({ endpoint: "document_statistics", as: "api_client" }),
    // Without a document there is no category and no status to count.
    needs: ["document"],
    expect: {
      status: 200,
      json: ["total_documents", "total_downloads", "total_file_size", "by_category.0.count"],
      matches: { "by_status.0.status": /^draft$/ },
    },
  },
  {
    name: "A title can be changed",
    request: ({ document = "", run }) => ({
      endpoint: "document_detail",
      method: "PATCH",
      args: { id: document },
      as: "api_client",
      json: { title: `Perf ${run} changed` },
    }),
    expect: { status: 200, matches: { title: /changed$/, file_size: /^20000$/ } },
  },
  refused(
    "A CSV is refused, whatever is in it",
    { file: file("csv") },
    { "file.0": /csv/, file: /File extension “csv” is not allowed\. Allowed extensions are: pdf, doc, docx/ },
    "document_upload_wrong_type",
  ),
  refused(
    "A program is refused",
    { file: { name: "a.exe", type: "application/octet-stream", bytes: "MZ program" } },
    { "file.0": /^File extension “exe” is not allowed\./ },
  ),
  refused(
    "An empty file is refused",
    { file: { name: "a.pdf", type: "application/pdf", bytes: "" } },
    { "file.0": /^The submitted file is empty\.$/ },
    "document_upload_empty",
  ),
  {
    name: "A file above 50 MB is read in full, and refused",
    request: ({ run }) => ({
      endpoint: "document_upload_too_large",
      as: "api_client",
      multipart: { title: `Perf ${run}` },
      file: { name: "large.pdf", type: "application/pdf", bytes: new Uint8Array(TOO_MANY_BYTES) },
    }),
    expect: { status: 400, matches: { "file.0": /^File size cannot exceed 50 MB\.$/ } },
  },
  refused("Without a file nothing is filed", {}, { "file.0": /^No file was submitted\.$/ }),
  refused(
    "Without a title nothing is filed",
    { multipart: {}, file: file("png") },
    { "title.0": /^This field is required\.$/ },
  ),
  refused(
    "A level that is none is refused",
    { multipart: { title: "Perf", confidentiality_level: "zzz" }, file: file("png") },
    { "confidentiality_level.0": /^"zzz" is not a valid choice\.$/ },
  ),
  {
    name: "JSON cannot carry a file",
    request: () => ({ endpoint: "document_upload", as: "api_client", json: { title: "Perf" } }),
    expect: { status: 400, matches: { "file.0": /^No file was submitted\.$/ } },
  },
  {
    name: "An infected file is taken: document_upload_infected is broken",
    request: ({ run }) => ({
      endpoint: "document_upload_infected",
      as: "api_client",
      multipart: { title: `Perf ${run}` },
      file: { name: "eicar.txt", type: "text/plain", bytes: EICAR },
    }),
    expect: { status: 201, matches: { file_size: /^68$/ } },
    keep: { infected: /"id":(\d+)/ },
  },
  {
    name: "Nobody uploads without signing in",
    request: () => ({
      endpoint: "document_upload",
      as: "nobody",
      multipart: { title: "x" },
      file: file("png"),
    }),
    expect: { status: 401, exactly: { detail: "Authentication credentials were not provided." } },
  },
  {
    name: "The page that REST framework would show of the list fails",
    request: () => ({
      endpoint: "document_list",
      args: { search: "", ordering: "" },
      as: "api_client",
      headers: { Accept: "text/html" },
    }),
    expect: { status: 500 },
  },
  ...(["document", "inactive", "infected"] as const).map(
    (name): Case => ({
      name: `A document is deleted (${name})`,
      request: (memory) => ({
        endpoint: "document_delete",
        args: { id: memory[name] ?? "" },
        as: "api_client",
      }),
      expect: { status: 204, headers: { Allow: ONE }, empty: true },
    }),
  ),
  {
    name: "What was deleted is gone",
    request: ({ document = "" }) => ({ endpoint: "document_gone", args: { id: document }, as: "api_client" }),
    expect: { status: 404, exactly: { detail: "No Document matches the given query." } },
  },
  {
    name: "And cannot be fetched",
    request: ({ document = "" }) => ({
      endpoint: "document_download",
      args: { id: document },
      as: "api_client",
    }),
    expect: { status: 404, exactly: { detail: "No Document matches the given query." } },
  },
];
