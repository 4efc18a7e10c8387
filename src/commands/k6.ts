// `obcms-perf k6 …`: the pinned k6 with the caller's own arguments, environment and terminal.

import { spawn } from "node:child_process";
import { ensureK6 } from "../provision/k6.ts";
import { inForeground } from "./foreground.ts";
import { say } from "./terminal.ts";

/** Resolves with k6's own exit code. */
export async function passThroughToK6(args: readonly string[]): Promise<number> {
  const { path } = await ensureK6({ env: process.env, say });
  const env = { K6_NO_USAGE_REPORT: "true", ...process.env };
  return await inForeground(spawn(path, args, { stdio: "inherit", env }));
}
