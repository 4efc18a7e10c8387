// Tells datasets apart: 16 hexadecimal digits over all rows in their order. Fixtures and the stand-in's database that are
// made of the same rows carry the same.

import { createHash } from "node:crypto";
import { type Row, toLine } from "./row.ts";

export type Fingerprint = {
  /** `line`: the row as it is written, where the caller has it already. */
  add(row: Row, line?: string): void;
  end(): string;
};

export function startFingerprint(): Fingerprint {
  const hash = createHash("sha256");
  return {
    add: (row, line) =>
      void hash.update("password" in row.fields ? withoutPassword(row) : (line ?? toLine(row))),
    end: () => hash.digest("hex").slice(0, 16),
  };
}

/** Another password is no other dataset. */
function withoutPassword(row: Row): string {
  const { password: _, ...fields } = row.fields;
  return toLine({ ...row, fields });
}
