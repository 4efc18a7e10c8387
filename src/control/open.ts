// Control of one run while k6 runs: endpoint, control file, record of what was steered, and the graceful stop.
// Opened by execute.ts for every run; only profile `controlled` can be scaled and paused, all can be asked and stopped.

import { randomBytes } from "node:crypto";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { controlVariables } from "../../tests/performance/k6/catalogue/control.ts";
import { steeringFile } from "../result/run-files.ts";
import type { SteeringRecord } from "../result/steering.ts";
import { removeControlFile, writeControlFile } from "./control-file.ts";
import { steer } from "./obey.ts";
import { startControlServer } from "./server.ts";
import type { CommandName, Refusal, Status } from "./status.ts";
import { Steering } from "./steering.ts";

/** Until its operator says otherwise, a steered run sends what one virtual user sends. */
const FIRST_TARGET = 1;
const SAMPLE_MS = 1000;
/** How often it is looked whether the virtual users have parked, after a stop. */
const DRAIN_LOOK_MS = 20;

/** As far as it is of interest here; k6-process.ts reads it. */
export type Progress = {
  readonly seconds: number;
  readonly vus: number;
  readonly maxVus: number;
  readonly iterations: number;
};

export type ControlledRun = {
  readonly folder: string;
  readonly run: string;
  readonly profile: string;
  /** Virtual users of each k6 scenario where the run is steered. */
  readonly pool: number | undefined;
  readonly capVus: number;
  readonly plannedSeconds: number;
  /** How long iterations may take to end after a stop; then they are cut off. */
  readonly gracefulStopSeconds: number;
  /** Writes a file whole or not at all. */
  readonly write: (path: string, text: string) => Promise<void>;
};

export type Control = {
  /** What a steered k6 needs to find the endpoint; empty where nothing is steered. */
  readonly variables: Readonly<Record<string, string>>;
  /** Aborted when a command asked for the end and k6 is to be told: nothing is under way then. */
  readonly stopped: AbortSignal;
  /** Takes k6's own figures, once a second; gives them without parked virtual users and their questions. */
  note(progress: Progress): Progress;
  /** Ends the endpoint, removes the control file, completes the record. */
  close(): Promise<void>;
};

export async function openControl(run: ControlledRun): Promise<Control> {
  const steering = run.pool === undefined ? undefined : new Steering(run.pool, FIRST_TARGET);
  const activity: SteeringRecord["activity"] = [];
  const stopped = new AbortController();
  const closing = new AbortController();
  let progress: Progress | undefined;
  let stopping = false;
  let written: Promise<void> = Promise.resolve();

  const record = (): void => {
    if (steering === undefined) return;
    const { pool, acts } = steering;
    const text = `${JSON.stringify({ pool, acts, activity }, null, 1)}\n`;
    // A record that cannot be written is missing from the result, which is no reason to end the run.
    written = written.then(() => run.write(join(run.folder, steeringFile), text)).catch(() => {});
  };
  const sample = (): void => {
    if (steering !== undefined) activity.push({ atMs: Date.now(), active: steering.active });
  };
  const status = (): Status => ({
    run: run.run,
    profile: run.profile,
    state: stopping
      ? "stopping"
      : progress === undefined
        ? "starting"
        : steering?.paused
          ? "paused"
          : "running",
    target: steering?.target ?? null,
    pool: steering?.pool ?? null,
    active: steering?.active ?? progress?.vus ?? 0,
    elapsedSeconds: progress?.seconds ?? 0,
    plannedSeconds: run.plannedSeconds,
  });
  /** A steered run first lets its iterations end, so that no request is cut off; others are stopped as Ctrl-C does. */
  const stop = async (): Promise<void> => {
    const latest = Date.now() + run.gracefulStopSeconds * 1000;
    while (steering !== undefined && steering.active > 0 && Date.now() < latest && !closing.signal.aborted)
      await sleep(DRAIN_LOOK_MS);
    stopped.abort();
  };
  const obey = (command: CommandName, target: string | null): Status | Refusal => {
    if (command === "stop" && !stopping) {
      stopping = true;
      steering?.act("stop");
      void stop();
    }
    const refusal =
      command === "status" || command === "stop" ? undefined : steer(command, target, { ...run, steering });
    if (refusal === undefined && command !== "status") record();
    return refusal ?? status();
  };

  const token = randomBytes(32).toString("base64url");
  const server = await startControlServer({ token, steering, obey });
  await writeControlFile(run.folder, { run: run.run, url: server.url, token });
  const timer = setInterval(sample, SAMPLE_MS);
  record();
  return {
    variables:
      steering === undefined ? {} : { [controlVariables.url]: server.url, [controlVariables.token]: token },
    stopped: stopped.signal,
    note: (figures) => {
      progress = figures;
      if (steering === undefined) return figures;
      const iterations = Math.max(0, figures.iterations - steering.asked);
      return { ...figures, vus: steering.active, iterations };
    },
    close: async () => {
      clearInterval(timer);
      closing.abort();
      await server.close();
      await removeControlFile(run.folder);
      record();
      await written;
    },
  };
}
