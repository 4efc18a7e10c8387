// Runs the tool and k6 as a user would, as processes, for the tests that make load.

import { spawn } from "node:child_process";
import { mkdtempSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { TestContext } from "node:test";
import { standInFile } from "../../src/run/environment.ts";
import { projectFolder } from "../../src/run/suite.ts";
import { startStandIn } from "../../stand-in/stand-in.ts";
import { noDoctor, oneScenario } from "../worthless/situation.ts";

export type Ended = { readonly exitCode: number | null; readonly stdout: string; readonly stderr: string };

export type Started = {
  readonly pid: number;
  readonly ended: Promise<Ended>;
  /** Resolves when stderr holds the text. */
  saying(text: RegExp): Promise<void>;
  kill(signal: NodeJS.Signals): void;
};

/** A folder that is removed when the test ends. */
export function scratchFolder(t: TestContext): string {
  const folder = mkdtempSync(join(tmpdir(), "obcms-perf-test-"));
  t.after(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
}

/** A stand-in in this process, closed when the test ends; resolves with its origin. */
export async function standInFor(
  t: TestContext,
  faults: readonly string[] = [],
  databasePath = join(scratchFolder(t), "db.sqlite"),
): Promise<string> {
  const standIn = await startStandIn({
    port: 0,
    databasePath,
    seed: 1,
    scale: 1,
    faults,
    serverTiming: "all",
  });
  t.after(() => standIn.close());
  return standIn.origin;
}

export function start(
  command: string,
  args: readonly string[],
  env: NodeJS.ProcessEnv = process.env,
  cwd: string = projectFolder,
): Started {
  const child = spawn(command, [...args], { env, cwd, stdio: ["ignore", "pipe", "pipe"] });
  let stdout = "";
  let stderr = "";
  const listeners = new Set<() => void>();
  child.stdout.on("data", (chunk: Buffer) => {
    stdout += chunk.toString();
  });
  child.stderr.on("data", (chunk: Buffer) => {
    stderr += chunk.toString();
    for (const listener of listeners) listener();
  });
  const ended = new Promise<Ended>((resolve) =>
    child.once("close", (exitCode) => resolve({ exitCode, stdout, stderr })),
  );
  return {
    pid: child.pid ?? 0,
    ended,
    saying: (text) =>
      new Promise((resolve, reject) => {
        const look = (): void => {
          if (!text.test(stderr)) return;
          listeners.delete(look);
          resolve();
        };
        listeners.add(look);
        look();
        void ended.then(() => reject(new Error(`it ended without saying ${text}: ${stderr}`)));
      }),
    kill: (signal) => void child.kill(signal),
  };
}

/**
 * The path of an environment file for the API client alone, whose requests are light: for runs of which the load
 * matters and not what is asked. A whole round of all personas takes a busy machine a second and more.
 */
export function lightEnvironment(t: TestContext, origin: string): string {
  const path = join(scratchFolder(t), "light.json");
  const { personas: _, ...light } = standInFile(origin);
  writeFileSync(path, JSON.stringify(light));
  return path;
}

/**
 * `obcms-perf ARGS` under the Node that runs the tests; a run is of the plan's first scenario and sees
 * no doctor, unless it says otherwise: what is wrong on purpose would end most before their load. */
export function tool(args: readonly string[], env?: NodeJS.ProcessEnv): Started {
  return start(
    process.execPath,
    [
      "--disable-warning=ExperimentalWarning",
      join(projectFolder, "src/cli.ts"),
      ...args,
      ...(args[0] === "run" && !args.includes("--help") ? [...oneScenario(args), ...noDoctor(args)] : []),
    ],
    env,
  );
}

/** The only run folder below `root`. */
export function onlyRun(root: string): string {
  const [run, ...more] = readdirSync(root);
  if (run === undefined || more.length > 0)
    throw new Error(`${root} holds ${more.length + (run ? 1 : 0)} runs`);
  return join(root, run);
}
