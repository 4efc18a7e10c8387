// The storage of uploads: how much lies there, what no document has any more, and the removal of that. In the table of
// probes.ts.

import { realpath, stat } from "node:fs/promises";
import { setTimeout as sleep } from "node:timers/promises";
import type { StorageState } from "../../tests/performance/k6/catalogue/task-events.ts";
import { type KeptReader, keepReader } from "../database/kept-reader.ts";
import { OWN_STATEMENT } from "../database/postgres.ts";
import { fileOf } from "../database/sqlite.ts";
import { messageOf } from "../problem.ts";
import type { Probe, StorageKeeper, Watch } from "./probe.ts";
import { filesBelow, removeFile, type StoredFile } from "./storage/files.ts";

const PATIENCE = { connectMs: 1_500, statementMs: 1_500 };
/** Where OBCMS puts documents, below MEDIA_ROOT. What lies elsewhere there belongs to other models. */
const DOCUMENTS = "documents/";
/** A file is there before the row that names it is committed: until then it only looks like an orphan. */
const SETTLES_MS = 5_000;
/** k6 asks with each look at the queue; the folder is not walked through more often than this. */
const STATE_LASTS_MS = 1_000;

export type StorageWatch = Watch<"storage"> & StorageKeeper;

export const storageProbe: Probe<"storage"> = {
  name: "storage",
  everyMs: 5_000,
  async open(values, about) {
    const watch = await watchStorage(values["probes.storage"], values.databaseUrl);
    about.offerStorage(watch);
    return watch;
  },
};

/** `folder`: MEDIA_ROOT. */
export async function watchStorage(
  folder: string | undefined,
  databaseUrl: string | undefined,
): Promise<StorageWatch> {
  if (folder === undefined)
    throw new Error("probes.storage names the target's folder of uploads, MEDIA_ROOT");
  if (databaseUrl === undefined)
    throw new Error("probes.storage needs databaseUrl: which file is a document's stands there");
  if (fileOf(databaseUrl) !== undefined)
    throw new Error(
      "databaseUrl names a SQLite file, and documents are looked up in PostgreSQL: set a postgres:// address (the embedded target tells of its storage itself)",
    );
  const root = await realFolder(folder);
  const session = keepReader(databaseUrl, PATIENCE);
  try {
    const storage = new Storage(root, session, await filesBelow(root));
    const before = await storage.look();
    return {
      state: () => storage.state(),
      empty: () => storage.empty(),
      // Its figures are the suite's own, which asks for them.
      look: async () => {
        await storage.look();
        return [];
      },
      report: async () => {
        const after = await storage.look();
        return {
          filesBefore: before.files,
          filesAfter: after.files,
          bytesBefore: before.bytes,
          bytesAfter: after.bytes,
          emptiedBytes: storage.emptiedBytes,
        };
      },
      close: () => session.close(),
    };
  } catch (error) {
    await session.close();
    throw new Error(`the storage of uploads cannot be watched: ${messageOf(error)}`, { cause: error });
  }
}

async function realFolder(folder: string): Promise<string> {
  try {
    const root = await realpath(folder);
    if ((await stat(root)).isDirectory()) return root;
  } catch (error) {
    throw new Error(`probes.storage: ${messageOf(error)}`, { cause: error });
  }
  throw new Error(`probes.storage: ${folder} is not a folder`);
}

class Storage {
  readonly #root: string;
  readonly #session: KeptReader;
  /** What was there before; it stays whatever becomes of it. */
  readonly #before: ReadonlySet<string>;
  #latest: { readonly state: Promise<StorageState>; readonly at: number } | undefined;
  emptiedBytes = 0;

  constructor(root: string, session: KeptReader, before: readonly StoredFile[]) {
    this.#root = root;
    this.#session = session;
    this.#before = new Set(before.map(({ path }) => path));
  }

  state(): Promise<StorageState> {
    const latest = this.#latest;
    return latest !== undefined && performance.now() - latest.at < STATE_LASTS_MS
      ? latest.state
      : this.look();
  }

  /** Never an old one. */
  look(): Promise<StorageState> {
    const state = this.#look();
    const mine = { state, at: performance.now() };
    this.#latest = mine;
    state.catch(() => {
      if (this.#latest === mine) this.#latest = undefined;
    });
    return state;
  }

  /** Removes what came after the beginning and no document names. Waits where a file has only just come. */
  async empty(): Promise<StorageState> {
    const found = await this.#orphansOf(await filesBelow(this.#root));
    const newest = Math.max(0, ...found.map(({ changedAt }) => changedAt));
    const wait = Math.min(SETTLES_MS, newest + SETTLES_MS - Date.now());
    if (found.length > 0 && wait > 0) await sleep(wait);
    for (const { path, bytes } of await this.#orphansOf(found))
      if (await removeFile(this.#root, path)) this.emptiedBytes += bytes;
    return this.look();
  }

  async #look(): Promise<StorageState> {
    const files = await filesBelow(this.#root);
    const orphans = await this.#orphansOf(files);
    return { files: files.length, bytes: bytesOf(files), orphans: bytesOf(orphans) };
  }

  /** Of these the ones that came after the beginning and that no document names now. */
  async #orphansOf(files: readonly StoredFile[]): Promise<StoredFile[]> {
    const come = files.filter(({ path }) => path.startsWith(DOCUMENTS) && !this.#before.has(path));
    const sql = `SELECT ${OWN_STATEMENT} file FROM documents_document WHERE file = ANY($1::text[])`;
    const named = await this.#session.query<{ file: string }>(sql, [come.map(({ path }) => path)]);
    const used = new Set(named.map(({ file }) => file));
    return come.filter(({ path }) => !used.has(path));
  }
}

function bytesOf(files: readonly StoredFile[]): number {
  return files.reduce((sum, { bytes }) => sum + bytes, 0);
}
