// Waits for a child that has the user's terminal: it gets the terminal's Ctrl-C itself, we only stay until it has ended.

import type { ChildProcess } from "node:child_process";

/** Resolves with the child's exit code, 1 when a signal killed it; rejects when it could not be started. */
export async function inForeground(child: ChildProcess): Promise<number> {
  const stay = (): void => {};
  const passOn = (): void => void child.kill("SIGTERM");
  process.on("SIGINT", stay);
  process.on("SIGTERM", passOn);
  try {
    return await new Promise((resolve, reject) => {
      child.once("error", reject);
      child.once("close", (code) => resolve(code ?? 1));
    });
  } finally {
    process.removeListener("SIGINT", stay);
    process.removeListener("SIGTERM", passOn);
  }
}
