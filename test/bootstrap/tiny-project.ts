// A tiny project with the real bin/ in it, a cache of its own and, where a test asks for it, a fake npm.
// Used by the tests beside it.

import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { cpSync, existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { join } from "node:path";
import type { TestContext } from "node:test";
import { fileURLToPath } from "node:url";
import { temporaryFolder, writeScript } from "../provision/fake-k6.ts";

type Pin = { package: string; version: string; integrity: string; binary: string };

const bin = fileURLToPath(new URL("../../bin/", import.meta.url));
export const { nodePins, installCommands } = createRequire(import.meta.url)(
  join(bin, "bootstrap", "node-pins.cjs"),
) as { nodePins: Record<string, Pin>; installCommands: Record<string, string> };

export type Ended = { code: number | null; stdout: string; stderr: string };

/** Prepares as bin/ does, but on a host that the test describes; prints the chosen Node. */
const driver = `
  const { prepare } = require(process.argv[1] + "/bin/bootstrap.cjs");
  const host = JSON.parse(process.argv[2]);
  host.hasMusl = () => host.musl === true;
  prepare({ root: process.argv[1], host, env: process.env, stream: process.stderr }).then(
    (prepared) => console.log(prepared.node),
    (error) => { console.error(error.toText()); process.exitCode = error.exitCode; },
  );`;

export const oldLinux = { version: "20.0.0", execPath: "/old/node", platform: "linux", arch: "x64" };

export function tinyProject(test: TestContext, cli = "process.exit(Number(process.argv[2]));") {
  const folder = temporaryFolder(test);
  const root = join(folder, "project");
  const cache = join(folder, "cache");
  cpSync(bin, join(root, "bin"), { recursive: true });
  mkdirSync(join(root, "src"));
  writeFileSync(join(root, "src", "cli.ts"), cli);
  writeFileSync(
    join(root, "package.json"),
    JSON.stringify({ name: "tiny", version: "1.0.0", type: "module" }),
  );
  writeLock(root, "1.0.0");

  const calls = join(folder, "npm-calls");
  const start = (command: string, args: string[], env: NodeJS.ProcessEnv) =>
    spawn(command, args, {
      env: { ...process.env, npm_execpath: undefined, OBCMS_PERF_CACHE: cache, ...env },
      stdio: ["ignore", "pipe", "pipe"],
    });
  return {
    folder,
    root,
    cache,
    start,
    /** `node bin/obcms-perf.cjs ...args` */
    run: (args: string[], env: NodeJS.ProcessEnv = {}, node = process.execPath) =>
      ended(start(node, [join(root, "bin", "obcms-perf.cjs"), ...args], env)),
    prepareOn: (host: object, env: NodeJS.ProcessEnv = {}) =>
      start(process.execPath, ["-e", driver, root, JSON.stringify(host)], env),
    /** PATH with an npm that notes each call and then does `body`. */
    fakeNpm(body: string): string {
      writeScript(join(folder, "npm", "npm"), `echo "$PWD $*" >> ${calls}\n${body}`);
      return `${join(folder, "npm")}:/usr/bin:/bin`;
    },
    npmCalls: () => (existsSync(calls) ? readFileSync(calls, "utf8").trim().split("\n") : []),
  };
}

/** Changing the version makes the lock file another one, as a changed dependency would. */
export function writeLock(root: string, version: string): void {
  const own = { name: "tiny", version };
  const lock = { ...own, lockfileVersion: 3, requires: true, packages: { "": own } };
  writeFileSync(join(root, "package-lock.json"), JSON.stringify(lock));
}

export async function ended(child: ChildProcess): Promise<Ended> {
  let stdout = "";
  let stderr = "";
  child.stdout?.on("data", (text) => {
    stdout += text;
  });
  child.stderr?.on("data", (text) => {
    stderr += text;
  });
  const [code] = (await once(child, "close")) as [number | null];
  return { code, stdout, stderr };
}
