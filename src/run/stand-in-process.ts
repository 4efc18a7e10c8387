// The embedded target as a process of its own, so that it and the tool do not share an event loop.

import { spawn } from "node:child_process";
import { rm } from "node:fs/promises";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { setTimeout as sleep } from "node:timers/promises";
import { fileURLToPath } from "node:url";
import { databaseFileName } from "../../stand-in/defaults.ts";
import { Problem } from "../problem.ts";

const MAIN = fileURLToPath(new URL("../../stand-in/main.ts", import.meta.url));
const READY_TIMEOUT_MS = 30_000;
const STOP_TIMEOUT_MS = 5_000;

export type StandInProcess = {
  readonly origin: string;
  /** The file of its database, which others may read. */
  readonly databaseFile: string;
  readonly pid: number | undefined;
  /** A sentence when it has ended without having been told to. */
  lost(): string | undefined;
  stop(): Promise<void>;
};

/** Starts it on a free loopback port with a new database, and waits until it listens. It ends with us at the latest. */
export async function startStandInProcess(faults: readonly string[]): Promise<StandInProcess> {
  const args = [
    "--disable-warning=ExperimentalWarning",
    MAIN,
    "--port",
    "0",
    "--until-stdin-ends",
    // As the overlay does on OBCMS: without it the budgets on the target's own figures would have no data.
    "--server-timing",
    "all",
    ...faults.flatMap((fault) => ["--fault", fault]),
  ];
  // Detached, so that a Ctrl-C of ours does not take the target away while k6 still finishes its iterations.
  const child = spawn(process.execPath, args, { stdio: ["pipe", "pipe", "pipe"], detached: true });
  const errors: string[] = [];
  createInterface({ input: child.stderr }).on("line", (line) => errors.push(line));
  const ended = new Promise<void>((resolve) => child.once("close", () => resolve()));
  // It may be gone already; that is noticed by its end, not by its pipe.
  child.stdin.on("error", () => {});
  const lost = (): string | undefined => {
    const { exitCode, signalCode } = child;
    if (exitCode === null && signalCode === null) return undefined;
    return `the embedded target ended during the run (${signalCode ?? `code ${exitCode}`})`;
  };
  const stop = async (): Promise<void> => {
    child.stdin.end();
    const timer = setTimeout(() => child.kill("SIGKILL"), STOP_TIMEOUT_MS);
    await ended;
    clearTimeout(timer);
  };
  const listening = new Promise<string>((resolve) =>
    createInterface({ input: child.stdout }).once("line", resolve),
  );
  const outcome = await Promise.race([listening, ended, sleep(READY_TIMEOUT_MS, undefined, { ref: false })]);
  if (typeof outcome === "string") {
    const { origin, folder } = JSON.parse(outcome) as { origin: string; folder: string };
    const stopAndClear = async (): Promise<void> => {
      await stop();
      // It removes its database itself, unless it was killed.
      await rm(folder, { recursive: true, force: true });
    };
    return { origin, databaseFile: join(folder, databaseFileName), pid: child.pid, lost, stop: stopAndClear };
  }
  const { exitCode } = child;
  await stop();
  throw new Problem({
    what: "The embedded target did not start.",
    saw:
      errors.join("\n") ||
      (exitCode === null
        ? `no answer within ${READY_TIMEOUT_MS / 1000} s`
        : `it ended with code ${exitCode}`),
    fix: "run `npx --no obcms-perf stand-in` to see it alone",
    exit: "configuration",
  });
}
