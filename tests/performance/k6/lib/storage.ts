// The storage of uploads, where the probe tells of it: watched while a run goes on, and emptied of what no document has any
// more. Its requests carry no card, as all that only watches.

import exec from "k6/execution";
import type { CardName } from "../catalogue/cards.ts";
import { PROBE_ROLE } from "../catalogue/tags.ts";
import type { StorageState } from "../catalogue/task-events.ts";
import type { Dataset } from "./dataset.ts";
import { environment } from "./environment.ts";
import { addSample } from "./metrics.ts";
import { askProbe, askWatcher } from "./probe.ts";

const CARD = { card: "document_uploads" } as const;
const BYTES_PER_MB = 1_000_000;

/** Undefined where nobody can see it. */
export function storageNow(): StorageState | undefined {
  return askProbe()?.storage;
}

/** Whether what a run leaves there is taken away at its end. */
export function isStorageEmptied({ storageBytes }: Dataset): boolean {
  return storageBytes !== undefined;
}

/** One look from within an iteration; empties the storage where it has grown above `documents.storageMb`. */
export function watchStorage(): void {
  apart(() => {
    const seen = storageNow();
    if (seen === undefined) return;
    addSample("obcms_storage_bytes", seen.bytes, CARD);
    if (seen.orphans > environment["documents.storageMb"] * BYTES_PER_MB) empty();
  });
}

/** After the load: empties it, and says what is left of this run. */
export function emptyStorage(cards: readonly CardName[], { storageBytes: before }: Dataset): void {
  if (before === undefined || !cards.includes("document_uploads")) return;
  const seen = storageNow();
  if (seen !== undefined) addSample("obcms_storage_bytes", seen.bytes, CARD);
  const left = empty();
  if (left === undefined) return;
  addSample("obcms_storage_looks", 1, CARD);
  addSample("obcms_storage_left_bytes", Math.max(0, left.bytes - before), CARD);
  if (left.bytes > before)
    console.warn(
      `storage of uploads: ${left.bytes - before} bytes of this run are left after it was emptied`,
    );
}

/** What is left. Undefined where it was not emptied. */
function empty(): StorageState | undefined {
  const left = askWatcher(environment.probeUrl ?? "", undefined, "DELETE");
  return (left as { storage?: StorageState } | undefined)?.storage;
}

/** The virtual user carries its scenario's card; for this it is taken off. */
function apart(work: () => void): void {
  const { tags } = exec.vu.metrics;
  const { card, role } = tags;
  delete tags.card;
  tags.role = PROBE_ROLE;
  try {
    work();
  } finally {
    if (card !== undefined) tags.card = card;
    if (role === undefined) delete tags.role;
    else tags.role = role;
  }
}
