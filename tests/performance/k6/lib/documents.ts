// The documents of a virtual user: made once, of sizes as they are in life, with the hash of what is sent. Called by journeys.

import crypto from "k6/crypto";
import exec from "k6/execution";
import http, { type FileData } from "k6/http";
import { fillerBlock } from "./documents/bytes.ts";
import { acceptedKinds, type DocumentKindName, documentKinds } from "./documents/kinds.ts";
import { sizeOfDocument } from "./documents/sizes.ts";
import { environment } from "./environment.ts";
import { random } from "./pacing.ts";

export type SyntheticDocument = {
  readonly filename: string;
  readonly size: number;
  readonly sha256: string;
  readonly file: FileData;
};

const CSV_BYTES = 20_000;
/** What OBCMS allows, and a byte more. */
const TOO_LARGE = 50 * 1024 * 1024 + 1;
/** The file that every virus scanner reports and that harms nobody (eicar.org), in two parts, or this one would be reported. */
const EICAR = ["X5O!P%@AP[4\\PZX54(P^)7CC)7}$EICAR-STANDARD-", "ANTIVIRUS-TEST-FILE!$H+H*"] as const;

let made: readonly SyntheticDocument[] | undefined;

/** One of each kind that OBCMS takes; the virtual user's own, so that one that comes back to another is noticed. */
export function ownDocuments(): readonly SyntheticDocument[] {
  const { "documents.medianKb": median, "documents.capKb": cap } = environment;
  made ??= acceptedKinds.map((kind) => synthetic(kind, sizeOfDocument(random, median, cap)));
  return made;
}

/** Real CSV, which OBCMS does not take. */
export function wrongType(): FileData {
  return fileOf("csv", CSV_BYTES);
}

export function emptyFile(): FileData {
  return http.file(new ArrayBuffer(0), "empty.pdf", documentKinds.pdf.type);
}

/** Made anew each time: nobody should keep 50 MB. */
export function tooLarge(): FileData {
  return fileOf("pdf", TOO_LARGE);
}

export function infected(): FileData {
  return http.file(EICAR.join(""), "eicar.txt", "text/plain");
}

function synthetic(kind: DocumentKindName, bytes: number): SyntheticDocument {
  const file = fileOf(kind, bytes);
  return {
    filename: file.filename ?? "",
    size: bytes,
    sha256: crypto.sha256(file.data, "hex"),
    file,
  };
}

function fileOf(kind: DocumentKindName, bytes: number): FileData {
  const name = `perf-${exec.vu.idInTest}.${kind}`;
  const { type, make } = documentKinds[kind];
  const content = make(bytes, fillerBlock(exec.vu.idInTest), `Load test document ${exec.vu.idInTest}`);
  return http.file(content.buffer as ArrayBuffer, name, type);
}
