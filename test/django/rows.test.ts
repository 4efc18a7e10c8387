// Rows that the overlay tells, on a real Django and a real PostgreSQL: statements that grow with them are told from those
// that are many. SQLite does not know its rows, and the overlay says none then.

import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, describe, test } from "node:test";
import { promisify } from "node:util";
import { projectFolder } from "../../src/run/suite.ts";
import { parseServerTiming } from "../../tests/performance/k6/catalogue/server-timing.ts";
import { rowGrowth } from "../../tests/performance/k6/lib/row-growth.ts";
import { djangoFolder, pythonOfDjango, serve, withoutDjango } from "../django.ts";
import { startPostgres, withoutPostgres } from "../postgres.ts";

const skip = withoutPostgres() || (await withoutDjango());
const SECRET = "open sesame";
const variables = {
  PYTHONPATH: `${join(projectFolder, "integrations/django")}:${djangoFolder}`,
  PYTHONDONTWRITEBYTECODE: "1",
  DJANGO_SETTINGS_MODULE: "obcms_perf.settings",
  OBCMS_PERF_SETTINGS: "planted_settings",
  OBCMS_PERF_PROBE_SECRET: SECRET,
};

/** The server, with sixty users in its database. */
async function serveMembers(databaseUrl: string): ReturnType<typeof serve> {
  const env = { ...process.env, ...variables, DATABASE_URL: databaseUrl };
  for (const args of [["manage.py", "migrate", "--run-syncdb", "--verbosity", "0"], ["members.py"]])
    await promisify(execFile)(pythonOfDjango, args, { cwd: djangoFolder, env });
  return serve(databaseUrl, variables);
}

async function ask(origin: string, path: string): Promise<Record<string, number>> {
  const answer = await fetch(origin + path, { headers: { "X-OBCMS-Perf-Probe": SECRET } });
  assert.equal(answer.status, 200, path);
  return parseServerTiming(answer.headers.get("server-timing") ?? "");
}

describe("rows of PostgreSQL", { skip }, () => {
  let postgres: Awaited<ReturnType<typeof startPostgres>>;
  let server: Awaited<ReturnType<typeof serve>>;
  before(async () => {
    postgres = await startPostgres();
    server = await serveMembers(postgres.url);
  });
  after(async () => {
    await server?.stop();
    await postgres?.stop();
  });

  /** Statements for each row, as a virtual user finds them from a short answer and a long one. */
  async function growth(page: string): Promise<number | undefined> {
    const growthOf = rowGrowth();
    let found: number | undefined;
    for (const rows of [5, 60]) {
      const said = await ask(server.origin, `/${page}/?rows=${rows}`);
      const { "db.largest": largest = Number.NaN, "db.queries": queries = 0 } = said;
      // What is fetched at once is two groups for each.
      assert.equal(largest, page === "prefetched" ? 2 * rows : rows, page);
      found = growthOf(page, { rows: largest, queries, texts: queries - (said["db.duplicates"] ?? 0) });
    }
    return found;
  }

  for (const [page, sentence, perRow] of [
    ["one-for-each", "a statement for each row grows by one for each", 1],
    ["own-text-for-each", "so do statements of which none repeats another", 1],
    ["prefetched", "rows that are fetched at once do not", 0],
    ["list", "rows alone do not", 0],
    ["many-whatever-the-rows", "forty statements for any number of rows do not", 0],
  ] as const)
    test(sentence, async () => {
      assert.equal(await growth(page), perRow);
    });

  test("rows are those of all statements, the largest those of one", async () => {
    // Five users; two groups for each of them, asked for one by one.
    const {
      "db.queries": queries,
      "db.rows": rows,
      "db.largest": largest,
    } = await ask(server.origin, "/one-for-each/?rows=5");
    assert.deepEqual([queries, rows, largest], [6, 15, 5]);
  });

  test("duplicates do not see statements that have a text of their own each", async () => {
    assert.equal((await ask(server.origin, "/one-for-each/?rows=60"))["db.duplicates"], 59);
    assert.equal((await ask(server.origin, "/own-text-for-each/?rows=60"))["db.duplicates"], 0);
  });

  test("a cursor on the server does not know what it will return: only the other statement's rows are said", async () => {
    const said = await ask(server.origin, "/on-server/?rows=20");
    assert.deepEqual([said["db.queries"], said["db.rows"], said["db.largest"]], [2, 20, 20]);
  });

  for (const [page, why] of [
    ["changed", "what a write changed is no row that it returned"],
    ["health", "no statement has no rows"],
  ] as const)
    test(`${why}: none are said`, async () => {
      const said = await ask(server.origin, `/${page}/?rows=20`);
      assert.equal(said["db.queries"], page === "health" ? 0 : 1);
      assert.deepEqual([said["db.rows"], said["db.largest"]], [undefined, undefined]);
    });
});

describe("rows of SQLite", { skip }, () => {
  const folder = mkdtempSync(join(tmpdir(), "obcms-perf-rows-"));
  after(() => rmSync(folder, { recursive: true, force: true }));

  test("are not known, so none are said", async () => {
    const server = await serveMembers(`sqlite://${join(folder, "db.sqlite")}`);
    try {
      const said = await ask(server.origin, "/one-for-each/?rows=20");
      assert.deepEqual([said["db.queries"], said["db.largest"]], [21, undefined]);
    } finally {
      await server.stop();
    }
  });
});
