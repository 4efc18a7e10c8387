import assert from "node:assert/strict";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { test } from "node:test";
import pg from "pg";
import { databaseUrlOfFile } from "../../src/database/sqlite.ts";
import { openIntegrity } from "../../src/integrity/open.ts";
import { Problem } from "../../src/problem.ts";
import {
  type IntegrityAnswer,
  integrityVariables,
  removedRowNames,
  removedRows,
} from "../../tests/performance/k6/catalogue/integrity.ts";
import { withoutPostgres, withPostgres } from "../postgres.ts";
import { runStandIn, targetAt } from "../stand-in/run-stand-in.ts";

const MARKER = "perf-test";
type Asked = { readonly status: number; readonly body: IntegrityAnswer };

test("the stand-in's database tells of a corrupted insert and of a row that stays", async () => {
  await withStandIn(["corrupt_tree=1"], async ({ databasePath, create, remove }) => {
    await withIntegrity(databaseUrlOfFile(databasePath), async (ask) => {
      assert.equal((await ask("GET", `/after?marker=${MARKER}`)).status, 409);
      assert.equal((await ask("POST", "/before")).status, 200);
      const child = await create();
      const { tree, leftBehind } = (await ask("GET", `/after?marker=${MARKER}`)).body;
      assert.equal(tree.duplicate_lft, 1);
      assert.equal(tree.duplicate_rght, 1);
      assert.equal(leftBehind.work_items, 1);
      // Its removal does not mend the tree.
      await remove(child);
      const after = (await ask("GET", `/after?marker=${MARKER}`)).body;
      assert.ok(after.tree.bad_span > 0);
      assert.equal(after.leftBehind.work_items, 0);
      // What was there before is not the run's.
      await ask("POST", "/before");
      assert.equal((await ask("GET", `/after?marker=${MARKER}`)).body.tree.bad_span, 0);
    });
  });
});

test("a stand-in without the fault keeps its tree whole through an insert and a removal", async () => {
  await withStandIn([], async ({ databasePath, create, remove }) => {
    await withIntegrity(databaseUrlOfFile(databasePath), async (ask) => {
      await ask("POST", "/before");
      await remove(await create());
      const { tree, leftBehind } = (await ask("GET", `/after?marker=${MARKER}`)).body;
      assert.deepEqual([...new Set([...Object.values(tree), ...Object.values(leftBehind)])], [0]);
    });
  });
});

test("nobody is answered without the token, nor asked anything else", async () => {
  await withStandIn([], async ({ databasePath }) => {
    await withIntegrity(databaseUrlOfFile(databasePath), async (ask, url) => {
      assert.equal((await fetch(`${url}/after?marker=x`)).status, 401);
      assert.equal((await ask("GET", "/before")).status, 404);
      assert.equal((await ask("GET", "/after")).status, 404);
    });
  });
});

test("a database that cannot be read is a Problem before the run, without its password", async () => {
  for (const url of ["postgres://someone:hush@127.0.0.1:9/obcms", databaseUrlOfFile("/nowhere/db.sqlite")]) {
    await assert.rejects(openIntegrity(url), (error) => {
      assert.ok(error instanceof Problem);
      assert.doesNotMatch(error.toText(), /hush/);
      return error.exit === "configuration";
    });
  }
});

