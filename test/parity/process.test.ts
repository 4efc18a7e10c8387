// The application server as its process shows it: real processes that listen, with real children that hold the socket.

import assert from "node:assert/strict";
import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { mkdirSync, writeFileSync } from "node:fs";
import { createServer } from "node:net";
import { join } from "node:path";
import { type TestContext, test } from "node:test";
import { lookAtProcess } from "../../src/parity/sources/process.ts";
import { scratchFolder } from "../load/process.ts";

const noProc = process.platform === "linux" ? false : "processes are looked at on Linux only";

/** Listens, forks as many children as the variable says, each with the socket, and prints its port. */
const SERVER = `
const net = require("node:net");
const { spawn } = require("node:child_process");
const server = net.createServer();
server.listen(0, process.env.HOST, () => {
  const socket = server._handle.fd;
  const children = [...Array(Number(process.env.CHILDREN))].map(() =>
    spawn(process.execPath, ["-e", "setInterval(() => {}, 1000)"], { stdio: ["ignore", "ignore", "ignore", socket] }));
  // Has the socket not: no worker.
  children.push(spawn(process.execPath, ["-e", "setInterval(() => {}, 1000)"], { stdio: "ignore" }));
  process.on("SIGTERM", () => { for (const child of children) child.kill("SIGKILL"); process.exit(); });
  Promise.all(children.map((child) => new Promise((resolve) => child.once("spawn", resolve))))
    .then(() => console.log(server.address().port));
});
`;

type Shape = {
  readonly program?: string;
  readonly children?: number;
  readonly flags?: readonly string[];
  readonly host?: string;
  readonly variables?: Readonly<Record<string, string>>;
  readonly file?: boolean;
};

/** The origin of a server that is so started; it is ended with the test. */
async function serverOf(t: TestContext, shape: Shape): Promise<string> {
  const { program = "gunicorn", children = 3, flags = [], host = "127.0.0.1", variables = {}, file } = shape;
  const folder = scratchFolder(t);
  mkdirSync(join(folder, "bin"));
  const script = join(folder, "bin", program);
  writeFileSync(script, SERVER);
  if (file) writeFileSync(join(folder, "gunicorn.conf.py"), "threads = 9\n");
  const server = spawn(process.execPath, [script, "app.wsgi", ...flags], {
    cwd: folder,
    env: { ...variables, HOST: host, CHILDREN: String(children) },
    stdio: ["ignore", "pipe", "inherit"],
  });
  t.after(() => ended(server));
  const [port] = (await once(server.stdout, "data")) as [Buffer];
  return `http://127.0.0.1:${Number(port.toString())}`;
}

async function ended(server: ChildProcess): Promise<void> {
  const exit = once(server, "exit");
  server.kill("SIGTERM");
  await exit;
}

test("gunicorn's workers are the children that hold its socket, its class and threads come of its flags", {
  skip: noProc,
}, async (t) => {
  const origin = await serverOf(t, { flags: ["--workers", "7", "--threads", "2"] });
  assert.deepEqual(lookAtProcess(origin).facts, {
    "webServer.name": "gunicorn",
    // What is there, not what was asked for.
    "webServer.workers": 3,
    "webServer.workerClass": "gthread",
    "webServer.threadsPerWorker": 2,
  });
});

test("another number of workers is another number", { skip: noProc }, async (t) => {
  assert.equal(lookAtProcess(await serverOf(t, { children: 1 })).facts["webServer.workers"], 1);
});

test("a server on all addresses is found by its loopback one", { skip: noProc }, async (t) => {
  for (const host of ["0.0.0.0", "::"])
    assert.equal(lookAtProcess(await serverOf(t, { host, children: 2 })).facts["webServer.workers"], 2, host);
});

for (const [title, shape] of [
  ["its own configuration file", { file: true }],
  ["a named one", { flags: ["-c", "other.py"] }],
  ["a variable", { variables: { GUNICORN_CMD_ARGS: "--threads 9" } }],
] as const satisfies readonly (readonly [string, Shape])[]) {
  test(`where ${title} may say more, absent flags say nothing`, { skip: noProc }, async (t) => {
    const { facts, because } = lookAtProcess(await serverOf(t, shape));
    assert.equal(facts["webServer.workers"], 3);
    assert.equal(facts["webServer.workerClass"], undefined);
    assert.equal(facts["webServer.threadsPerWorker"], undefined);
    assert.match(because, /a configuration of its own/);
  });
}

test("/dev/null as its configuration is none", { skip: noProc }, async (t) => {
  const { facts } = lookAtProcess(await serverOf(t, { flags: ["-c", "/dev/null"], file: true }));
  assert.equal(facts["webServer.workerClass"], "sync");
});

test("what is no known server is named, and nothing is claimed of its processes", {
  skip: noProc,
}, async (t) => {
  const { facts, because } = lookAtProcess(await serverOf(t, { program: "docker-proxy" }));
  assert.deepEqual(facts, {});
  assert.match(because, /^what listens there is "node", which is no application server/);
});

test("a secret among the flags is nowhere in what is told", { skip: noProc }, async (t) => {
  const origin = await serverOf(t, { flags: ["--env", "PASSWORD=sesame", "--threads", "2"] });
  assert.doesNotMatch(JSON.stringify(lookAtProcess(origin)), /sesame/);
});

test("another machine, no address, and a port without a listener tell nothing, and why", async () => {
  assert.match(lookAtProcess("http://obcms.example:80").because, /another machine/);
  assert.match(lookAtProcess(undefined).because, /no baseUrl/);
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as { port: number };
  await new Promise((resolve) => server.close(resolve));
  assert.match(lookAtProcess(`http://127.0.0.1:${port}`).because, noProc ? /Linux/ : /nothing listens/);
});
