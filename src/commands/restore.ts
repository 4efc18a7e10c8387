// `obcms-perf restore`: a target's database as it was when a snapshot was taken.

import { toJson } from "../run/run-folder.ts";
import { snapshotsFolder } from "../run/suite.ts";
import { rowTotal } from "../snapshot/contents.ts";
import { restoreSnapshot } from "../snapshot/restore.ts";
import { nameOf } from "../snapshot/target.ts";
import { interruptible, resolveTarget, type StoreOptions, type TargetOptions } from "./snapshot.ts";

export type RestoreOptions = TargetOptions &
  StoreOptions & { readonly media?: string; readonly endSessions?: boolean };

export const restoreHelp = `
It restores into a new database beside the old one, compares it with what was taken, and only then swaps the two. When
anything fails, the old one is as it was.

Examples:
  $ obcms-perf restore before_stress
  $ obcms-perf restore before_stress --env staging --media /srv/obcms/media --end-sessions`;

/** Text or JSON for stdout. */
export async function restore(name: string, options: RestoreOptions): Promise<string> {
  const { store = snapshotsFolder, media, endSessions = false, json } = options;
  const target = await resolveTarget(options);
  const { snapshot, from, seconds } = await interruptible((step) =>
    restoreSnapshot(target, name, { store, media, endSessions }, step),
  );
  const { fingerprint } = snapshot.contents;
  const rows = rowTotal(snapshot.contents);
  if (json) return toJson({ name, from, seconds, rows, fingerprint, media: media !== undefined });
  return `Restored ${name} to ${nameOf(target)} from its ${from}: ${rows} rows in ${seconds.toFixed(1)} s.\n`;
}
