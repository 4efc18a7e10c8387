// `obcms-perf k6 …`: the pinned k6 with the caller's own arguments, environment and terminal.

import { spawn } from "node:child_process";
import { ensureK6 } from "../provision/k6.ts";
import { say } from "./terminal.ts";

/** Resolves with k6's own exit code; 128 + the signal's number is left to the shell's reading of a killed child. */
export async function passThroughToK6(args: readonly string[]): Promise<number> {
  const k6 = await ensureK6({ env: process.env, say });
  const child = spawn(k6.path, args, {
    stdio: "inherit",
    env: { K6_NO_USAGE_REPORT: "true", ...process.env },
  });
  // A terminal's Ctrl-C reaches k6 too; we only stay until it has ended.
  const wait = (): void => {};
  process.on("SIGINT", wait);
  process.on("SIGTERM", () => child.kill("SIGTERM"));
  return await new Promise((resolve, reject) => {
    child.once("error", reject);
    child.once("close", (code) => resolve(code ?? 1));
  });
}
