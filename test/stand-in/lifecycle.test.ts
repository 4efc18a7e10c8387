// Starting and stopping: taken ports, existing files, hung connections, signals, and a parent that goes away.

import assert from "node:assert/strict";
import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { existsSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { test } from "node:test";
import { endpoints } from "../../tests/performance/k6/catalogue/endpoints.ts";
import { runStandIn } from "./run-stand-in.ts";

const MAIN = join(import.meta.dirname, "../../stand-in/main.ts");

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

test("it stops within a second while requests hang, wait and idle", async () => {
  const standIn = await runStandIn({ faults: ["hang@health", "delay=60000@readiness"] });
  const url = (name: "health" | "readiness" | "login_page") => standIn.origin + endpoints[name].path;
  const held = [fetch(url("health")), fetch(url("readiness"))].map((request) => request.then(String, String));
  await (await fetch(url("login_page"))).text();
  const start = performance.now();
  await standIn.stop();
  assert.ok(performance.now() - start < 1000, `${performance.now() - start} ms`);
  for (const outcome of await Promise.all(held)) assert.match(outcome, /fetch failed/);
  assert.ok(!timersLongerThan(30_000), "the delayed request's timer would keep the process alive for a minute");
});

test("as a process it says one line when ready, and SIGTERM ends it with its files", async () => {
  const { child, folder, line } = await startProcess(["--port", "0", "--fault", "hang@health"]);
  assert.deepEqual(Object.keys(line), ["standIn", "origin"]);
  assert.equal(line.standIn, "ready");
  assert.match(String(line.origin), /^http:\/\/127\.0\.0\.1:\d+$/);
  assert.equal(readdirSync(folder).length, 1);
  const held = fetch(line.origin + endpoints.health.path).then(String, String);
  assert.equal((await fetch(line.origin + endpoints.readiness.path)).status, 200);
  await endsWithin(1000, child, () => child.kill("SIGTERM"));
  assert.match(await held, /fetch failed/);
  assert.deepEqual(readdirSync(folder), []);
  rmSync(folder, { recursive: true });
});

test("with --until-stdin-ends it ends when its parent's pipe does", async () => {
  const { child, folder } = await startProcess(["--port", "0", "--until-stdin-ends"]);
  await endsWithin(1000, child, () => child.stdin?.end());
  assert.deepEqual(readdirSync(folder), []);
  rmSync(folder, { recursive: true });
});

test("without --until-stdin-ends the end of stdin does not matter", async () => {
  const { child, folder, line } = await startProcess(["--port", "0"]);
  child.stdin?.end();
  assert.equal((await fetch(line.origin + endpoints.readiness.path)).status, 200);
  await endsWithin(1000, child, () => child.kill("SIGINT"));
  rmSync(folder, { recursive: true });
});

test("a database that was asked for by name stays", async () => {
  const folder = mkdtempSync(join(tmpdir(), "stand-in-test-"));
  const file = join(folder, "kept.sqlite3");
  const { child } = await startProcess(["--port", "0", "--database", file], folder);
  await endsWithin(1000, child, () => child.kill("SIGTERM"));
  assert.ok(existsSync(file));
  rmSync(folder, { recursive: true });
});

const wrongFlags: readonly [args: string[], says: RegExp][] = [
  [["--port", "x", "--scale", "0"], /--port x.*\n.*--scale 0/],
  [["--prot", "1"], /--prot/],
  [["--fault", "dealy=1"], /there is no fault "dealy"/],
  [["--seed", "-1"], /seed/],
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

async function endsWithin(ms: number, child: ChildProcess, act: () => unknown): Promise<void> {
  const start = performance.now();
  const ended = once(child, "exit");
  act();
  const [code] = await ended;
  assert.equal(code, 0);
  assert.ok(performance.now() - start < ms, `${performance.now() - start} ms`);
}
