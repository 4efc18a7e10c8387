import assert from "node:assert/strict";
import { createHash } from "node:crypto";
import {
  chmodSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  rmSync,
  truncateSync,
  writeFileSync,
} from "node:fs";
import { dirname, join } from "node:path";
import { test } from "node:test";
import { setTimeout as sleep } from "node:timers/promises";
import pg from "pg";
import { postgresProgram } from "../../src/snapshot/program.ts";
import { type Snapshot, snapshotFiles } from "../../src/snapshot/snapshot.ts";
import { scratchFolder, tool } from "../load/process.ts";
import { withoutPostgres, withPostgres } from "../postgres.ts";
import { asks, assertEnded, CHANGE, databases, everything, makeObcms, query, SECRET, urlOf } from "./tool.ts";

const skip = withoutPostgres();

/** Changes what a snapshot says of itself. */
function edit(store: string, name: string, change: (snapshot: Snapshot) => Snapshot): void {
  const path = join(store, name, snapshotFiles.snapshot);
  writeFileSync(path, JSON.stringify(change(JSON.parse(readFileSync(path, "utf8")) as Snapshot)));
}

test("a PostgreSQL database comes back row for row, however it was changed", { skip }, async (t) => {
  const store = scratchFolder(t);
  await withPostgres(async (server) => {
    const url = await makeObcms(server, "obcms");
    const before = await everything(url);
    const taken = await asks(url, ["snapshot", "one", "--store", store, "--json"]);
    assertEnded(taken, "pass");
    const snapshot = JSON.parse(taken.stdout) as Snapshot;
    assert.equal(snapshot.contents.rows.common_work_item, 2000);
    assert.equal(snapshot.contents.dataset?.fingerprint, "0123456789abcdef");
    assert.deepEqual(Object.keys(snapshot.contents.keys), ["auth_user", "common_work_item"]);
    const beside = await databases(server);

    await query(url, CHANGE);
    assert.notDeepEqual(await everything(url), before);
    const restored = await asks(url, ["restore", "one", "--store", store, "--json"]);
    assertEnded(restored, "pass");
    assert.deepEqual(await everything(url), before);
    assert.deepEqual(await databases(server), beside);

    // A database that is gone altogether: there is no marker to ask for, and nothing to lose.
    await query(server, "DROP DATABASE obcms");
    assertEnded(await asks(url, ["restore", "one", "--store", store]), "pass");
    // All but what ALTER DATABASE had said of the one that was dropped.
    assert.deepEqual({ ...((await everything(url)) as object), path: 0 }, { ...(before as object), path: 0 });

    const list = await asks(url, ["snapshot", "list", "--store", store]);
    assert.match(list.stdout, /^one +\d+\.\d MB +just now +postgres +dataset 0123456789abcdef\n$/);
    const json = JSON.parse((await asks(url, ["snapshot", "list", "--store", store, "--json"])).stdout);
    assert.deepEqual(json, [snapshot]);

    assertEnded(
      await asks(url, ["snapshot", "one", "--store", store]),
      "usage",
      /is a snapshot "one" already/,
    );
    assertEnded(await asks(url, ["snapshot", "remove", "one", "--store", store]), "pass");
    assert.deepEqual(readdirSync(store), []);
    assertEnded(await asks(url, ["restore", "one", "--store", store]), "usage", /There is no snapshot "one"/);
  });
});

