// `obcms-perf snapshot`, `snapshot list`, `snapshot remove`: named states of a target's database.

import { aimOf, externalSettings } from "../run/environment.ts";
import { toJson } from "../run/run-folder.ts";
import { snapshotsFolder } from "../run/suite.ts";
import type { Step } from "../snapshot/step.ts";
import { type Listed, listSnapshots } from "../snapshot/store.ts";
import { removeSnapshot, takeSnapshot } from "../snapshot/take.ts";
import { type Target, targetOf } from "../snapshot/target.ts";
import { listenForInterrupt } from "./interrupt.ts";
import { say } from "./terminal.ts";

export type TargetOptions = {
  readonly env?: string;
  readonly databaseUrl?: string;
  readonly allowHost?: string;
};
export type StoreOptions = { readonly store?: string; readonly json?: boolean };
export type SnapshotOptions = TargetOptions &
  StoreOptions & { readonly media?: string; readonly template?: boolean; readonly endSessions?: boolean };

export const snapshotHelp = `
The database is --database-url, else OBCMS_DATABASE_URL, else databaseUrl of --env. The variable is the better place for a
password: a command line can be read by everybody on this machine. The database must hold the row that \`obcms-perf seed\`
writes.

Examples:
  $ export OBCMS_DATABASE_URL=postgres://obcms:secret@127.0.0.1:5432/obcms
  $ obcms-perf snapshot before_stress --media /srv/obcms/media
  $ obcms-perf snapshot fast --template --end-sessions
  $ obcms-perf snapshot list
  $ obcms-perf restore before_stress`;

/** Text or JSON for stdout. */
export async function takeNamed(name: string | undefined, options: SnapshotOptions): Promise<string> {
  const { store = snapshotsFolder, media, template = false, endSessions = false, json } = options;
  const target = await resolveTarget(options);
  const snapshot = await interruptible((step) =>
    takeSnapshot(target, { name, store, media, template, endSessions }, step),
  );
  if (json) return toJson(snapshot);
  return `${line({ name: snapshot.name, snapshot }, Date.now())}\n`;
}

/** Text or JSON for stdout. */
export async function listNamed({ store = snapshotsFolder, json }: StoreOptions): Promise<string> {
  const listed = await listSnapshots(store);
  if (json) return toJson(listed.map(({ name, snapshot }) => snapshot ?? { name, unreadable: true }));
  if (listed.length === 0) return `No snapshots in ${store}.\n`;
  const now = Date.now();
  return `${listed.map((one) => line(one, now)).join("\n")}\n`;
}

export async function removeNamed(name: string, options: TargetOptions & StoreOptions): Promise<string> {
  const { store = snapshotsFolder, json } = options;
  await removeSnapshot(store, name, () => resolveTarget(options));
  return json ? toJson({ removed: name }) : `Removed ${name}.\n`;
}

export async function resolveTarget({ env, databaseUrl, allowHost }: TargetOptions): Promise<Target> {
  if (env === undefined) return targetOf(databaseUrl ?? process.env.OBCMS_DATABASE_URL, allowHost);
  const aim = aimOf(env, undefined, process.env);
  const file = aim.kind === "external" ? aim.file : undefined;
  const flags = databaseUrl === undefined ? {} : { databaseUrl };
  const { values } = await externalSettings(file, flags, process.env);
  return targetOf(values.databaseUrl, allowHost);
}

/** Ctrl-C ends it between two steps, and what was half done is taken away. */
export async function interruptible<T>(act: (step: Step) => Promise<T>): Promise<T> {
  const interrupt = listenForInterrupt("Stopping: what is half done is taken away.");
  try {
    return await act({ say, signal: interrupt.stop.gracefully });
  } finally {
    interrupt.forget();
  }
}

function line({ name, snapshot }: Listed, now: number): string {
  if (snapshot === undefined) return `${name.padEnd(24)}  unreadable`;
  const { kind, sizeBytes, takenAt, contents, postgres } = snapshot;
  return [
    name.padEnd(24),
    megabytes(sizeBytes).padStart(10),
    age(now - Date.parse(takenAt)).padStart(12),
    (postgres?.template ? `${kind}, template` : kind).padEnd(18),
    contents.dataset === null ? "unknown dataset" : `dataset ${contents.dataset.fingerprint}`,
  ].join("  ");
}

function megabytes(bytes: number): string {
  return `${(bytes / 1e6).toFixed(1)} MB`;
}

function age(ms: number): string {
  const minutes = Math.floor(ms / 60_000);
  if (minutes < 1) return "just now";
  if (minutes < 120) return `${minutes} min ago`;
  return minutes < 48 * 60 ? `${Math.floor(minutes / 60)} h ago` : `${Math.floor(minutes / 1440)} d ago`;
}
