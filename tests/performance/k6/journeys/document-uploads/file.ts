// Plan §4: one document from its upload to its end. Whoever files it waits until its metadata say ready, fetches it, compares it
// with what was sent, and removes it again.

import { sleep } from "k6";
import crypto from "k6/crypto";
import { visitorFor } from "../../lib/auth.ts";
import { type Answer, send, type Visitor } from "../../lib/client.ts";
import { type Dataset, runs } from "../../lib/dataset.ts";
import { checkDocument } from "../../lib/document-checks.ts";
import { ownDocuments, type SyntheticDocument } from "../../lib/documents.ts";
import { environment } from "../../lib/environment.ts";
import { addSample } from "../../lib/metrics.ts";
import { choose, think } from "../../lib/pacing.ts";
import { leaveBehind } from "../../lib/residue.ts";
import { isStorageEmptied } from "../../lib/storage.ts";

/** As a page would ask again that waits for its document. */
const ASK_EVERY_SECONDS = 0.25;

export function fileDocument(dataset: Dataset): void {
  if (!runs("document_upload")) return;
  const client = visitorFor("api_client");
  const document = choose(ownDocuments());
  const began = Date.now();
  const uploaded = send(client, "document_upload", { multipart: formWith(document) });
  const id = uploaded.json("id");
  if (!uploaded.ok || typeof id !== "number") return;
  addSample("obcms_document_bytes", document.size);
  if (!isStorageEmptied(dataset)) leaveBehind("document_upload", id);
  const args = { id };
  const metadata = untilReady(client, id, began);
  if (metadata !== undefined) {
    compareMetadata(metadata, document);
    compareContent(send(client, "document_download", { args }), document);
  }
  think(0.2, 0.5);
  if (!send(client, "document_delete", { args }).ok) return;
  const gone = send(client, "document_gone", { args });
  checkDocument("removal", gone.ok, `a document that was deleted is answered with ${gone.status}`);
}

/** Fields of a form are texts; a truth that is left out is false to OBCMS, and nobody finds a document that is not active. */
function formWith({ filename, file }: SyntheticDocument) {
  return {
    title: `perf ${filename}`,
    description: "uploaded by a load test",
    is_active: "true",
    is_latest_version: "true",
    confidentiality_level: "internal",
    file,
  };
}

/** The metadata that say ready: the size is known and there is an address to fetch it from. */
function untilReady(client: Visitor, id: number, began: number): Answer | undefined {
  const patience = environment["documents.patienceSeconds"];
  for (;;) {
    const metadata = send(client, "document_detail", { args: { id } });
    if (!metadata.ok) return undefined;
    const waited = Date.now() - began;
    if (typeof metadata.json("file_size") === "number" && typeof metadata.json("download_url") === "string") {
      addSample("obcms_documents_ready", 1);
      addSample("obcms_document_ready_ms", waited);
      checkDocument("ready", true, "");
      return metadata;
    }
    if (waited > patience * 1000) {
      checkDocument("ready", false, `a document is not ready after ${patience} s`);
      return undefined;
    }
    sleep(ASK_EVERY_SECONDS);
  }
}

function compareMetadata(metadata: Answer, { size, filename }: SyntheticDocument): void {
  const told = { size: metadata.json("file_size"), name: metadata.json("original_filename") };
  checkDocument(
    "metadata",
    told.size === size && told.name === filename,
    `${filename} of ${size} bytes became ${told.name} of ${told.size}`,
  );
}

/** An answer that is no file is a failed request already. */
function compareContent({ bytes }: Answer, { sha256, filename }: SyntheticDocument): void {
  if (bytes === undefined) return;
  const isSame = crypto.sha256(bytes, "hex") === sha256;
  checkDocument("content", isSame, `${filename} came back with other bytes`);
}