test("PostgreSQL: two inserts at once, as MPTT does them, are seen, and what reads cannot write", {
  skip: withoutPostgres(),
}, async () => {
  await withPostgres(async (url) => {
    const [one, other] = [new pg.Client(url), new pg.Client(url)];
    await Promise.all([one.connect(), other.connect()]);
    await one.query(`CREATE TABLE common_work_item (id uuid PRIMARY KEY DEFAULT gen_random_uuid(), title text,
      parent_id uuid, tree_id int, lft int, rght int, level int)`);
    for (const name of removedRowNames) {
      const { table, column } = removedRows[name];
      if (name !== "work_items") await one.query(`CREATE TABLE ${table} (${column} text)`);
    }
    await one.query(
      "INSERT INTO common_work_item (title, tree_id, lft, rght, level) VALUES ('p', 1, 1, 2, 0)",
    );
    await withIntegrity(url, async (ask) => {
      await ask("POST", "/before");
      await insertAtOnce([one, other]);
      const { tree, leftBehind } = (await ask("GET", `/after?marker=${MARKER}`)).body;
      assert.deepEqual(tree, { duplicate_lft: 1, duplicate_rght: 1, bad_span: 0, orphan: 0 });
      assert.equal(leftBehind.work_items, 2);

      await one.query(`ALTER TABLE common_work_item RENAME TO hidden;
        CREATE FUNCTION meddle() RETURNS SETOF hidden LANGUAGE plpgsql AS
          $$ BEGIN DELETE FROM hidden; RETURN QUERY SELECT * FROM hidden; END $$;
        CREATE VIEW common_work_item AS SELECT * FROM meddle()`);
      const refused = await ask("GET", `/after?marker=${MARKER}`);
      assert.equal(refused.status, 500);
      assert.match(String(refused.body), /read-only transaction/);
      assert.equal((await one.query("SELECT count(*)::int AS n FROM hidden")).rows[0]?.n, 3);
    });
    await Promise.all([one.end(), other.end()]);
  });
});

/** Each reads where the parent ends before the other has written: neither sees the other's row to move it. */
async function insertAtOnce(clients: readonly pg.Client[]): Promise<void> {
  const parent = "SELECT id, rght FROM common_work_item WHERE level = 0";
  const ends: { id: string; rght: number }[] = [];
  for (const client of clients) {
    await client.query("BEGIN");
    ends.push((await client.query<{ id: string; rght: number }>(parent)).rows[0] ?? { id: "", rght: 0 });
  }
  for (const [index, client] of clients.entries()) {
    const { id, rght } = ends[index] ?? { id: "", rght: 0 };
    await client.query("UPDATE common_work_item SET rght = rght + 2 WHERE level = 0");
    await client.query(
      `INSERT INTO common_work_item (title, parent_id, tree_id, lft, rght, level) VALUES ($1, $2, 1, $3, $4, 1)`,
      [`${MARKER} 1-${index}`, id, rght, rght + 1],
    );
    await client.query("COMMIT");
  }
}

async function withIntegrity(
  databaseUrl: string,
  use: (ask: (method: string, path: string) => Promise<Asked>, url: string) => Promise<void>,
): Promise<void> {
  const { variables, close } = await openIntegrity(databaseUrl);
  const url = String(variables[integrityVariables.url]);
  const headers = { Authorization: `Bearer ${variables[integrityVariables.token]}` };
  try {
    await use(async (method, path) => {
      const answer = await fetch(`${url}${path}`, { method, headers });
      return { status: answer.status, body: (await answer.json()) as IntegrityAnswer };
    }, url);
  } finally {
    await close();
  }
}

type Seeded = {
  readonly databasePath: string;
  readonly create: () => Promise<string>;
  readonly remove: (id: string) => Promise<void>;
};

async function withStandIn(faults: readonly string[], use: (seeded: Seeded) => Promise<void>): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), "obcms-perf-test-"));
  const databasePath = join(folder, "db.sqlite");
  const standIn = await runStandIn({ databasePath, faults });
  try {
    const target = await targetAt(standIn.origin);
    const noFilter = { status: "", work_type: "", q: "" };
    const tree = await target.send({ endpoint: "work_item_tree_root", as: "staff", args: noFilter });
    const pk = /id="work-item-row-([0-9a-f-]{36})"/.exec(tree.text)?.[1] ?? "";
    await use({
      databasePath,
      create: async () => {
        const form = { child_work_type: "task", child_title: `${MARKER} 1-1` };
        const endpoint = "work_item_quick_create_child";
        const answer = await target.send({ endpoint, as: "staff", args: { pk }, form });
        const told = JSON.parse(answer.headers.get("hx-trigger") ?? "{}") as {
          childCreated?: { childId: string };
        };
        return told.childCreated?.childId ?? "";
      },
      remove: async (id) => {
        const answer = await target.send({ endpoint: "work_item_delete", as: "staff", args: { pk: id } });
        assert.equal(answer.status, 200);
      },
    });
  } finally {
    await standIn.stop();
    rmSync(folder, { recursive: true, force: true });
  }
}