test("a restore that fails leaves the old database in its place and nothing beside it", {
  skip,
}, async (t) => {
  const store = scratchFolder(t);
  const dump = join(store, "one", snapshotFiles.postgres);
  await withPostgres(async (server) => {
    const url = await makeObcms(server, "obcms");
    assertEnded(await asks(url, ["snapshot", "one", "--store", store]), "pass");
    const stored = readFileSync(join(store, "one", snapshotFiles.snapshot), "utf8");
    const whole = readFileSync(dump);
    await query(url, CHANGE);
    const before = await everything(url);
    const beside = await databases(server);
    const refuses = async (says: RegExp, args: readonly string[] = []): Promise<void> => {
      assertEnded(await asks(url, ["restore", "one", "--store", store, ...args]), "configuration", says);
      assert.deepEqual(await everything(url), before);
      assert.deepEqual(await databases(server), beside);
      writeFileSync(join(store, "one", snapshotFiles.snapshot), stored);
      writeFileSync(dump, whole);
    };

    const bent = Buffer.from(whole);
    bent[bent.length - 1000] = (bent[bent.length - 1000] ?? 0) ^ 1;
    writeFileSync(dump, bent);
    await refuses(/database\.dump: sha256/);

    // Its hash is right, and it ends in the middle: pg_restore has made tables by then.
    truncateSync(dump, Math.floor(whole.length / 2));
    const sha256 = createHash("sha256").update(readFileSync(dump)).digest("hex");
    edit(store, "one", (snapshot) => ({ ...snapshot, dump: { ...snapshot.dump, sha256 } }));
    await refuses(/pg_restore failed with exit code 1/);

    edit(store, "one", ({ contents, ...rest }) => ({
      ...rest,
      contents: { ...contents, rows: { ...contents.rows, auth_user: 51 } },
    }));
    await refuses(/auth_user: 51 taken, 50 restored/);

    edit(store, "one", ({ contents, ...rest }) => ({
      ...rest,
      contents: { ...contents, keys: { ...contents.keys, auth_user: "0000000000000000" } },
    }));
    await refuses(/auth_user: other keys/);

    edit(store, "one", ({ contents, ...rest }) => ({
      ...rest,
      contents: { ...contents, fingerprint: "0000000000000000" },
    }));
    await refuses(/fingerprint 0000000000000000 taken/);

    // The same snapshot, untouched, is restored: it was none of the above.
    assertEnded(await asks(url, ["restore", "one", "--store", store]), "pass");
    assert.notDeepEqual(await everything(url), before);
  });
});

test("a template is copied on the server, stays as it was, and goes with its snapshot", {
  skip,
}, async (t) => {
  const store = scratchFolder(t);
  await withPostgres(async (server) => {
    const url = await makeObcms(server, "obcms");
    const before = await everything(url);
    const none = await databases(server);
    const other = new pg.Client({ connectionString: url, application_name: "gunicorn" });
    other.on("error", () => {});
    await other.connect();
    const args = ["snapshot", "fast", "--template", "--store", store];
    assertEnded(await asks(url, args), "refused", /1 session\.\n.*gunicorn\n.*--end-sessions/);
    assert.deepEqual(await databases(server), none);
    assert.deepEqual(readdirSync(store), []);
    assertEnded(
      await asks(url, [...args, "--end-sessions"]),
      "pass",
      /ending 1 sessions of "obcms": gunicorn/,
    );
    const [template = ""] = (await databases(server)).filter((name) => name.includes("template_fast"));
    await assert.rejects(query(urlOf(server, template), "SELECT 1"), /not currently accepting connections/);

    for (let times = 0; times < 2; times++) {
      await query(url, CHANGE);
      const restored = await asks(url, ["restore", "fast", "--store", store, "--json"]);
      assertEnded(restored, "pass");
      assert.equal(JSON.parse(restored.stdout).from, "template");
      assert.deepEqual(await everything(url), before);
    }
    // A template that holds something else is noticed like a dump.
    edit(store, "fast", ({ contents, ...rest }) => ({
      ...rest,
      contents: { ...contents, fingerprint: "0" },
    }));
    assertEnded(
      await asks(url, ["restore", "fast", "--store", store]),
      "configuration",
      /fingerprint 0 taken/,
    );
    assert.equal((await databases(server)).length, none.length + 1);

    assertEnded(
      await asks("", ["snapshot", "remove", "fast", "--store", store]),
      "configuration",
      /No database is named/,
    );
    assertEnded(await asks(url, ["snapshot", "remove", "fast", "--store", store]), "pass");
    assert.deepEqual(await databases(server), none);
  });
});

test("the sessions of others stop a restore, unless they may be ended", { skip }, async (t) => {
  const store = scratchFolder(t);
  await withPostgres(async (server) => {
    const url = await makeObcms(server, "obcms");
    const before = await everything(url);
    const clients = ["gunicorn", "celery"].map((name) => {
      const client = new pg.Client({ connectionString: url, application_name: name });
      client.on("error", () => {});
      return client;
    });
    for (const client of clients) await client.connect();
    // A plain snapshot is in nobody's way.
    assertEnded(await asks(url, ["snapshot", "one", "--store", store]), "pass");
    await query(url, CHANGE);
    const restore = ["restore", "one", "--store", store];
    assertEnded(await asks(url, restore), "refused", /2 sessions\.\n.*celery, gunicorn/);
    assert.notDeepEqual(await everything(url), before);
    assertEnded(await asks(url, [...restore, "--end-sessions"]), "pass", /ending 2 sessions/);
    assert.deepEqual(await everything(url), before);
  });
});

