// Runs the k6 binary: `inspect` for what a script would do, `run` for doing it. Every call has a time-out, because some
// TypeScript makes k6 2.2 hang for ever at full CPU (decorators, using, for await, accessor, import attributes).

import { type ChildProcess, spawn } from "node:child_process";
import { createWriteStream } from "node:fs";
import { createInterface } from "node:readline";
import { finished } from "node:stream/promises";
import { z } from "zod";
import { messageOf, Problem } from "../problem.ts";
import type { ProcessRecord } from "../result/k6-process-record.ts";
import { watchProcess } from "./k6-vitals.ts";

const INSPECT_TIMEOUT_MS = 30_000;
/** Set-up, teardown, summary and the writing of samples come on top of what k6 states as its longest duration. */
const RUN_MARGIN_MS = 150_000;

/** All that is needed of k6's answer: the longest duration, graceful stop included, as `5m30s`. */
const inspection = z.object({ totalDuration: z.string() });

/** What k6 would run, without sending anything. A script error is a Problem with k6's own words. */
export async function inspectSuite(
  k6: string,
  script: string,
  env: NodeJS.ProcessEnv,
  timeoutMs = INSPECT_TIMEOUT_MS,
): Promise<z.infer<typeof inspection>> {
  const child = spawn(k6, ["inspect", "--execution-requirements", "--include-system-env-vars", script], {
    env,
    stdio: ["ignore", "pipe", "pipe"],
  });
  const timer = setTimeout(() => child.kill("SIGKILL"), timeoutMs);
  const [out, err, code] = await Promise.all([textOf(child.stdout), textOf(child.stderr), exitOf(child)]);
  clearTimeout(timer);
  if (code.signal === "SIGKILL") {
    throw new Problem({
      what: `k6 did not read ${script} within ${timeoutMs / 1000} s.`,
      saw: "some TypeScript syntax makes k6 2.2 hang: decorators, using, for await, accessor, import attributes",
      fix: "run `npm run check`: its lint names the line",
      exit: "script",
    });
  }
  if (code.code !== 0) {
    throw new Problem({
      what: "k6 cannot run the suite.",
      saw: scriptError(err),
      fix: "correct what it names and try again",
      exit: code.code === 107 ? "script" : "configuration",
    });
  }
  return inspection.parse(JSON.parse(out));
}

export type Progress = {
  readonly seconds: number;
  readonly vus: number;
  readonly maxVus: number;
  readonly iterations: number;
};

export type K6Run = {
  readonly k6: string;
  readonly script: string;
  readonly env: NodeJS.ProcessEnv;
  readonly samplesFile: string;
  /** Stores beside that file, for `--out`. */
  readonly outs?: readonly string[];
  readonly summaryFile: string;
  readonly logFile: string;
  /** k6's longest duration, seconds. */
  readonly plannedSeconds: number;
  /** Replaced by `***` wherever they would appear in the log. */
  readonly secrets: readonly string[];
  /** With the id of k6's process. */
  readonly onStart?: (pid: number) => void;
  readonly onProgress: (progress: Progress) => void;
  readonly stop: StopSignals;
};

/** `gracefully`: k6 finishes its iterations, tears down and writes its summary. `now`: it is killed. */
export type StopSignals = { readonly gracefully: AbortSignal; readonly now: AbortSignal };

export type K6Exit = {
  readonly code: number | null;
  readonly signal: NodeJS.Signals | null;
  readonly timedOut: boolean;
  /** A crossed threshold with abortOnFail ended it before its planned end; its exit code is 99 as without. */
  readonly aborted: boolean;
  readonly record: ProcessRecord;
  /** What of its files could not be written, in sentences. */
  readonly defects: readonly string[];
};

/** k6 2.2, internal/metrics/engine/engine.go. */
const ABORTED = /at least one has abortOnFail enabled, stopping test prematurely/;

