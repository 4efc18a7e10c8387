// A connection to a Redis of the target, for a whole run: it comes back by itself after it broke, and no error of it holds a
// password. Used by the probes of Redis and Celery.

import { createClient } from "@redis/client";
import { messageOf } from "../../problem.ts";
import { within } from "../within.ts";

const CONNECT_MS = 2_000;
const ANSWER_MS = 2_000;
const AGAIN_AFTER_MS = 250;
/** More than any look sends: what a server that hangs leaves waiting does not grow. */
const MOST_WAITING = 200;

export type RedisConnection = {
  /** `127.0.0.1:6379/0`: nothing of a user or a password. */
  readonly where: string;
  /** Commands that were sent so far, by the name that INFO commandstats has for them. */
  readonly sent: ReadonlyMap<string, number>;
  /**
   * Sends commands as one transaction, MULTI to EXEC; resolves with their replies. Throws where the server is not there, does
   * not answer within 2 s, or refuses one of them.
   */
  atOnce(commands: readonly (readonly string[])[]): Promise<unknown[]>;
  /** Hears all messages on channels of these patterns, also after the connection broke; see `interruption`. */
  listen(patterns: readonly string[], hear: (message: string, channel: string) => void): Promise<void>;
  /** Why nothing was heard for a while since this was asked last, or undefined. */
  interruption(): string | undefined;
  close(): void;
};

/** `asked`: the setting that names it. Throws where it cannot be reached, or the password is wrong. */
export async function connectRedis(url: string, asked: string): Promise<RedisConnection> {
  const { where, database } = addressOf(url, asked);
  const sent = new Map<string, number>();
  let isConnected = false;
  let broke: string | undefined;
  const client = createClient({
    url,
    RESP: 2,
    database,
    name: "obcms-perf",
    disableOfflineQueue: true,
    commandsQueueMaxLength: MOST_WAITING,
    socket: {
      connectTimeout: CONNECT_MS,
      // The first time is a question of its own: whoever asked is told at once.
      reconnectStrategy: (_, cause) => (isConnected ? AGAIN_AFTER_MS : cause),
    },
  });
  client.on("error", (error: unknown) => {
    broke = messageOf(error);
  });
  try {
    await within(ANSWER_MS, client.connect());
    isConnected = true;
    broke = undefined;
  } catch (error) {
    client.destroy();
    throw new Error(
      `${asked}: no Redis at ${where}: ${messageOf(error)}; start it, or correct the address and its password`,
    );
  }
  const failed = (error: unknown): Error => new Error(`Redis at ${where}: ${reasonOf(error)}`);
  return {
    where,
    sent,
    async atOnce(commands) {
      const multi = client.multi();
      for (const command of commands) multi.addCommand([...command]);
      for (const name of ["multi", ...commands.map(([name = ""]) => name.toLowerCase()), "exec"])
        sent.set(name, (sent.get(name) ?? 0) + 1);
      try {
        return (await within(ANSWER_MS, multi.exec())) as unknown[];
      } catch (error) {
        throw failed(error);
      }
    },
    async listen(patterns, hear) {
      await within(ANSWER_MS, client.pSubscribe([...patterns], hear)).catch((error: unknown) => {
        throw failed(error);
      });
    },
    interruption() {
      const why = client.isReady ? broke : (broke ?? "it is not connected");
      if (client.isReady) broke = undefined;
      return why === undefined ? undefined : `Redis at ${where}: ${why}`;
    },
    close: () => client.destroy(),
  };
}

function addressOf(url: string, asked: string): { where: string; database: number } {
  const parts = URL.canParse(url) ? new URL(url) : undefined;
  const database = Number(parts?.pathname.slice(1) || "0");
  if (parts === undefined || !/^rediss?:$/.test(parts.protocol) || !Number.isSafeInteger(database))
    throw new Error(`${asked} is no address of a Redis; redis://127.0.0.1:6379/0 is one`);
  return { where: `${parts.hostname}:${parts.port || 6379}/${database}`, database };
}

/** A transaction of which one command was refused says only how many were. */
function reasonOf(error: unknown): string {
  const { replies } = error as { replies?: readonly unknown[] };
  const refused = replies?.find((reply) => reply instanceof Error);
  return messageOf(refused ?? error);
}
