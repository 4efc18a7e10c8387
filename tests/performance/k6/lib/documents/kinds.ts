// The kinds of documents that are uploaded: their ending, their type, and how their bytes are made. Read by lib/documents.ts
// and by the tests that open them.

import { csv } from "./csv.ts";
import { docx } from "./docx.ts";
import { pdf } from "./pdf.ts";
import { png } from "./png.ts";

type DocumentKind = {
  readonly type: string;
  /** Exactly `size` bytes; throws for fewer than SMALLEST. */
  readonly make: (size: number, block: Uint8Array, title: string) => Uint8Array;
};

export const documentKinds = {
  pdf: { type: "application/pdf", make: pdf },
  docx: { type: "application/vnd.openxmlformats-officedocument.wordprocessingml.document", make: docx },
  png: { type: "image/png", make: png },
  csv: { type: "text/csv", make: (size, _, title) => csv(size, title) },
} as const satisfies Record<string, DocumentKind>;
export type DocumentKindName = keyof typeof documentKinds;

/** What OBCMS takes. */
export const acceptedKinds = ["pdf", "docx", "png"] as const satisfies readonly DocumentKindName[];

/** Bytes below which a kind has no room for what it must hold. */
export const SMALLEST = 6_000;
