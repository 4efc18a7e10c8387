// Plan §4: files that the target must not take. A refusal is the right answer to each.

import type { FileData } from "k6/http";
import type { EndpointName } from "../../catalogue/endpoints.ts";
import { visitorFor } from "../../lib/auth.ts";
import { send } from "../../lib/client.ts";
import { type Dataset, runs } from "../../lib/dataset.ts";
import { checkDocument } from "../../lib/document-checks.ts";
import { emptyFile, infected, tooLarge, wrongType } from "../../lib/documents.ts";
import { leaveBehind } from "../../lib/residue.ts";
import { isStorageEmptied } from "../../lib/storage.ts";

type RejectedUpload = Extract<EndpointName, `document_upload_${string}`>;

export function sendWhatIsNotTaken(dataset: Dataset, withLargeFile: boolean): void {
  expectRejection(dataset, "document_upload_wrong_type", wrongType);
  expectRejection(dataset, "document_upload_empty", emptyFile);
  expectRejection(dataset, "document_upload_infected", infected);
  if (withLargeFile) expectRejection(dataset, "document_upload_too_large", tooLarge);
}

/** What is taken all the same is removed again. */
function expectRejection(dataset: Dataset, name: RejectedUpload, file: () => FileData): void {
  if (!runs(name)) return;
  const client = visitorFor("api_client");
  const answer = send(client, name, {
    multipart: { title: `perf ${name}`, is_active: "true", file: file() },
  });
  const id = answer.json("id");
  checkDocument("rejection", typeof id !== "number", `${name}: the target took it`);
  if (typeof id !== "number") return;
  if (!isStorageEmptied(dataset)) leaveBehind("document_upload", id);
  if (runs("document_delete")) send(client, "document_delete", { args: { id } });
}
