// Brings a snapshot back to a target: verified first, swapped in last. Called by commands/restore.ts.

import { join } from "node:path";
import { messageOf, Problem } from "../problem.ts";
import { failureOf } from "./failure.ts";
import { type UnpackedMedia, unpackMedia } from "./media.ts";
import { restorePostgres } from "./postgres-restore.ts";
import { type Snapshot, snapshotFiles, verifyFiles } from "./snapshot.ts";
import { restoreSqlite } from "./sqlite.ts";
import { goOn, type Step } from "./step.ts";
import { readSnapshot } from "./store.ts";
import type { Target } from "./target.ts";

export type RestoreWish = {
  readonly store: string;
  readonly media?: string | undefined;
  readonly endSessions: boolean;
};
export type Restored = {
  readonly snapshot: Snapshot;
  readonly from: "dump" | "template";
  readonly seconds: number;
};

/** When it throws, database and media folder are as they were; a folder that cannot be renamed says so. */
export async function restoreSnapshot(
  target: Target,
  name: string,
  { store, media, endSessions }: RestoreWish,
  step: Step,
): Promise<Restored> {
  const start = Date.now();
  const snapshot = await readSnapshot(store, name);
  const folder = join(store, name);
  checkFit(snapshot, target, media);
  step.say("verifying the files");
  await verifyFiles(folder, snapshot);
  goOn(step);
  if (media === undefined && snapshot.media !== null)
    step.say("the snapshot has media, which stay where they are: --media FOLDER restores them too");
  let unpacked: UnpackedMedia | undefined;
  try {
    if (media !== undefined) {
      step.say(`unpacking the media beside ${media}`);
      unpacked = await unpackMedia(join(folder, snapshotFiles.media), media, store, step);
    }
    const from = await restoreDatabase(target, snapshot, { folder, endSessions }, step);
    await unpacked?.swap().catch((cause: unknown) => {
      throw new Problem({
        what: `The database is restored, but the media folder ${media} is as it was.`,
        saw: messageOf(cause),
        fix: `unpack ${join(folder, snapshotFiles.media)} there yourself (a mounted folder cannot be renamed)`,
        exit: "configuration",
        cause,
      });
    });
    return { snapshot, from, seconds: (Date.now() - start) / 1000 };
  } catch (error) {
    await unpacked?.discard();
    throw failureOf(error);
  }
}

async function restoreDatabase(
  target: Target,
  snapshot: Snapshot,
  wish: { readonly folder: string; readonly endSessions: boolean },
  step: Step,
): Promise<"dump" | "template"> {
  if (target.kind === "postgres") return restorePostgres(target, snapshot, wish, step);
  await restoreSqlite(target, snapshot, wish.folder, step);
  return "dump";
}

function checkFit(snapshot: Snapshot, target: Target, media: string | undefined): void {
  if (snapshot.kind !== target.kind) {
    throw new Problem({
      what: `Snapshot "${snapshot.name}" cannot be restored there.`,
      saw: `it is of kind ${snapshot.kind}, the database named is of kind ${target.kind}`,
      fix: "name a database of the same kind, or another snapshot (`obcms-perf snapshot list`)",
      exit: "usage",
    });
  }
  if (media === undefined || snapshot.media !== null) return;
  throw new Problem({
    what: `Snapshot "${snapshot.name}" has no media.`,
    saw: `--media ${media}`,
    fix: "leave --media out, or take a snapshot with --media",
    exit: "usage",
  });
}
