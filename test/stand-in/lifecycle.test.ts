// Starting and stopping: taken ports, existing files, hung connections, signals, and a parent that goes away.

import assert from "node:assert/strict";
import { type ChildProcess, spawn, spawnSync } from "node:child_process";
import { once } from "node:events";
import { existsSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { test } from "node:test";
import { faultNames } from "../../stand-in/faults/table.ts";
import { throttleModeNames } from "../../stand-in/http/throttles.ts";
import { quirkNames } from "../../stand-in/quirks/table.ts";
import { endpoints } from "../../tests/performance/k6/catalogue/endpoints.ts";
import { runStandIn } from "./run-stand-in.ts";

/** Far more than stopping takes, far less than the minute that a delayed request would hold it up. */
const PATIENCE = { timeout: 30_000 };
const MAIN = join(import.meta.dirname, "../../stand-in/main.ts");
const CLI = join(import.meta.dirname, "../../src/cli.ts");

test("a taken port is a problem of the configuration that names the port", async () => {
  const occupant = createServer().listen(0, "127.0.0.1");
  await once(occupant, "listening");
  const address = occupant.address();
  const port = typeof address === "object" ? (address?.port ?? 0) : 0;
  try {
    await assert.rejects(runStandIn({ port }), {
      name: "Problem",
      exit: "configuration",
      what: new RegExp(String(port)),
    });
  } finally {
    occupant.close();
  }
});

test("an existing file is not overwritten", async () => {
  const folder = mkdtempSync(join(tmpdir(), "stand-in-test-"));
  const databasePath = join(folder, "precious");
  writeFileSync(databasePath, "mine");
  await assert.rejects(runStandIn({ databasePath }), { name: "Problem", exit: "configuration" });
  rmSync(folder, { recursive: true });
});

test("it stops although requests hang, wait for a minute and idle", PATIENCE, async () => {
  const standIn = await runStandIn({ faults: ["hang@health", "delay=60000@readiness"] });
  const url = (name: "health" | "readiness" | "login_page") => standIn.origin + endpoints[name].path;
  const held = [fetch(url("health")), fetch(url("readiness"))].map((request) => request.then(String, String));
  await (await fetch(url("login_page"))).text();
  await standIn.stop();
  for (const outcome of await Promise.all(held)) assert.match(outcome, /fetch failed/);
});

test("a process that has stopped it can end, although a delayed request was under way", async () => {
  const program = `
    import { runStandIn } from ${JSON.stringify(join(import.meta.dirname, "run-stand-in.ts"))};
    const standIn = await runStandIn({ faults: ["delay=60000@health"] });
    const held = fetch(standIn.origin + "${endpoints.health.path}").catch(() => {});
    await fetch(standIn.origin + "${endpoints.readiness.path}");
    await standIn.stop();
    await held;`;
  const args = ["--disable-warning=ExperimentalWarning", "--input-type=module", "--eval", program];
  const child = spawn(process.execPath, args, { stdio: "inherit", timeout: 15_000 });
  assert.deepEqual(await once(child, "exit"), [0, null]);
});

test("as a process it says one line when ready, and SIGTERM ends it with its files", PATIENCE, async () => {
  const { child, folder, line } = await startProcess(["--port", "0", "--fault", "hang@health"]);
  assert.deepEqual(Object.keys(line), ["standIn", "origin", "folder", "worker"]);
  assert.equal(line.standIn, "ready");
  assert.match(String(line.origin), /^http:\/\/127\.0\.0\.1:\d+$/);
  assert.equal(readdirSync(folder).length, 1);
  const held = fetch(line.origin + endpoints.health.path).then(String, String);
  assert.equal((await fetch(line.origin + endpoints.readiness.path)).status, 200);
  await endsWell(child, () => child.kill("SIGTERM"));
  assert.match(await held, /fetch failed/);
  assert.deepEqual(readdirSync(folder), []);
  rmSync(folder, { recursive: true });
});

test("with --until-stdin-ends it ends when its parent's pipe does", PATIENCE, async () => {
  const { child, folder } = await startProcess(["--port", "0", "--until-stdin-ends"]);
  await endsWell(child, () => child.stdin?.end());
  assert.deepEqual(readdirSync(folder), []);
  rmSync(folder, { recursive: true });
});

test("without --until-stdin-ends the end of stdin does not matter", PATIENCE, async () => {
  const { child, folder, line } = await startProcess(["--port", "0"]);
  child.stdin?.end();
  assert.equal((await fetch(line.origin + endpoints.readiness.path)).status, 200);
  await endsWell(child, () => child.kill("SIGINT"));
  rmSync(folder, { recursive: true });
});

test("a database that was asked for by name stays", PATIENCE, async () => {
  const folder = mkdtempSync(join(tmpdir(), "stand-in-test-"));
  const file = join(folder, "kept.sqlite3");
  const { child } = await startProcess(["--port", "0", "--database", file], folder);
  await endsWell(child, () => child.kill("SIGTERM"));
  assert.ok(existsSync(file));
  rmSync(folder, { recursive: true });
});

test("throttles, quirks and Server-Timing are given by flag", PATIENCE, async () => {
  const flags = ["--throttles", "default", "--quirks", "none", "--server-timing", "all"];
  const { child, folder, line } = await startProcess(["--port", "0", ...flags]);
  const browsed = await fetch(line.origin + endpoints.api_regions_list.path, {
    headers: { Accept: "text/html" },
  });
  assert.equal(browsed.status, 401);
  assert.match(String(browsed.headers.get("server-timing")), /^total;dur=/);
  const statuses = new Set<number>();
  for (let request = 0; request < 61; request += 1)
    statuses.add((await fetch(line.origin + endpoints.jwt_refresh.path, { method: "POST" })).status);
  assert.deepEqual([...statuses], [400, 429]);
  await endsWell(child, () => child.kill("SIGTERM"));
  rmSync(folder, { recursive: true });
});

test("`obcms-perf stand-in` hands its options on, and its help names every throttle, quirk and fault", () => {
  const run = (...args: string[]) =>
    spawnSync(process.execPath, ["--disable-warning=ExperimentalWarning", CLI, "stand-in", ...args], {
      encoding: "utf8",
    });
  for (const [option, says] of [
    ["--throttles", /one of off, raised, default/],
    ["--quirks", /there is no quirk "x"/],
  ] as const) {
    const { status, stderr } = run("--port", "0", option, "x");
    assert.equal(status, 2, stderr);
    assert.match(stderr, says);
  }
  const { stdout } = run("--help");
  for (const name of [...throttleModeNames, ...quirkNames, ...faultNames, "/__stand-in__/faults"])
    assert.ok(stdout.includes(`  ${name}`) || stdout.includes(`:8600${name}`), name);
});

const wrongFlags: readonly [args: string[], says: RegExp][] = [
  [["--port", "x", "--scale", "0"], /--port x.*\n.*--scale 0/],
  [["--prot", "1"], /--prot/],
  [["--fault", "dealy=1"], /there is no fault "dealy"/],
  [["--seed", "-1"], /seed/],
  [
    ["--throttles", "hard", "--server-timing", ""],
    /--throttles hard: one of off, raised.*\n.*--server-timing/,
  ],
  [["--quirks", "flushdbs"], /there is no quirk "flushdbs"[\s\S]*flushdb: /],
];
for (const [args, says] of wrongFlags) {
  test(`${args.join(" ")} ends with exit code 2 and says why`, async () => {
    const child = spawn(process.execPath, ["--disable-warning=ExperimentalWarning", MAIN, ...args], {
      stdio: "pipe",
    });
    let errors = "";
    child.stderr.on("data", (chunk) => {
      errors += chunk;
    });
    const [code] = await once(child, "close");
    assert.equal(code, 2);
    assert.match(errors, says);
  });
}

async function startProcess(args: string[], folder = mkdtempSync(join(tmpdir(), "stand-in-test-"))) {
  const child = spawn(process.execPath, ["--disable-warning=ExperimentalWarning", MAIN, ...args], {
    stdio: ["pipe", "pipe", "inherit"],
    env: { ...process.env, TMPDIR: folder },
  });
  let output = "";
  for await (const chunk of child.stdout) {
    output += chunk;
    if (output.includes("\n")) break;
  }
  return { child, folder, line: JSON.parse(output) as Record<string, string> };
}

async function endsWell(child: ChildProcess, act: () => unknown): Promise<void> {
  const ended = once(child, "exit");
  act();
  assert.deepEqual(await ended, [0, null]);
}