test("a web server that connects again at once does not stop a restore that may end it", {
  skip,
}, async (t) => {
  const store = scratchFolder(t);
  await withPostgres(async (server) => {
    const url = await makeObcms(server, "obcms");
    const before = await everything(url);
    assertEnded(await asks(url, ["snapshot", "one", "--store", store]), "pass");
    await query(url, CHANGE);
    let [over, connected] = [false, 0];
    const stubborn = (async () => {
      while (!over) {
        const client = new pg.Client({ connectionString: url, application_name: "gunicorn" });
        const ended = new Promise((resolve) => client.once("error", resolve));
        try {
          await client.connect();
          connected++;
          await Promise.race([ended, sleep(100)]);
          await client.end();
        } catch {
          // Ended while it connected: it tries again, as a pool does.
        }
      }
    })();
    try {
      assertEnded(await asks(url, ["restore", "one", "--store", store, "--end-sessions"]), "pass");
    } finally {
      over = true;
      await stubborn;
    }
    assert.ok(connected > 1);
    assert.deepEqual(await everything(url), before);
    assert.deepEqual(await databases(server), ["obcms", "postgres", "template0", "template1"]);
  });
});

test("a database without the marker is neither taken nor overwritten", { skip }, async (t) => {
  const store = scratchFolder(t);
  await withPostgres(async (server) => {
    const url = await makeObcms(server, "obcms");
    assertEnded(await asks(url, ["snapshot", "one", "--store", store]), "pass");
    await query(url, "UPDATE coordination_stakeholderengagementtype SET name = 'Consultation'");
    await query(server, "CREATE DATABASE empty");
    const before = await everything(url);
    const says = /does not say that it is a performance database/;
    for (const address of [url, urlOf(server, "empty")]) {
      assertEnded(await asks(address, ["snapshot", "two", "--store", store]), "refused", says);
      assertEnded(await asks(address, ["restore", "one", "--store", store]), "refused", says);
    }
    assert.deepEqual(await everything(url), before);
    assert.deepEqual(readdirSync(store), ["one"]);
  });
});

