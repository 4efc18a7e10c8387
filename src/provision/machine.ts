// Everything that finding k6 depends on, as one value, so that tests can put another machine in its place.
// Made by k6.ts, read by its ways.

import { fileURLToPath } from "node:url";
import { cacheRoot } from "../../bin/bootstrap/cache.cjs";
import { Problem } from "../problem.ts";

export type Machine = {
  env: NodeJS.ProcessEnv;
  say: (line: string) => void;
  signal: AbortSignal | undefined;
  platform: NodeJS.Platform;
  arch: string;
  cache: string;
  /** Where `v2.2.0/k6-v2.2.0-….tar.gz` and its checksums are; a mirror keeps the same names. */
  releaseUrl: string;
  /** The folder with the committed go.mod and go.sum. */
  goModule: string;
  limits: Limits;
};

/** All in ms. `connect` ends with the response's headers; `silence` is the longest wait between two pieces of a body. */
export type Limits = {
  version: number;
  connect: number;
  silence: number;
  unpack: number;
  goBuild: number;
  progress: number;
};

export type EnsureOptions = {
  env: NodeJS.ProcessEnv;
  say: (line: string) => void;
  signal?: AbortSignal;
};

export type Overrides = Partial<Omit<Machine, keyof EnsureOptions | "limits">> & { limits?: Partial<Limits> };

const limits: Limits = {
  version: 10_000,
  connect: 10_000,
  silence: 30_000,
  unpack: 60_000,
  // 90–130 s on 2 cores; an old laptop that downloads modules too may need ten times that.
  goBuild: 1_200_000,
  progress: 10_000,
};

/** This machine, with what the caller or a test replaces. */
export function describeMachine(options: EnsureOptions, overrides: Overrides): Machine {
  return {
    platform: process.platform,
    arch: process.arch,
    cache: cacheRoot(options.env, process.platform),
    releaseUrl: options.env.OBCMS_PERF_K6_RELEASE_URL || "https://github.com/grafana/k6/releases/download",
    goModule: fileURLToPath(new URL("../../tools/k6/", import.meta.url)),
    ...overrides,
    env: options.env,
    say: options.say,
    signal: options.signal,
    limits: { ...limits, ...overrides.limits },
  };
}

/** What every way throws when the caller aborts: Ctrl-C while k6 is fetched or built. */
export function interruptedProblem(): Problem {
  return new Problem({
    what: "Getting k6 was interrupted.",
    saw: "a signal, before k6 was complete; nothing half-done was kept",
    fix: "run the same command again",
    exit: "interrupted",
  });
}
