// Takes a snapshot of a target into the store, whole or not at all. Called by commands/snapshot.ts.

import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { Problem } from "../problem.ts";
import { failureOf } from "./failure.ts";
import { packMedia } from "./media.ts";
import { dropTemplate, takePostgres } from "./postgres-take.ts";
import { type Snapshot, snapshotFiles, storedFile } from "./snapshot.ts";
import { takeSqlite } from "./sqlite.ts";
import { goOn, type Step } from "./step.ts";
import { checkName, nameFor, readSnapshot, removeFolder, writeWhole } from "./store.ts";
import type { Target } from "./target.ts";

export type TakeWish = {
  readonly name?: string | undefined;
  readonly store: string;
  readonly media?: string | undefined;
  readonly template: boolean;
  readonly endSessions: boolean;
};

export async function takeSnapshot(target: Target, wish: TakeWish, step: Step): Promise<Snapshot> {
  const now = new Date();
  const name = wish.name ?? nameFor(now);
  checkName(name);
  if (wish.template && target.kind === "sqlite") {
    throw new Problem({
      what: "SQLite has no template databases.",
      saw: "--template with a sqlite: address",
      fix: "leave --template out: a file is copied in no time",
      exit: "usage",
    });
  }
  let undo = async (): Promise<void> => {};
  try {
    return await writeWhole(wish.store, name, async (folder) => {
      const taken =
        target.kind === "sqlite"
          ? await takeSqlite(target, folder, step)
          : await takePostgres(target, folder, { ...wish, name }, step);
      undo = taken.undo;
      if (wish.media !== undefined) {
        step.say(`packing ${wish.media}`);
        await packMedia(wish.media, join(folder, snapshotFiles.media), step);
      }
      const dump = await storedFile(join(folder, snapshotFiles[target.kind]));
      const media = wish.media === undefined ? null : await storedFile(join(folder, snapshotFiles.media));
      const snapshot: Snapshot = {
        schema: "obcms-perf/snapshot/1",
        name,
        takenAt: now.toISOString(),
        kind: target.kind,
        serverVersion: taken.serverVersion,
        sizeBytes: dump.sizeBytes + (media?.sizeBytes ?? 0),
        dump,
        media,
        contents: taken.contents,
        postgres: taken.postgres,
      };
      await writeFile(join(folder, snapshotFiles.snapshot), `${JSON.stringify(snapshot, null, 2)}\n`);
      goOn(step);
      return snapshot;
    });
  } catch (error) {
    await undo();
    throw failureOf(error);
  }
}

/** `target` is asked only where a template has to be dropped on a server. */
export async function removeSnapshot(
  store: string,
  name: string,
  target: () => Promise<Target>,
): Promise<void> {
  checkName(name);
  const snapshot = await readSnapshot(store, name).catch((error: unknown) => {
    // One that cannot be read any more can still be removed.
    if (error instanceof Problem && error.exit === "configuration") return undefined;
    throw error;
  });
  const template = snapshot?.postgres?.template ?? null;
  if (template !== null) {
    const server = await target();
    if (server.kind === "postgres")
      await dropTemplate(server, template).catch((error: unknown) => {
        throw failureOf(error);
      });
  }
  await removeFolder(store, name);
}
