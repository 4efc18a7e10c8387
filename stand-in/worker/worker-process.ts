// Starts and stops the worker beside the web process. It never outlives it: its stdin is a pipe that ends with us.

import { spawn } from "node:child_process";
import { closeSync, openSync } from "node:fs";
import { fileURLToPath } from "node:url";

const MAIN = fileURLToPath(new URL("./main.ts", import.meta.url));
const STOP_TIMEOUT_MS = 2000;

export type WorkerOptions = {
  readonly queuePath: string;
  /** Where its log is appended. */
  readonly logPath: string;
  /** Where it acknowledges what it has received. */
  readonly webhook: string;
};

export type WorkerProcess = {
  readonly pid: number | undefined;
  isRunning(): boolean;
  /** There is something to do. */
  wake(): void;
  stop(): Promise<void>;
};

export function startWorker({ queuePath, logPath, webhook }: WorkerOptions): WorkerProcess {
  const log = openSync(logPath, "a");
  const child = spawn(
    process.execPath,
    ["--disable-warning=ExperimentalWarning", MAIN, "--queue", queuePath, "--webhook", webhook],
    { stdio: ["pipe", log, "inherit"] },
  );
  closeSync(log);
  const isRunning = (): boolean => child.exitCode === null && child.signalCode === null;
  const ended = new Promise<void>((resolve) => child.once("close", () => resolve()).once("error", resolve));
  let isStopping = false;
  void ended.then(() => {
    if (!isStopping) process.stderr.write("stand-in: the worker ended, and its queue stays as it is\n");
  });
  // It may be gone already; that is noticed by its end, not by its pipe.
  child.stdin?.on("error", () => {});
  return {
    pid: child.pid,
    isRunning,
    wake: () => void (isRunning() && child.stdin?.write("\n")),
    async stop() {
      isStopping = true;
      child.stdin?.end();
      const timer = setTimeout(() => child.kill("SIGKILL"), STOP_TIMEOUT_MS);
      await ended;
      clearTimeout(timer);
    },
  };
}