test("the password is neither on pg_dump's command line nor in what is stored", { skip }, async (t) => {
  const [store, bin] = [scratchFolder(t), scratchFolder(t)];
  await withPostgres(async (server) => {
    const url = await makeObcms(server, "obcms");
    const version =
      (await query<{ v: string }>(server, "SELECT current_setting('server_version') AS v"))[0]?.v ?? "";
    const log = join(bin, "log");
    // Tells what it was given, then does what the real one does.
    const script = `#!/bin/sh\n[ "$1" = --version ] || printf '%s|' "$PGPASSWORD" "$@" > ${log}\nexec ${postgresProgram("pg_dump", version)} "$@"\n`;
    writeFileSync(join(bin, "pg_dump"), script);
    chmodSync(join(bin, "pg_dump"), 0o755);
    const env = { PATH: `${bin}:${process.env.PATH}` };
    assertEnded(await asks(url, ["snapshot", "one", "--store", store], env), "pass");
    const [password, ...args] = readFileSync(log, "utf8").split("|");
    assert.equal(password, SECRET);
    assert.doesNotMatch(args.join(" "), new RegExp(SECRET));
    assert.doesNotMatch(readFileSync(join(store, "one", snapshotFiles.snapshot), "utf8"), new RegExp(SECRET));
    // A server that is not there, too.
    const gone = url.replace(/:\d+\//, ":1/");
    assertEnded(
      await asks(gone, ["snapshot", "two", "--store", store]),
      "configuration",
      /cannot be reached/,
    );
  });
});

test("Ctrl-C in the middle of a dump or a restore leaves nothing behind", { skip }, async (t) => {
  const [store, bin] = [scratchFolder(t), scratchFolder(t)];
  await withPostgres(async (server) => {
    const url = await makeObcms(server, "obcms");
    assertEnded(await asks(url, ["snapshot", "one", "--store", store]), "pass");
    const [before, beside] = [await everything(url), await databases(server)];
    const version = (await query<{ v: string }>(server, "SELECT current_setting('server_version') AS v"))[0]
      ?.v;
    // Of the server's version and first on PATH, so they are chosen; and they never end by themselves.
    for (const program of ["pg_dump", "pg_restore"]) {
      const script = `#!/bin/sh\n[ "$1" = --version ] && echo "${version}" && exit\necho started >> ${join(bin, "log")}\nexec sleep 60\n`;
      writeFileSync(join(bin, program), script);
      chmodSync(join(bin, program), 0o755);
    }
    for (const [args, says] of [
      [["snapshot", "two", "--template", "--store", store], /dumping/],
      [["restore", "one", "--store", store], /restoring the dump/],
    ] as const) {
      const slow = tool(args, {
        ...process.env,
        OBCMS_DATABASE_URL: url,
        PATH: `${bin}:${process.env.PATH}`,
      });
      await slow.saying(says);
      const log = join(bin, "log");
      while (!existsSync(log)) await sleep(20);
      rmSync(log);
      slow.kill("SIGINT");
      assertEnded(await slow.ended, "interrupted", /Interrupted/);
      assert.deepEqual(readdirSync(store), ["one"]);
      assert.deepEqual(await databases(server), beside);
      assert.deepEqual(await everything(url), before);
    }
  });
});

test("a program that is older than the server is refused, and the nearest above it is chosen", (t) => {
  const root = scratchFolder(t);
  const places = ["14.2", "17.1", "15.4"].map((version) => {
    const place = join(root, version);
    mkdirSync(place);
    writeFileSync(join(place, "pg_dump"), `#!/bin/sh\necho "pg_dump (PostgreSQL) ${version}"\n`);
    chmodSync(join(place, "pg_dump"), 0o755);
    return place;
  });
  assert.equal(postgresProgram("pg_dump", "15.18 (Debian)", places), join(root, "15.4", "pg_dump"));
  assert.equal(postgresProgram("pg_dump", "16.0", places), join(root, "17.1", "pg_dump"));
  assert.throws(() => postgresProgram("pg_dump", "18.0", places), /at least as new as the server/);
  assert.throws(() => postgresProgram("pg_dump", "15.0", []), /at least as new as the server/);
});

test("a user who may not make databases is told so, and nothing is changed", { skip }, async (t) => {
  const store = scratchFolder(t);
  await withPostgres(async (server) => {
    const url = await makeObcms(server, "obcms");
    await query(url, "CREATE ROLE reader LOGIN; GRANT SELECT ON ALL TABLES IN SCHEMA public TO reader");
    await query(url, "GRANT SELECT ON ALL SEQUENCES IN SCHEMA public TO reader");
    const before = [await everything(url), await databases(server)];
    const reader = url.replace("//tester", "//reader");
    assertEnded(await asks(reader, ["snapshot", "one", "--store", store]), "pass");
    const says = /PostgreSQL refused a step[^✗]*permission denied to create database/;
    assertEnded(await asks(reader, ["restore", "one", "--store", store]), "configuration", says);
    const args = ["snapshot", "two", "--template", "--store", store];
    assertEnded(await asks(reader, args), "configuration", says);
    assert.deepEqual([await everything(url), await databases(server)], before);
    assert.deepEqual(readdirSync(store), ["one"]);
  });
});

test("dump and row counts are of one moment, even while somebody writes", { skip }, async (t) => {
  const [store, bin] = [scratchFolder(t), scratchFolder(t)];
  await withPostgres(async (server) => {
    const url = await makeObcms(server, "obcms");
    const before = await everything(url);
    const version = (await query<{ v: string }>(server, "SELECT current_setting('server_version') AS v"))[0]
      ?.v;
    const real = postgresProgram("pg_dump", version ?? "");
    // A row comes in after the count and before the dump.
    const script = `#!/bin/sh
[ "$1" = --version ] || ${join(dirname(real), "psql")} -qc "INSERT INTO common_work_item (title) VALUES ('late')"
exec ${real} "$@"
`;
    writeFileSync(join(bin, "pg_dump"), script);
    chmodSync(join(bin, "pg_dump"), 0o755);
    const env = { PATH: `${bin}:${process.env.PATH}` };
    assertEnded(await asks(url, ["snapshot", "one", "--store", store], env), "pass");
    assert.notDeepEqual(await everything(url), before);
    assertEnded(await asks(url, ["restore", "one", "--store", store]), "pass");
    assert.deepEqual(await everything(url), before);
  });
});
