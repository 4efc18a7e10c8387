// A server program for tests: on free loopback ports, in a folder that goes with it. prometheus.ts and influxdb.ts use it.

import { spawn } from "node:child_process";
import { existsSync, mkdtempSync, rmSync } from "node:fs";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { delimiter, join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";

const READY_MS = 20_000;

/** The reason to skip a test that needs these programs, or false. With REQUIRE_SERVICES=1 their absence is an error. */
export function withoutPrograms(programs: readonly string[], packages: string, so: string): string | false {
  const folders = (process.env.PATH ?? "").split(delimiter);
  const missing = programs.filter((name) => !folders.some((folder) => existsSync(join(folder, name))));
  if (missing.length === 0) return false;
  const reason = `${missing.join(", ")} missing (apt-get install ${packages}), so ${so}`;
  if (process.env.REQUIRE_SERVICES === "1") throw new Error(`${reason}, and REQUIRE_SERVICES=1`);
  return reason;
}

export type Service = {
  readonly pid: number;
  /** Ends it at once, as a crash would; resolves when it is gone. Its folder stays until `stop`. */
  kill(): Promise<void>;
  /** Ends it and takes its folder away. */
  stop(): Promise<void>;
};

/** `prepare` writes its files into the empty folder and says how it is called. Resolves when `readyUrl` answers 2xx. */
export async function startService(
  program: string,
  readyUrl: string,
  prepare: (folder: string) => readonly string[],
): Promise<Service> {
  const folder = mkdtempSync(join(tmpdir(), `obcms-perf-${program}-`));
  const child = spawn(program, [...prepare(folder)], { cwd: folder, stdio: ["ignore", "ignore", "pipe"] });
  let said = "";
  child.stderr.on("data", (chunk: Buffer) => {
    said = (said + chunk.toString()).slice(-4000);
  });
  const ended = new Promise<void>((resolve) => {
    child.once("close", () => resolve());
    child.once("error", () => resolve());
  });
  const end = async (signal: NodeJS.Signals): Promise<void> => {
    child.kill(signal);
    await ended;
  };
  const stop = async (): Promise<void> => {
    await end("SIGTERM");
    rmSync(folder, { recursive: true, force: true });
  };
  try {
    for (const latest = Date.now() + READY_MS; !(await answers(readyUrl)); ) {
      if (Date.now() > latest || child.exitCode !== null)
        throw new Error(`${program} does not answer at ${readyUrl}: ${said}`);
      await sleep(50);
    }
  } catch (error) {
    await stop();
    throw error;
  }
  return { pid: child.pid ?? 0, kill: () => end("SIGKILL"), stop };
}

export async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const address = server.address();
  await new Promise((resolve) => server.close(resolve));
  return typeof address === "object" && address !== null ? address.port : 0;
}

async function answers(url: string): Promise<boolean> {
  try {
    const answer = await fetch(url, { signal: AbortSignal.timeout(1_000) });
    await answer.arrayBuffer();
    return answer.ok;
  } catch {
    return false;
  }
}
