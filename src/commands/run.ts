// `obcms-perf run`: load-tests a target to a verdict and a report. Bare, it starts the embedded target itself.

import { join } from "node:path";
import { defaultSeed } from "../../stand-in/defaults.ts";
import { parseFaults } from "../../stand-in/faults/grammar.ts";
import { exitCodes } from "../exit-codes.ts";
import { Problem } from "../problem.ts";
import { ensureK6 } from "../provision/k6.ts";
import { renderText } from "../report/text.ts";
import { runFiles } from "../result/run-files.ts";
import { parseDuration } from "../run/duration.ts";
import { type Aim, aimOf, externalSettings, type Flags, standInSettings } from "../run/environment.ts";
import { executeRun, type Run } from "../run/execute.ts";
import type { StopSignals } from "../run/k6-process.ts";
import { toJson } from "../run/run-folder.ts";
import { startStandInProcess } from "../run/stand-in-process.ts";
import { runsFolder } from "../run/suite.ts";
import { exitCodeOf } from "../verdict/exit.ts";
import { writeReport } from "./report.ts";
import { progressPrinter, say, terminalWidth, wantsColor } from "./terminal.ts";

export type RunOptions = {
  readonly env?: string;
  readonly baseUrl?: string;
  readonly profile?: string;
  readonly scenario?: readonly string[];
  readonly duration?: string;
  readonly vus?: string;
  readonly rate?: string;
  readonly build?: string;
  readonly thinkTime?: string;
  readonly requestTimeout?: string;
  readonly gracefulStop?: string;
  readonly allowResidue?: boolean;
  readonly fault?: readonly string[];
  readonly out?: string;
  readonly json?: boolean;
  readonly color: boolean;
};

/** Resolves with the exit code of the verdict. */
export async function run(options: RunOptions, command: string): Promise<number> {
  const aim = aimOf(options.env, options.baseUrl, process.env);
  const flags = flagsOf(options);
  if (aim.kind === "external" && options.fault !== undefined) {
    throw new Problem({
      what: "--fault works on the embedded target only.",
      saw: "--env or --base-url chose another",
      fix: "leave one of them out",
      exit: "usage",
    });
  }
  // Refused before a k6 is looked for, let alone built.
  parseFaults(options.fault ?? [], defaultSeed);
  const interrupt = listenForInterrupt();
  try {
    const finished = await runAimed(aim, flags, options, command, interrupt.stop);
    const reportPath = await writeReport(finished.folder);
    const { result, verdict } = finished;
    if (options.json) process.stdout.write(toJson({ folder: finished.folder, report: reportPath, verdict }));
    else {
      const color = wantsColor(process.stdout, options.color);
      process.stdout.write(
        `${renderText({ result, verdict, reportPath, color, width: terminalWidth(process.stdout) })}\n`,
      );
    }
    return exitCodeOf(result, verdict);
  } finally {
    interrupt.forget();
  }
}

async function runAimed(
  aim: Aim,
  flags: Flags,
  options: RunOptions,
  command: string,
  stop: StopSignals,
): Promise<Run> {
  // An environment file with an error in it should be known before a k6 is built for minutes.
  const external = aim.kind === "external" ? await externalSettings(aim.file, flags, process.env) : undefined;
  const k6 = await ensureK6({ env: process.env, say, signal: stop.gracefully });
  const printer = progressPrinter();
  const common = {
    k6,
    runsFolder: options.out ?? runsFolder,
    command,
    stop,
    onProgress: printer.show,
  };
  try {
    if (external !== undefined) {
      return await executeRun({ ...common, settings: external, target: { kind: "external", faults: [] } });
    }
    return await runEmbedded(aim, flags, options.fault ?? [], common);
  } finally {
    printer.end();
  }
}