/** Resolves when k6 has ended and its log is written. Never rejects for what k6 does. */
export async function runK6(run: K6Run): Promise<K6Exit> {
  const args = [
    "run",
    "--no-color",
    "--out",
    `json=${run.samplesFile}`,
    ...(run.outs ?? []).flatMap((out) => ["--out", out]),
    "--summary-export",
    run.summaryFile,
    run.script,
  ];
  // A group of its own: a terminal's Ctrl-C would reach k6 directly, and a second signal makes it drop its summary.
  const child = spawn(run.k6, args, { env: run.env, stdio: ["ignore", "pipe", "pipe"], detached: true });
  const endWatch = watchProcess(child.pid ?? 0);
  if (child.pid !== undefined) run.onStart?.(child.pid);
  let timedOut = false;
  const timer = setTimeout(
    () => {
      timedOut = true;
      child.kill("SIGKILL");
    },
    run.plannedSeconds * 1000 + RUN_MARGIN_MS,
  );
  const stop = (): void => void child.kill("SIGINT");
  const kill = (): void => void child.kill("SIGKILL");
  if (run.stop.gracefully.aborted) stop();
  run.stop.gracefully.addEventListener("abort", stop, { once: true });
  run.stop.now.addEventListener("abort", kill, { once: true });
  process.once("exit", kill);
  createInterface({ input: child.stdout }).on("line", (line) => {
    const progress = parseProgress(line);
    if (progress !== undefined) run.onProgress(progress);
  });
  const log = createWriteStream(run.logFile);
  let aborted = false;
  const logWritten = finished(log).then(
    () => [],
    (error: unknown) => [`the log could not be written: ${messageOf(error)}`],
  );
  createInterface({ input: child.stderr }).on("line", (line) => {
    if (ABORTED.test(line)) aborted = true;
    log.write(`${redact(line, run.secrets)}\n`);
  });
  const exit = await exitOf(child);
  const record = endWatch();
  clearTimeout(timer);
  run.stop.gracefully.removeEventListener("abort", stop);
  run.stop.now.removeEventListener("abort", kill);
  process.removeListener("exit", kill);
  log.end();
  return { ...exit, timedOut, aborted, record, defects: await logWritten };
}

/** `running (03.0s), 2/2 VUs, 7 complete and 0 interrupted iterations`, which k6 prints each second without a terminal. */
export function parseProgress(line: string): Progress | undefined {
  const match = /^running \((?:(\d+)h)?(?:(\d+)m)?([\d.]+)s\), (\d+)\/(\d+) VUs, (\d+) complete/.exec(line);
  if (match === null) return undefined;
  const [hours, minutes, seconds, vus, maxVus, iterations] = match.slice(1).map((part) => Number(part ?? 0));
  return {
    seconds: (hours ?? 0) * 3600 + (minutes ?? 0) * 60 + (seconds ?? 0),
    vus: vus ?? 0,
    maxVus: maxVus ?? 0,
    iterations: iterations ?? 0,
  };
}

export function redact(text: string, secrets: readonly string[]): string {
  return secrets.reduce(
    (redacted, secret) => (secret === "" ? redacted : redacted.replaceAll(secret, "***")),
    text,
  );
}

/** The message of k6's last error line, without its time stamp and Go stack. */
function scriptError(log: string): string {
  const messages = [...log.matchAll(/level=error msg=("(?:[^"\\]|\\.)*")/g)].map((match) =>
    String(JSON.parse(match[1] ?? '""')),
  );
  const message = messages.at(-1) ?? log;
  return message.split("\n\tat ")[0]?.replace(/^\w*Error: /, "") ?? message;
}

function exitOf(child: ChildProcess): Promise<{ code: number | null; signal: NodeJS.Signals | null }> {
  return new Promise((resolve, reject) => {
    child.once("error", reject);
    child.once("close", (code, signal) => resolve({ code, signal }));
  });
}

async function textOf(stream: NodeJS.ReadableStream): Promise<string> {
  let text = "";
  for await (const chunk of stream) text += String(chunk);
  return text;
}
