// The tool against a real Django on a real PostgreSQL: what the other tests of seed and doctor have a fake for.

import assert from "node:assert/strict";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, describe, test } from "node:test";
import { signInByForm, signInByToken } from "../../src/doctor/exchange.ts";
import { type ExitName, exitCodes } from "../../src/exit-codes.ts";
import { type TreeRow, treeFaults } from "../../src/integrity/tree.ts";
import { askConfiguration } from "../../src/introspection/configuration.ts";
import { parseManage, runManage } from "../../src/introspection/manage.ts";
import { projectFolder } from "../../src/run/suite.ts";
import { environmentFile } from "../../src/seed/environment-file.ts";
import { rebuildProgram } from "../../src/seed/load-program.ts";
import { modelsOf, readDataset, rowsOf } from "../../src/seed/stored-dataset.ts";
import { askTarget } from "../../src/seed/target-models.ts";
import { performanceMarker } from "../../tests/performance/k6/catalogue/performance-marker.ts";
import { djangoFolder, manageText, serve, withoutDjango } from "../django.ts";
import { type Ended, tool } from "../load/process.ts";
import { startPostgres, withoutPostgres } from "../postgres.ts";
import { query } from "../snapshot/tool.ts";

const skip = withoutPostgres() || (await withoutDjango());
const PASSWORD = "Only-For-This-Test-1";
const fixture = (name: string) =>
  JSON.parse(readFileSync(join(projectFolder, "test/fixtures", name), "utf8")).models;
const tables: Readonly<Record<string, { table: string }>> = fixture("obcms-fields.json");