async function runEmbedded(
  aim: Aim,
  flags: Flags,
  faults: readonly string[],
  common: Omit<Parameters<typeof executeRun>[0], "settings" | "target">,
): Promise<Run> {
  if (aim.kind === "stand-in" && aim.ignoredVariables.length > 0) {
    say(
      `The embedded target is used: ${aim.ignoredVariables.join(", ")} ignored. Give --env or --base-url for another.`,
    );
  }
  const standIn = await startStandInProcess(faults);
  try {
    say(
      `Embedded target at ${standIn.origin}, freshly seeded${faults.length > 0 ? `, with faults: ${faults.join(", ")}` : ""}.`,
    );
    return await executeRun({
      ...common,
      settings: standInSettings(standIn.origin, flags),
      target: { kind: "stand-in", faults },
    });
  } finally {
    await standIn.stop();
  }
}

/** A signal to the whole process group can arrive twice, from the group and passed on by our parent. */
const SAME_SIGNAL_MS = 500;

/** First Ctrl-C, SIGTERM or closed terminal: k6 ends gracefully and the folder is completed. Second: k6 is killed. */
function listenForInterrupt(): { stop: StopSignals; forget(): void } {
  const gracefully = new AbortController();
  const now = new AbortController();
  let first: number | undefined;
  const onSignal = (): void => {
    if (first === undefined) {
      first = Date.now();
      say("\nStopping: k6 ends its iterations and writes what it has. Once more to kill it.");
      gracefully.abort();
    } else if (Date.now() - first > SAME_SIGNAL_MS) now.abort();
  };
  const signals = ["SIGINT", "SIGTERM", "SIGHUP"] as const;
  for (const signal of signals) process.on(signal, onSignal);
  return {
    stop: { gracefully: gracefully.signal, now: now.signal },
    forget: () => {
      for (const signal of signals) process.removeListener(signal, onSignal);
    },
  };
}

function flagsOf(options: RunOptions): Flags {
  const given: Flags = {
    baseUrl: options.baseUrl,
    profile: options.profile,
    scenarios: options.scenario?.flatMap((names) => names.split(",")),
    durationSeconds: options.duration === undefined ? undefined : durationFlag(options.duration),
    vus: numberFlag("--vus", options.vus),
    rate: numberFlag("--rate", options.rate),
    build: options.build,
    thinkTimeScale: numberFlag("--think-time", options.thinkTime),
    requestTimeoutSeconds:
      options.requestTimeout === undefined ? undefined : durationFlag(options.requestTimeout),
    gracefulStopSeconds: options.gracefulStop === undefined ? undefined : durationFlag(options.gracefulStop),
    allowResidue: options.allowResidue,
  };
  return given;
}

function durationFlag(text: string): number {
  const seconds = parseDuration(text);
  if (seconds !== undefined && seconds > 0) return seconds;
  throw new Problem({
    what: `${JSON.stringify(text)} is not a duration.`,
    saw: "a duration has its unit: ms, s, m or h",
    fix: "write 30s, 5m or 1h30m",
    exit: "usage",
  });
}

function numberFlag(name: string, text: string | undefined): number | undefined {
  if (text === undefined) return undefined;
  const value = Number(text);
  if (text.trim() !== "" && Number.isFinite(value) && value >= 0) return value;
  throw new Problem({
    what: `${name} ${JSON.stringify(text)} is not a number from 0 up.`,
    saw: text,
    fix: `write for example ${name} 10`,
    exit: "usage",
  });
}

export const runHelp = `
Examples:
  $ npm start                                             the embedded target, smoke profile
  $ npm start -- --env staging --profile baseline         env.staging.json beside the suite
  $ npm start -- --env ./my.json --scenario api_crud --duration 30s
  $ npm start -- --fault delay=800@read                   watch a read budget break

Exit codes:
${Object.values(exitCodes)
  .map(({ code, means }) => `  ${String(code).padStart(3)}  ${means}`)
  .join("\n")}

A run folder (${join("reports", "performance", "runs", "<id>")}) holds ${Object.values(runFiles).join(", ")}.`;
