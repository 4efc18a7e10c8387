// Which k6 versions the suite may run on, and what a given binary answers. Called by each way of k6.ts.

import { execFile } from "node:child_process";

/** `^2.2.0`: `externally-controlled` is gone since 2.0, and 2.2.0 is what docs and tests were measured with. */
export const k6Pin = { range: "^2.2.0", lowest: [2, 2, 0], below: [3, 0, 0], release: "2.2.0" } as const;

export type K6Answer =
  | { state: "fits"; version: string }
  | { state: "wrong_version"; version: string; saw: string }
  | { state: "silent"; saw: string };

/** Runs `<path> version --json`; never throws for what the binary does, and never waits longer than `timeoutMs`. */
export function askVersion(
  path: string,
  limits: { timeoutMs: number; env: NodeJS.ProcessEnv; signal?: AbortSignal | undefined },
): Promise<K6Answer> {
  const options = {
    env: limits.env,
    timeout: limits.timeoutMs,
    killSignal: "SIGKILL",
    encoding: "utf8",
    ...(limits.signal === undefined ? {} : { signal: limits.signal }),
  } as const;
  return new Promise((resolve) => {
    execFile(path, ["version", "--json"], options, (error, stdout, stderr) => {
      if (error) resolve({ state: "silent", saw: whyFailed(error, stderr, limits.timeoutMs) });
      else resolve(judge(stdout));
    });
  });
}

/** True for a release within the pin; a pre-release such as 2.3.0-rc1 is not one. */
export function satisfiesPin(version: string): boolean {
  const parts = /^(\d+)\.(\d+)\.(\d+)(\+.*)?$/.exec(version)?.slice(1, 4).map(Number);
  return parts !== undefined && compare(parts, k6Pin.lowest) >= 0 && compare(parts, k6Pin.below) < 0;
}

function judge(stdout: string): K6Answer {
  const version = parseVersion(stdout);
  if (version === undefined)
    return { state: "silent", saw: `printed ${JSON.stringify(stdout.slice(0, 200))}` };
  if (satisfiesPin(version)) return { state: "fits", version };
  return { state: "wrong_version", version, saw: `is k6 ${version}, needed is ${k6Pin.range}` };
}

/** k6 2.2.0 prints `{"go_arch":"amd64","go_os":"linux","go_version":"go1.26.8","version":"v2.2.0"}`. */
function parseVersion(stdout: string): string | undefined {
  try {
    const answer: unknown = JSON.parse(stdout);
    if (typeof answer !== "object" || answer === null || !("version" in answer)) return undefined;
    return typeof answer.version === "string" ? answer.version.replace(/^v/, "") : undefined;
  } catch {
    return undefined;
  }
}

function whyFailed(
  error: Error & { killed?: boolean; code?: unknown },
  stderr: string,
  timeoutMs: number,
): string {
  if (error.killed === true) return `did not answer \`version --json\` within ${timeoutMs / 1000} s`;
  if (typeof error.code === "number") {
    return `\`version --json\` ended with ${error.code}: ${stderr.trim().slice(0, 300)}`;
  }
  return `could not be run: ${error.message}`;
}

function compare(left: readonly number[], right: readonly number[]): number {
  const index = right.findIndex((part, position) => part !== left[position]);
  return index === -1 ? 0 : (left[index] ?? 0) - (right[index] ?? 0);
}
