// The flags of `obcms-perf run` as the command line gives them, and as settings.

import { Problem } from "../problem.ts";
import { parseDuration } from "../run/duration.ts";
import type { Aim, Flags } from "../run/environment.ts";

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
  readonly warmCache?: boolean;
  readonly doctor?: string;
  readonly unmarkedTarget?: string;
  readonly flushCache?: boolean;
  readonly flushQueue?: boolean;
  readonly mended?: readonly string[];
  readonly abortOn?: readonly string[];
  readonly parity?: string;
  readonly prometheus?: string;
  readonly prometheusQuery?: string;
  readonly influxdb?: string;
  readonly otel?: string;
  readonly requireOutputs?: boolean;
  readonly fault?: readonly string[];
  readonly out?: string;
  readonly json?: boolean;
  readonly color: boolean;
};

/** The settings that flags set; throws a Problem for a value that cannot be read. */
export function flagsOf(options: RunOptions): Flags {
  return {
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
    warmCache: options.warmCache,
    doctor: options.doctor,
    unmarkedTarget: options.unmarkedTarget,
    flushCache: options.flushCache,
    flushQueue: options.flushQueue,
    mended: options.mended?.flatMap((names) => names.split(",")),
    abortOn: options.abortOn?.flatMap((ids) => ids.split(",")),
    parityFile: options.parity,
    "outputs.prometheus": options.prometheus,
    "outputs.prometheusQuery": options.prometheusQuery,
    "outputs.influxdb": options.influxdb,
    "outputs.otel": options.otel,
    "outputs.required": options.requireOutputs,
  };
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

/** The values of a flag that may be given several times. */
export const list = (value: string, before: readonly string[] = []): string[] => [...before, value];

/** Throws a Problem where faults are asked for and the target is not ours. */
export function refuseForeignFault(aim: Aim, fault: RunOptions["fault"]): void {
  if (aim.kind === "stand-in" || fault === undefined) return;
  throw new Problem({
    what: "--fault works on the embedded target only.",
    saw: "--env or --base-url chose another",
    fix: "leave one of them out",
    exit: "usage",
  });
}
