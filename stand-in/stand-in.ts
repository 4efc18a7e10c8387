// Starts and stops the stand-in: a database, filled, and a server on loopback that answers the catalogue as OBCMS does.

import { randomBytes } from "node:crypto";
import { existsSync } from "node:fs";
import type { Server } from "node:http";
import type { AddressInfo } from "node:net";
import { Problem } from "../src/problem.ts";
import { createCache } from "./cache.ts";
import { createDatabase } from "./database.ts";
import { createSwitchboard } from "./faults/switchboard.ts";
import type { Services } from "./http/call.ts";
import { createStandInServer } from "./http/server.ts";
import type { ThrottleMode } from "./http/throttles.ts";
import { createMetrics } from "./observe/metrics.ts";
import type { ServerTiming } from "./observe/server-timing.ts";
import { type Quirks, usualQuirks } from "./quirks/table.ts";
import { seedDatabase } from "./seed/seed.ts";
import { createStorage } from "./storage.ts";
import { acknowledgementPath } from "./worker/probe.ts";
import { openQueue } from "./worker/queue.ts";
import { startWorker, type WorkerProcess } from "./worker/worker-process.ts";

export type StandInOptions = {
  /** 0: any free port. */
  readonly port: number;
  /**
   * A file that is not there yet; the caller removes it after `close`, with its -wal and -shm, and what the worker keeps
   * beside it: the queue (`….queue`) and its log (`….celery.log`). Uploads lie beside it too (`….uploads`), and go by themselves.
   */
  readonly databasePath: string;
  readonly seed: number;
  /** 1: production-like; see SeedOptions. */
  readonly scale: number;
  /** `NAME[=VALUE][@SELECTOR]`, see faults/table.ts. */
  readonly faults: readonly string[];
  /** Throttles of the REST API; `off` unless given, so that a run of the suite meets none. */
  readonly throttles?: ThrottleMode;
  /** See quirks/table.ts; the usual ones unless given. */
  readonly quirks?: Quirks;
  /** Who gets the header Server-Timing; nobody unless given. */
  readonly serverTiming?: ServerTiming;
  /** Milliseconds since 1970, for what ends in time. The machine's clock, unless a test lets time pass. */
  readonly clock?: () => number;
};

export type StandIn = {
  readonly origin: string;
  readonly workerPid: number | undefined;
  close(): Promise<void>;
};

/** Only this machine: the demo password is public. */
const HOST = "127.0.0.1";

/** Throws a Problem: `usage` for a wrong fault, `configuration` for a taken port or an existing database. */
export async function startStandIn(options: StandInOptions): Promise<StandIn> {
  const switchboard = createSwitchboard(options.seed, options.faults);
  if (existsSync(options.databasePath)) {
    throw new Problem({
      what: `The stand-in's database ${options.databasePath} exists already.`,
      saw: "it fills a new file at each start, and this one may be somebody's",
      fix: "name another file, or remove this one",
      exit: "configuration",
    });
  }
  const database = createDatabase(options.databasePath);
  const storage = createStorage(`${options.databasePath}.uploads`);
  const queue = openQueue(`${options.databasePath}.queue`);
  let worker: WorkerProcess | undefined;
  const stopped = new AbortController();
  const { throttles = "off", quirks = usualQuirks, clock = Date.now } = options;
  const services: Services = {
    database,
    secret: randomBytes(32),
    cache: createCache(clock),
    clock,
    throttles,
    quirks,
    metrics: createMetrics(),
    storage,
    enqueue(task, treatment) {
      const id = queue.enqueue(task, treatment);
      worker?.wake();
      return id;
    },
  };
  const server = createStandInServer({
    services,
    switchboard,
    serverTiming: options.serverTiming ?? "off",
    background: { queue, worker: () => worker, storage, database },
    stopped: stopped.signal,
  });
  try {
    seedDatabase(database, {
      seed: options.seed,
      scale: options.scale,
      today: new Date().toISOString().slice(0, 10),
    });
    await listen(server, options.port);
  } catch (error) {
    database.close();
    queue.close();
    storage.remove();
    throw error;
  }
  const { port } = server.address() as AddressInfo;
  const origin = `http://${HOST}:${port}`;
  worker = startWorker({
    queuePath: `${options.databasePath}.queue`,
    logPath: `${options.databasePath}.celery.log`,
    webhook: origin + acknowledgementPath,
  });
  return {
    origin,
    workerPid: worker.pid,
    async close() {
      stopped.abort();
      const closed = new Promise<void>((resolve) => server.close(() => resolve()));
      // Hung and idle connections would hold the server open for minutes.
      server.closeAllConnections();
      await closed;
      await worker?.stop();
      queue.close();
      storage.remove();
      database.close();
    },
  };
}

function listen(server: Server, port: number): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once("error", (cause: NodeJS.ErrnoException) =>
      reject(cause.code === "EADDRINUSE" ? portTaken(port, cause) : cause),
    );
    server.listen(port, HOST, resolve);
  });
}

function portTaken(port: number, cause: Error): Problem {
  return new Problem({
    what: `Port ${port} is taken, so the stand-in cannot listen on it.`,
    saw: `another process listens on ${HOST}:${port}`,
    fix: "choose another port with --port, or --port 0 for any free one",
    exit: "configuration",
    cause,
  });
}