describe("a real Django", { skip }, () => {
  const folder = mkdtempSync(join(tmpdir(), "obcms-perf-django-"));
  const dataset = join(folder, "dataset");
  const stops: (() => Promise<void>)[] = [];
  let server = "";
  let origin = "";
  /** Rows of the dataset by model. */
  const rows = new Map<string, number>();

  const urlOf = (database: string): string =>
    Object.assign(new URL(server), { pathname: `/${database}` }).href;
  const manageOf = (database: string, lacks = ""): string =>
    manageText(urlOf(database), lacks === "" ? {} : { MINIOBCMS_LACKS: lacks });
  const manage = (database: string) => parseManage(manageOf(database), djangoFolder);

  /** A copy of a database takes a tenth of a second, a load several. */
  async function copy(of: "empty" | "loaded", name: string): Promise<string> {
    await query(server, `CREATE DATABASE "${name}" TEMPLATE "${of}"`);
    return name;
  }

  const asks = (args: readonly string[], variables: NodeJS.ProcessEnv = {}): Promise<Ended> =>
    tool(args, { ...process.env, OBCMS_SEED_PASSWORD: PASSWORD, ...variables }).ended;
  const seed = (what: readonly string[], database: string, lacks = ""): Promise<Ended> =>
    asks(["seed", ...what, "--manage", manageOf(database, lacks), "--cwd", djangoFolder]);
  const generate = (out: string, number: number): Promise<Ended> =>
    asks(["seed", "generate", "--seed", String(number), "--scale", "0.05", "--out", out]);

  /** Rows in the table of each model of the dataset. */
  async function counts(database: string): Promise<Map<string, number>> {
    const sums = [...rows.keys()].map(
      (model) => `SELECT '${model}' AS model, count(*)::int AS count FROM "${tables[model]?.table}"`,
    );
    const found = await query<{ model: string; count: number }>(urlOf(database), sums.join(" UNION ALL "));
    return new Map(found.map(({ model, count }) => [model, count]));
  }
  const isEmpty = async (database: string): Promise<boolean> =>
    [...(await counts(database)).values()].every((count) => count === 0);

  before(async () => {
    const postgres = await startPostgres();
    stops.push(postgres.stop);
    server = postgres.url;
    await query(server, "CREATE DATABASE empty");
    const [migrated, generated] = await Promise.all([
      runManage(manage("empty"), ["migrate", "--run-syncdb", "--verbosity", "0"]),
      generate(dataset, 1),
    ]);
    assert.equal(migrated.code, 0, migrated.stderr);
    assertEnded(generated, "pass");
    for await (const { model } of rowsOf((await readDataset(dataset)).files))
      rows.set(model, (rows.get(model) ?? 0) + 1);
    await copy("empty", "loaded");
    const loaded = await seed(["load", dataset], "loaded");
    assertEnded(loaded, "pass");
    const total = [...rows.values()].reduce((sum, count) => sum + count, 0);
    assert.match(loaded.stdout, new RegExp(`^${total} rows loaded into loaded in \\d+ s\\n$`));
    const served = await serve(urlOf(await copy("loaded", "served")), {
      THROTTLE_BURST: "10000/min",
      THROTTLE_ANON: "10000/hour",
    });
    stops.push(served.stop);
    origin = served.origin;
  });

  after(async () => {
    for (const stop of stops.reverse()) await stop();
    rmSync(folder, { recursive: true, force: true });
  });

  test("the test project's models answer the tool as OBCMS's did", async () => {
    const target = await askTarget(manage("empty"), await modelsOf((await readDataset(dataset)).files));
    assert.deepEqual(target.models, fixture("obcms-models.json"));
    assert.deepEqual([target.error, target.database, target.users], [null, "empty", 0]);
  });

  test("a dataset is loaded row for row", async () => {
    assert.ok(rows.size > 15, "a dataset of many models");
    assert.deepEqual(await counts("loaded"), rows);
    assert.ok(await isEmpty("empty"));
  });

  test("MPTT has nothing to mend in the tree of work items, and would mend what is wrong", async () => {
    const url = urlOf(await copy("loaded", "rebuilt"));
    const rebuild = async (): Promise<void> => {
      const { code, stderr } = await runManage(manage("rebuilt"), ["shell", "-c", rebuildProgram]);
      assert.equal(code, 0, stderr);
    };
    const loaded = await tree(url);
    assert.ok(loaded.length > 50);
    assert.ok(Object.values(treeFaults(loaded)).every(({ size }) => size === 0));
    await rebuild();
    assert.deepEqual(withoutTreeIds(await tree(url)), withoutTreeIds(loaded));
    await query(url, "UPDATE common_work_item SET lft = 1, rght = 2, level = 0");
    assert.notDeepEqual(withoutTreeIds(await tree(url)), withoutTreeIds(loaded));
    await rebuild();
    assert.deepEqual(withoutTreeIds(await tree(url)), withoutTreeIds(loaded));
  });

  test("the same dataset twice is there once, and another is refused", async () => {
    const url = urlOf(await copy("loaded", "twice"));
    await query(url, "UPDATE common_work_item SET title = 'changed'");
    assertEnded(await seed(["load", dataset], "twice"), "pass");
    assert.deepEqual(await counts("twice"), rows);
    assert.deepEqual(withoutTreeIds(await tree(url)), withoutTreeIds(await tree(urlOf("loaded"))));
    assert.deepEqual(await query(url, "SELECT id FROM common_work_item WHERE title = 'changed'"), []);
    const other = join(folder, "other");
    assertEnded(await generate(other, 2), "pass");
    assertEnded(await seed(["load", other], "twice"), "refused", /holds another dataset/);
    assert.deepEqual(await counts("twice"), rows);
  });

  test("a field that is gone and a choice that is gone are named, and nothing is loaded", async () => {
    await copy("empty", "lacking");
    const lacks = "common.workitem.description monitoring.monitoringentry.status=ongoing";
    const { exitCode, stderr } = await seed(["load", dataset], "lacking", lacks);
    assert.equal(exitCode, exitCodes.configuration.code, stderr);
    assert.match(stderr, /common\.workitem\.description: the target has no such field \(\d+ rows\)/);
    assert.match(stderr, /monitoring\.monitoringentry\.status: "ongoing" is not allowed, only planning/);
    assert.ok(await isEmpty("lacking"));
  });

  test("a row that PostgreSQL refuses undoes all rows before it", async () => {
    await copy("empty", "strict");
    await query(urlOf("strict"), "ALTER TABLE common_shared_calendar_link ADD CHECK (token IS NULL)");
    const ended = await seed(["load", dataset], "strict");
    assertEnded(ended, "configuration", /loaddata failed.*nothing is loaded/);
    assert.match(ended.stderr, /violates check constraint/);
    assert.ok(await isEmpty("strict"));
  });

  test("`seed users` lets a user in again whose password and approval were changed", async () => {
    const user = "perf_staff_000";
    await signInByForm(origin, user, PASSWORD);
    const change = `UPDATE auth_user SET password = '!', is_approved = false WHERE username = '${user}'`;
    await query(urlOf("served"), change);
    await assert.rejects(signInByToken(origin, user, PASSWORD), /status 401/);
    await assert.rejects(signInByForm(origin, user, PASSWORD), /status 200/);
    assertEnded(await seed(["users", "--users", "1"], "served"), "pass");
    const { headers } = await signInByToken(origin, user, PASSWORD);
    const answer = await fetch(`${origin}/api/administrative/regions/`, { headers });
    const { count } = (await answer.json()) as { count: number };
    assert.deepEqual([answer.status, count], [200, rows.get("common.region")]);
    await signInByForm(origin, user, PASSWORD);
    assert.deepEqual(await counts("served"), rows);
  });

  test("axes locks who is wrong five times, with the right password too, and nobody else", async () => {
    const [user, other] = ["perf_throw_away_000", "perf_staff_000"];
    for (let times = 0; times < 4; times++)
      await assert.rejects(signInByForm(origin, user, "wrong"), /cannot sign in: status 200/);
    await assert.rejects(signInByForm(origin, user, "wrong"), /is locked: status 429/);
    await assert.rejects(signInByForm(origin, user, PASSWORD), /is locked: status 429/);
    await assert.rejects(signInByToken(origin, user, PASSWORD), /gets no token: status 401/);
    await signInByToken(origin, other, PASSWORD);
  });

  test("a snapshot brings the rows back, and needs the marker that the dataset has brought", async () => {
    const url = urlOf(await copy("loaded", "kept"));
    const store = join(folder, "snapshots");
    const variables = { OBCMS_DATABASE_URL: url };
    assertEnded(await asks(["snapshot", "one", "--store", store], variables), "pass");
    await query(url, "DELETE FROM common_shared_calendar_link; UPDATE common_work_item SET lft = 7");
    assert.notDeepEqual(await counts("kept"), rows);
    assertEnded(await asks(["restore", "one", "--store", store], variables), "pass");
    assert.deepEqual(await counts("kept"), rows);
    assert.deepEqual(await tree(url), await tree(urlOf("loaded")));
    await query(url, `DELETE FROM ${performanceMarker.table} WHERE name = '${performanceMarker.name}'`);
    const unmarked = await counts("kept");
    const refused = await asks(["restore", "one", "--store", store], variables);
    assertEnded(refused, "refused", /does not say that it is a performance database/);
    assert.deepEqual(await counts("kept"), unmarked);
  });

  test("the doctor finds health, users, data and marker, and tells of what is not there", async () => {
    const args = ["doctor", "--env", join(dataset, environmentFile), "--base-url", origin];
    const look = async (staffPassword: string) => {
      const names = ["EXECUTIVE", "CENTRAL_ADMIN", "PROVINCIAL_COORDINATOR"];
      const ended = await asks([...args, "--scenario", "api_crud", "--json"], {
        K6_CLIENT_SECRET: PASSWORD,
        OBCMS_STAFF_PASSWORD: staffPassword,
        ...Object.fromEntries(names.map((name) => [`OBCMS_${name}_PASSWORD`, PASSWORD])),
      });
      const { checks } = JSON.parse(ended.stdout) as {
        checks: { check: string; state: string; saw: string }[];
      };
      const found = new Map(checks.map(({ check, state, saw }) => [check, `${state}: ${saw}`]));
      const failing = checks.filter(({ state }) => state === "failed").map(({ check }) => check);
      return { ...ended, failing, saw: (name: string) => found.get(name) ?? "not looked at" };
    };
    const fit = await look(PASSWORD);
    // The project has a few of OBCMS's pages, and the doctor sees that the others are missing; nothing else fails.
    assert.deepEqual(fit.failing, ["endpoints_mounted", "cache_shared"], fit.stdout);
    assert.equal(fit.saw("target_reachable"), "ok: miniobcms 1.0.0, ready: database and cache");
    assert.match(fit.saw("credentials_api_client"), /^ok: /);
    assert.match(fit.saw("credentials_personas"), /^ok: /);
    assert.match(fit.saw("dataset_present"), /^ok: /);
    const { fingerprint } = await readDataset(dataset);
    assert.match(fit.saw("performance_marker"), new RegExp(`^ok: dataset ${fingerprint}, scale 0\\.05`));

    const { table, name } = performanceMarker;
    await query(urlOf("served"), `UPDATE ${table} SET name = 'elsewhere' WHERE name = '${name}'`);
    const unfit = await look("wrong");
    await query(urlOf("served"), `UPDATE ${table} SET name = '${name}' WHERE name = 'elsewhere'`);
    assert.equal(unfit.exitCode, exitCodes.doctor.code, unfit.stdout);
    assert.match(unfit.saw("performance_marker"), /^warning: no marker/);
    assert.match(
      unfit.saw("credentials_personas"),
      /^failed: staff: perf_staff_000 cannot sign in: status 200/,
    );
    assert.match(unfit.saw("credentials_api_client"), /^ok: /);
  });

  test("it tells how it is configured", async () => {
    const told = await askConfiguration(manage("loaded"));
    assert.deepEqual([told.database.vendor, told.database.name], ["postgresql", "loaded"]);
    assert.deepEqual(told.throttleRates, { burst: "60/min", anon: "100/hour" });
    assert.deepEqual(told.lockout, { failures: 5, coolOffMinutes: 30 });
    assert.equal(told.rows.users, rows.get("common.user"));
    assert.equal(told.rows.workItems, rows.get("common.workitem"));
  });
});

function tree(url: string): Promise<TreeRow[]> {
  return query<TreeRow>(
    url,
    `SELECT id, parent_id AS "parentId", tree_id AS "treeId", lft, rght, level FROM common_work_item ORDER BY id`,
  );
}

/** MPTT may number the trees anew when it rebuilds; which items are of one tree stays. */
function withoutTreeIds(items: readonly TreeRow[]): unknown[] {
  const roots = new Map(
    items.filter(({ parentId }) => parentId === null).map(({ treeId, id }) => [treeId, id]),
  );
  return items.map(({ treeId, ...item }) => ({ ...item, root: roots.get(treeId) }));
}

function assertEnded(ended: Ended, exit: ExitName, says?: RegExp): void {
  assert.equal(ended.exitCode, exitCodes[exit].code, ended.stdout + ended.stderr);
  if (says !== undefined) assert.match(ended.stderr, says);
}
