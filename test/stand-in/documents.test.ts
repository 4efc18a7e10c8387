// What the stand-in does with uploads: where they lie, what a deletion leaves, the probe that tells and empties, processing that
// comes later, and a scanner that OBCMS does not have.

import assert from "node:assert/strict";
import { existsSync, mkdtempSync, readdirSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type TestContext, test } from "node:test";
import type { Target } from "../../src/contract/target.ts";
import { probePath } from "../../stand-in/defaults.ts";
import { parseQuirks } from "../../stand-in/quirks/table.ts";
import type { StandInOptions } from "../../stand-in/stand-in.ts";
import type { StorageState } from "../../tests/performance/k6/catalogue/task-events.ts";
import { fillerBlock } from "../../tests/performance/k6/lib/documents/bytes.ts";
import { pdf } from "../../tests/performance/k6/lib/documents/pdf.ts";
import { type RunningStandIn, runStandIn, stoppedClock, targetAt } from "./run-stand-in.ts";

const SIZE = 30_000;
const EICAR = ["X5O!P%@AP[4\\PZX54(P^)7CC)7}$EICAR-STANDARD-", "ANTIVIRUS-TEST-FILE!$H+H*"].join("");

type Running = { readonly standIn: RunningStandIn; readonly target: Target; readonly uploads: string };

async function running(t: TestContext, options: Partial<StandInOptions> = {}): Promise<Running> {
  const folder = mkdtempSync(join(tmpdir(), "stand-in-documents-"));
  const databasePath = join(folder, "database");
  const standIn = await runStandIn({ scale: 0.1, databasePath, ...options });
  t.after(async () => {
    await standIn.stop();
    rmSync(folder, { recursive: true });
  });
  return { standIn, target: await targetAt(standIn.origin), uploads: `${databasePath}.uploads` };
}

async function upload({ target }: Running, bytes: Uint8Array | string = pdf(SIZE, fillerBlock(1), "Test")) {
  const answer = await target.send({
    endpoint: "document_upload",
    as: "api_client",
    multipart: { title: "Test", is_active: "true" },
    file: { name: typeof bytes === "string" ? "a.txt" : "a.pdf", type: "application/pdf", bytes },
  });
  const { id, ...body } = JSON.parse(answer.text) as {
    id?: number;
    file_size?: number | null;
    file?: string[];
  };
  return { ...body, code: answer.status, id: id ?? 0 };
}

const of = (endpoint: "document_detail" | "document_download" | "document_delete", id: number) =>
  ({ endpoint, args: { id }, as: "api_client" }) as const;

async function storage({ standIn }: Running, method = "GET"): Promise<StorageState | undefined> {
  const answer = await fetch(standIn.origin + probePath, { method });
  return ((await answer.json()) as { storage?: StorageState }).storage;
}

test("a deletion leaves the file; the probe tells, and empties what no document has any more", async (t) => {
  const stage = await running(t);
  const [kept, gone] = [await upload(stage), await upload(stage)];
  assert.deepEqual(readdirSync(stage.uploads).length, 2, "files of one name do not overwrite each other");
  await stage.target.send(of("document_delete", gone.id));
  assert.deepEqual(await storage(stage), { files: 2, bytes: 2 * SIZE, orphans: SIZE });
  assert.deepEqual(await storage(stage, "DELETE"), { files: 1, bytes: SIZE, orphans: 0 });
  assert.equal(readdirSync(stage.uploads).length, 1);
  assert.equal((await stage.target.send(of("document_download", kept.id))).status, 200);
});

test("the uploads go with the process", async () => {
  const folder = mkdtempSync(join(tmpdir(), "stand-in-documents-"));
  const databasePath = join(folder, "database");
  const standIn = await runStandIn({ scale: 0.1, databasePath });
  const uploads = `${databasePath}.uploads`;
  try {
    await upload({ standIn, target: await targetAt(standIn.origin), uploads });
    assert.ok(existsSync(uploads));
  } finally {
    await standIn.stop();
  }
  assert.ok(!existsSync(uploads));
  rmSync(folder, { recursive: true });
});

