// A real Redis for tests: a server of its own on a free loopback port, which keeps nothing.

import { execFileSync, spawn } from "node:child_process";
import { setTimeout as sleep } from "node:timers/promises";
import { freePort } from "./service.ts";

const READY_MS = 10_000;

/** The reason to skip a test that needs it, or false. With REQUIRE_SERVICES=1 its absence is an error instead. */
export function withoutRedis(): string | false {
  const missing = ["redis-server", "redis-cli", "python3"].filter((program) => !isThere(program));
  if (missing.length === 0) return false;
  const reason = `${missing.join(", ")} missing (apt-get install redis-server python3), so no real Redis was emptied`;
  if (process.env.REQUIRE_SERVICES === "1") throw new Error(`${reason}, and REQUIRE_SERVICES=1`);
  return reason;
}

export type Redis = {
  readonly port: number;
  /** What redis-cli says, without its last line break. */
  ask(database: number, ...command: readonly string[]): string;
  /** Ends the server, and starts another one on its port after a while, in which it is gone. */
  restart(whileGone?: () => Promise<void>): Promise<void>;
};

/** Ends the server whatever happens. */
export async function withRedis<T>(use: (redis: Redis) => Promise<T>): Promise<T> {
  const port = await freePort();
  const ask: Redis["ask"] = (database, ...command) =>
    execFileSync("redis-cli", ["-p", `${port}`, "-n", `${database}`, ...command], {
      encoding: "utf8",
      stdio: ["ignore", "pipe", "ignore"],
    }).trimEnd();
  const start = async (): Promise<() => Promise<void>> => {
    const args = ["--port", `${port}`, "--bind", "127.0.0.1", "--save", "", "--appendonly", "no"];
    const server = spawn("redis-server", args, { stdio: "ignore" });
    const ended = new Promise<void>((resolve) => server.once("close", () => resolve()));
    const stop = async (): Promise<void> => {
      server.kill("SIGTERM");
      await ended;
    };
    for (const latest = Date.now() + READY_MS; !answers(ask); ) {
      if (Date.now() > latest) {
        await stop();
        throw new Error("redis-server does not answer");
      }
      await sleep(50);
    }
    return stop;
  };
  let stop = await start();
  const restart: Redis["restart"] = async (whileGone = async () => {}) => {
    await stop();
    try {
      await whileGone();
    } finally {
      stop = await start();
    }
  };
  try {
    return await use({ port, ask, restart });
  } finally {
    await stop();
  }
}

function answers(ask: Redis["ask"]): boolean {
  try {
    return ask(0, "ping") === "PONG";
  } catch {
    return false;
  }
}

function isThere(program: string): boolean {
  try {
    execFileSync(program, ["--version"], { stdio: "ignore" });
    return true;
  } catch {
    return false;
  }
}
