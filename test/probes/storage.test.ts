// The storage of uploads on real files and a real PostgreSQL: what is an orphan, and what may never be removed.

import assert from "node:assert/strict";
import {
  existsSync,
  mkdirSync,
  readdirSync,
  renameSync,
  rmSync,
  symlinkSync,
  utimesSync,
  writeFileSync,
} from "node:fs";
import { dirname, join } from "node:path";
import { after, before, describe, type TestContext, test } from "node:test";
import { setTimeout as sleep } from "node:timers/promises";
import pg from "pg";
import type { About, StorageKeeper } from "../../src/probes/probe.ts";
import { removeFile } from "../../src/probes/storage/files.ts";
import { type StorageWatch, storageProbe, watchStorage } from "../../src/probes/storage.ts";
import { probeReports } from "../../src/result/probes.ts";
import type { SettingValues } from "../../tests/performance/k6/catalogue/settings.ts";
import { scratchFolder } from "../load/process.ts";
import { startPostgres, withoutPostgres } from "../postgres.ts";

describe("the probe of the storage", { skip: withoutPostgres() }, () => {
  let server: Awaited<ReturnType<typeof startPostgres>>;
  let client: pg.Client;
  before(async () => {
    server = await startPostgres();
    client = new pg.Client({ connectionString: server.url });
    await client.connect();
    // As OBCMS has it: a name of 100 characters, from MEDIA_ROOT.
    await client.query(
      "CREATE TABLE documents_document (id bigserial PRIMARY KEY, title text, file varchar(100))",
    );
  });
  after(async () => {
    await client?.end();
    await server?.stop();
  });

  const media = async (t: TestContext) => {
    await client.query("TRUNCATE documents_document");
    const root = scratchFolder(t);
    /** Old enough that nobody may be writing it still. */
    const put = (path: string, bytes: number, ageSeconds = 60): void => {
      mkdirSync(dirname(join(root, path)), { recursive: true });
      writeFileSync(join(root, path), "x".repeat(bytes));
      const at = Date.now() / 1000 - ageSeconds;
      utimesSync(join(root, path), at, at);
    };
    const name = (path: string) => client.query("INSERT INTO documents_document (file) VALUES ($1)", [path]);
    const open = async (): Promise<StorageWatch> => {
      const watch = await watchStorage(root, server.url);
      t.after(() => watch.close());
      return watch;
    };
    return { root, put, name, open };
  };

  test("files that came and that no document names are orphans, and they alone are removed", async (t) => {
    const { root, put, name, open } = await media(t);
    put("documents/2026/10/general/old-orphan.pdf", 1_000);
    put("documents/2026/10/general/old.pdf", 2_000);
    await name("documents/2026/10/general/old.pdf");
    const watch = await open();
    put("documents/2026/11/general/kept.pdf", 30);
    await name("documents/2026/11/general/kept.pdf");
    put("documents/2026/11/community_7/deleted.pdf", 400);
    put("policy_evidence/2026/11/evidence.pdf", 5_000);
    assert.deepEqual(await watch.look(), []);
    assert.deepEqual(await watch.state(), { files: 5, bytes: 8_430, orphans: 400 });
    assert.deepEqual(await watch.empty(), { files: 4, bytes: 8_030, orphans: 0 });
    assert.ok(!existsSync(join(root, "documents/2026/11/community_7/deleted.pdf")));
    assert.ok(existsSync(join(root, "documents/2026/10/general/old-orphan.pdf")));
    assert.ok(existsSync(join(root, "policy_evidence/2026/11/evidence.pdf")));
    assert.deepEqual(probeReports.storage.parse(await watch.report()), {
      filesBefore: 2,
      filesAfter: 4,
      bytesBefore: 3_000,
      bytesAfter: 8_030,
      emptiedBytes: 400,
    });
  });

  test("what was there before the run stays, also when its document goes", async (t) => {
    const { root, put, name, open } = await media(t);
    put("documents/a.pdf", 10);
    await name("documents/a.pdf");
    const watch = await open();
    await client.query("DELETE FROM documents_document");
    assert.equal((await watch.empty()).files, 1);
    assert.deepEqual(readdirSync(join(root, "documents")), ["a.pdf"]);
  });

  test("no link is followed, and none is removed", async (t) => {
    const { root, put, open } = await media(t);
    const outside = scratchFolder(t);
    writeFileSync(join(outside, "precious.pdf"), "precious");
    put("documents/old.pdf", 1);
    const watch = await open();
    symlinkSync(outside, join(root, "documents/linked"));
    symlinkSync(join(outside, "precious.pdf"), join(root, "documents/link.pdf"));
    assert.deepEqual(await watch.empty(), { files: 1, bytes: 1, orphans: 0 });
    assert.deepEqual(readdirSync(outside), ["precious.pdf"]);
    assert.deepEqual(readdirSync(join(root, "documents")).sort(), ["link.pdf", "linked", "old.pdf"]);
  });

  test("a file whose folder has become a link since it was found stays where it is", async (t) => {
    const { root, put } = await media(t);
    const outside = scratchFolder(t);
    put("documents/2026/a.pdf", 1);
    renameSync(join(root, "documents/2026"), join(outside, "2026"));
    symlinkSync(join(outside, "2026"), join(root, "documents/2026"));
    assert.equal(await removeFile(root, "documents/2026/a.pdf"), false);
    assert.equal(await removeFile(root, "../elsewhere.pdf"), false);
    mkdirSync(join(root, "documents/folder"));
    assert.equal(await removeFile(root, "documents/folder"), false);
    assert.ok(existsSync(join(outside, "2026/a.pdf")) && existsSync(join(root, "documents/folder")));
  });

  test("an upload whose row is not committed yet keeps its file", async (t) => {
    const { root, put, name, open } = await media(t);
    const watch = await open();
    put("documents/just-come.pdf", 10, 0);
    put("documents/deleted.pdf", 20, 0);
    const emptying = watch.empty();
    await sleep(1_000);
    await name("documents/just-come.pdf");
    assert.deepEqual(await emptying, { files: 1, bytes: 10, orphans: 0 });
    assert.deepEqual(readdirSync(join(root, "documents")), ["just-come.pdf"]);
  });

  test("who asks again at once is told the same, and after a while what is new", async (t) => {
    const { put, open } = await media(t);
    const watch = await open();
    put("documents/a.pdf", 10);
    assert.equal((await watch.state()).files, 0);
    await sleep(1_050);
    assert.equal((await watch.state()).files, 1);
  });

  test("k6 is offered it, a link to MEDIA_ROOT itself is fine, and what cannot be seen is a gap", async (t) => {
    const { root, put } = await media(t);
    put("documents/a.pdf", 10);
    const link = join(scratchFolder(t), "media");
    symlinkSync(root, link);
    let offered: StorageKeeper | undefined;
    const offerStorage = (keeper: StorageKeeper): void => {
      offered = keeper;
    };
    const about = { offerStorage } as unknown as About;
    const settings = { "probes.storage": link, databaseUrl: server.url } as SettingValues;
    const watch = await storageProbe.open(settings, about);
    t.after(() => watch.close());
    assert.deepEqual(await offered?.state(), { files: 1, bytes: 10, orphans: 0 });
    await client.query("ALTER TABLE documents_document RENAME TO gone");
    await assert.rejects(watch.look(), /documents_document/);
    await client.query("ALTER TABLE gone RENAME TO documents_document");
    assert.deepEqual(await watch.look(), []);
    rmSync(root, { recursive: true });
    await assert.rejects(watch.look(), /ENOENT/);
  });

  test("what it needs is said where it is missing", async (t) => {
    const { root } = await media(t);
    const cases: readonly (readonly [string | undefined, string | undefined, RegExp])[] = [
      [undefined, server.url, /MEDIA_ROOT/],
      [root, undefined, /needs databaseUrl/],
      [root, "sqlite:/tmp/x", /SQLite file/],
      [join(root, "none"), server.url, /probes\.storage: ENOENT/],
      [root, server.url.replace(/postgres$/, "template1"), /documents_document" does not exist/],
      [root, "postgres://someone:geheim@127.0.0.1:1/obcms", /ECONNREFUSED/],
    ];
    for (const [folder, url, message] of cases)
      await assert.rejects(watchStorage(folder, url), (error: Error) => {
        assert.match(error.message, message);
        assert.ok(!error.message.includes("geheim"));
        return true;
      });
  });
});
