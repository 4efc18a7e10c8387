// The embedded target as a process of its own, so that it and the tool do not share an event loop.

import { spawn } from "node:child_process";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";
import { exitCodes } from "../exit-codes.ts";
import { Problem } from "../problem.ts";

const MAIN = fileURLToPath(new URL("../../stand-in/main.ts", import.meta.url));
const READY_TIMEOUT_MS = 30_000;

export type StandInProcess = { readonly origin: string; stop(): Promise<void> };

/** Starts it on a free loopback port with a new database, and waits until it listens. It ends with us at the latest. */
export async function startStandInProcess(faults: readonly string[]): Promise<StandInProcess> {
  const args = [
    "--disable-warning=ExperimentalWarning",
    MAIN,
    "--port",
    "0",
    "--until-stdin-ends",
    ...faults.flatMap((fault) => ["--fault", fault]),
  ];
  // Detached, so that a Ctrl-C of ours does not take the target away while k6 still finishes its iterations.
  const child = spawn(process.execPath, args, { stdio: ["pipe", "pipe", "pipe"], detached: true });
  const errors: string[] = [];
  createInterface({ input: child.stderr }).on("line", (line) => errors.push(line));
  const ended = new Promise<void>((resolve) => child.once("close", () => resolve()));
  const origin = await new Promise<string>((resolve, reject) => {
    const fail = (saw: string): void => {
      clearTimeout(timer);
      const exit = child.exitCode === exitCodes.usage.code ? "usage" : "configuration";
      const fix = "run `npx --no obcms-perf stand-in` to see it alone";
      reject(new Problem({ what: "The embedded target did not start.", saw, fix, exit }));
    };
    const timer = setTimeout(() => fail(`no answer within ${READY_TIMEOUT_MS / 1000} s`), READY_TIMEOUT_MS);
    createInterface({ input: child.stdout }).on("line", (line) => {
      clearTimeout(timer);
      resolve((JSON.parse(line) as { origin: string }).origin);
    });
    void ended.then(() => fail(errors.join("\n") || `it ended with code ${child.exitCode}`));
  });
  return {
    origin,
    stop: async () => {
      child.stdin.end();
      const timer = setTimeout(() => child.kill("SIGKILL"), 5_000);
      await ended;
      clearTimeout(timer);
    },
  };
}