test("what is processed later has neither size nor address until then", async (t) => {
  const clock = stoppedClock();
  const stage = await running(t, { clock: clock.now, faults: ["slow_processing=2500"] });
  const { id, code, file_size } = await upload(stage);
  assert.deepEqual([code, file_size], [201, null]);
  assert.equal((await stage.target.send(of("document_download", id))).status, 404);
  clock.pass(3);
  const { text } = await stage.target.send(of("document_detail", id));
  assert.match(text, /"download_url":"http.*"file_size":30000,/);
});

test("a scanner refuses an infected file and no other; without one it is taken", async (t) => {
  assert.equal((await upload(await running(t), EICAR)).code, 201);
  const scanned = await running(t, { quirks: parseQuirks("none") });
  const refused = await upload(scanned, EICAR);
  assert.deepEqual([refused.code, refused.file], [400, ["The file is infected: Eicar-Test-Signature."]]);
  assert.equal((await upload(scanned)).code, 201);
  const off = await running(t, { quirks: parseQuirks("none"), faults: ["scan_hook_off"] });
  assert.equal((await upload(off, EICAR)).code, 201);
});

test("a file above 50 MB is read in full and refused, unless any file is taken", async (t) => {
  const large = pdf(50 * 1024 * 1024 + 1, fillerBlock(1), "Large");
  const stage = await running(t);
  const refused = await upload(stage, large);
  assert.deepEqual([refused.code, refused.file], [400, ["File size cannot exceed 50 MB."]]);
  assert.equal((await storage(stage))?.files, 0);
  assert.equal((await upload(await running(t, { faults: ["takes_any_file"] }), large)).code, 201);
});

test("faults of documents: a changed byte, a lost byte, a row that stays", async (t) => {
  const sent = Buffer.from(pdf(SIZE, fillerBlock(1), "Test"));
  const corrupted = await running(t, { faults: ["corrupted_download=1"] });
  const { id } = await upload(corrupted);
  const download = await corrupted.target.send(of("document_download", id));
  assert.equal(download.headers.get("Content-Length"), String(SIZE));
  assert.notEqual(download.text, sent.toString("utf8"));
  const truncated = await upload(await running(t, { faults: ["truncated_upload=1"] }));
  assert.equal(truncated.file_size, SIZE - 1);
  const keeping = await running(t, { faults: ["kept_row=1@document_delete"] });
  const kept = await upload(keeping);
  assert.equal((await keeping.target.send(of("document_delete", kept.id))).status, 204);
  assert.equal((await keeping.target.send(of("document_detail", kept.id))).status, 200);
});

test("only this machine may empty the storage, and nothing else may be sent there", async (t) => {
  const { standIn } = await running(t);
  assert.equal((await fetch(standIn.origin + probePath, { method: "PUT" })).status, 405);
});

test("a seeded document is listed and counted, and has no file: fetching or changing it fails as on OBCMS", async (t) => {
  const stage = await running(t);
  const list = await stage.target.send({
    endpoint: "document_list",
    args: { search: "perf", ordering: "-created_at" },
    as: "api_client",
  });
  const { count, results } = JSON.parse(list.text) as {
    count: number;
    results: { id: number; confidentiality_level: string; category_name?: string }[];
  };
  // Of 20 documents, those that are not public or internal are not for staff.
  assert.ok(count > 10 && count < 20, `${count} documents`);
  assert.ok(results.some(({ category_name }) => category_name?.startsWith("Perf")));
  assert.deepEqual([...new Set(results.map((one) => one.confidentiality_level))].sort(), [
    "internal",
    "public",
  ]);
  const { id } = results[0] ?? assert.fail("no document");
  assert.equal((await stage.target.send(of("document_detail", id))).status, 200);
  assert.equal((await stage.target.send(of("document_download", id))).status, 500);
  const changed = { ...of("document_detail", id), method: "PATCH", json: { title: "Another" } } as const;
  assert.equal((await stage.target.send(changed)).status, 500);
  assert.equal((await stage.target.send(of("document_delete", id))).status, 204);
  assert.equal((await stage.target.send(of("document_detail", id))).status, 404);
});

test("statistics have a group for each value and moment, the newest first, as OBCMS's have", async (t) => {
  const stage = await running(t);
  await upload(stage);
  const { text } = await stage.target.send({ endpoint: "document_statistics", as: "api_client" });
  const { by_status, total_documents } = JSON.parse(text) as {
    by_status: { status: string; count: number }[];
    total_documents: number;
  };
  assert.deepEqual(by_status[0], { status: "draft", count: 1 });
  assert.ok(by_status.length > new Set(by_status.map(({ status }) => status)).size);
  assert.equal(
    by_status.reduce((sum, { count }) => sum + count, 0),
    total_documents,
  );
});
