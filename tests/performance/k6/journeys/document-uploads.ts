// Plan §4. Clients file documents, fetch them and remove them again, and send what must not be taken: does all arrive whole?

import { group } from "k6";
import { ITERATIONS_PER_LARGE_FILE } from "../catalogue/cards/document-uploads.ts";
import { type Dataset, everyIteration } from "../lib/dataset.ts";
import { think } from "../lib/pacing.ts";
import { watchStorage } from "../lib/storage.ts";
import { browseDocuments } from "./document-uploads/browse.ts";
import { fileDocument } from "./document-uploads/file.ts";
import { sendWhatIsNotTaken } from "./document-uploads/rejected.ts";

/** A look at the storage in so many iterations: it grows by two documents in each. */
const ITERATIONS_PER_LOOK = 25;

/** Someone with a report and its annex, and with files that the target should not take. */
export function handleDocuments(dataset: Dataset): void {
  lookThroughDocuments();
  fileDocuments(dataset);
}

/** Someone who looks whether anything has come in. */
export function lookThroughDocuments(): void {
  group("browse", browseDocuments);
  think(0.5, 1.5);
}

export function fileDocuments(dataset: Dataset): void {
  group("file", () => fileDocument(dataset));
  think(0.5, 1.5);
  group("file", () => fileDocument(dataset));
  think(0.5, 1.5);
  group("reject", () => sendWhatIsNotTaken(dataset, everyIteration(ITERATIONS_PER_LARGE_FILE)));
  if (everyIteration(ITERATIONS_PER_LOOK)) watchStorage();
}
