// `obcms-perf open [RUN]`: the HTML report in the user's browser. Where there is none, its path is enough.

import { spawn } from "node:child_process";
import { existsSync } from "node:fs";
import { join } from "node:path";
import { runFiles } from "../result/run-files.ts";
import { judgeStoredRun } from "./report.ts";
import { folderOfRun } from "./stored-run.ts";
import { say } from "./terminal.ts";

/** What opens a file with the program that the user has chosen for it, and the variables without which it cannot. */
const openers: Readonly<Partial<Record<NodeJS.Platform, Opener>>> = {
  linux: { command: ["xdg-open"], needsOneOf: ["DISPLAY", "WAYLAND_DISPLAY"] },
  freebsd: { command: ["xdg-open"], needsOneOf: ["DISPLAY", "WAYLAND_DISPLAY"] },
  darwin: { command: ["open"] },
  // The empty text is the title of a window, which `start` takes the first quoted argument for.
  win32: { command: ["cmd", "/c", "start", '""'] },
};
type Opener = { readonly command: readonly [string, ...string[]]; readonly needsOneOf?: readonly string[] };

export type OpenOptions = { readonly out?: string; readonly print?: boolean };

/** The report's path, for stdout. Writes the report first where a run has none yet; never fails for want of a browser. */
export async function open(run: string, { out, print }: OpenOptions): Promise<string> {
  const folder = folderOfRun(run, out);
  const path = join(folder, runFiles.report);
  if (!existsSync(path)) await judgeStoredRun(folder);
  if (print !== true && !(await shown(path, process.platform, process.env)))
    say("No browser could be started: open this file in one.");
  return `${path}\n`;
}

async function shown(path: string, platform: NodeJS.Platform, env: NodeJS.ProcessEnv): Promise<boolean> {
  const opener = openers[platform];
  if (opener === undefined) return false;
  const { command, needsOneOf = [] } = opener;
  if (needsOneOf.length > 0 && !needsOneOf.some((name) => env[name])) return false;
  const [program, ...args] = command;
  const child = spawn(program, [...args, path], { stdio: "ignore", detached: true });
  // It hands the file over and ends; one that stays is the browser itself.
  const ended = new Promise<boolean>((resolve) => {
    child.once("error", () => resolve(false));
    child.once("exit", (code) => resolve(code === 0));
  });
  let timer: NodeJS.Timeout | undefined;
  const patience = new Promise<boolean>((resolve) => {
    timer = setTimeout(resolve, PATIENCE_MS, true);
  });
  const answer = await Promise.race([ended, patience]);
  clearTimeout(timer);
  child.unref();
  return answer;
}

const PATIENCE_MS = 5_000;
