// snapshot.json: what a snapshot says of itself. Written by take.ts, read by store.ts.

import { createHash } from "node:crypto";
import { createReadStream } from "node:fs";
import { stat } from "node:fs/promises";
import { basename, join } from "node:path";
import { pipeline } from "node:stream/promises";
import { z } from "zod";
import { Problem } from "../problem.ts";
import { type Contents, contentsSchema } from "./contents.ts";

export const snapshotFiles = {
  snapshot: "snapshot.json",
  postgres: "database.dump",
  sqlite: "database.sqlite3",
  media: "media.tar",
} as const;

const fileSchema = z.object({ name: z.enum(snapshotFiles), sizeBytes: z.number(), sha256: z.string() });
export type StoredFile = z.infer<typeof fileSchema>;

export const snapshotSchema = z.object({
  schema: z.literal("obcms-perf/snapshot/1"),
  name: z.string(),
  takenAt: z.iso.datetime(),
  kind: z.enum(["postgres", "sqlite"]),
  serverVersion: z.string(),
  /** Of all files together. */
  sizeBytes: z.number(),
  dump: fileSchema,
  media: fileSchema.nullable(),
  contents: contentsSchema,
  /** What the dump does not hold and the new database needs; null for SQLite. */
  postgres: z
    .object({
      encoding: z.string(),
      collate: z.string(),
      ctype: z.string(),
      /** The database on the server that is copied instead of the dump, if it was asked for. */
      template: z
        .string()
        // `snapshot remove` drops it: no other database may be named here.
        .regex(/^obcms_perf_template_/)
        .nullable(),
    })
    .nullable(),
});
export type Snapshot = z.infer<typeof snapshotSchema>;

/** What is known of a database when its dump is written. */
export type Taken = {
  readonly serverVersion: string;
  readonly contents: Contents;
  readonly postgres: Snapshot["postgres"];
  /** Takes away what was made outside the folder, for when the rest fails. */
  undo(): Promise<void>;
};

export async function storedFile(path: string): Promise<StoredFile> {
  const hash = createHash("sha256");
  await pipeline(createReadStream(path), hash);
  return {
    name: basename(path) as StoredFile["name"],
    sizeBytes: (await stat(path)).size,
    sha256: hash.digest("hex"),
  };
}

/** Throws one Problem that names every file that is not as it was written. */
export async function verifyFiles(folder: string, { name, dump, media }: Snapshot): Promise<void> {
  const wrong: string[] = [];
  for (const file of media === null ? [dump] : [dump, media]) {
    const now = await storedFile(join(folder, file.name)).catch(() => undefined);
    if (now === undefined) wrong.push(`${file.name} is missing or cannot be read`);
    else if (now.sha256 !== file.sha256)
      wrong.push(`${file.name}: sha256 ${now.sha256.slice(0, 12)}…, taken was ${file.sha256.slice(0, 12)}…`);
  }
  if (wrong.length === 0) return;
  throw new Problem({
    what: `Snapshot "${name}" is not as it was taken; nothing was restored.`,
    saw: wrong.join("\n"),
    fix: `\`obcms-perf snapshot remove ${name}\`, and take it again from a whole database`,
    exit: "configuration",
  });
}
