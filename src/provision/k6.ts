// Makes sure that a k6 within the pin is there, whatever the machine has, and says where it came from.
// Called by every command that runs k6. The order of the ways is the order of the table.

import { existsSync } from "node:fs";
import { resolve } from "node:path";
import { withLock } from "../../bin/bootstrap/lock.cjs";
import { Problem } from "../problem.ts";
import { cachedK6 } from "./cache.ts";
import { fromGo } from "./go-build.ts";
import { askVersion, k6Pin } from "./k6-version.ts";
import {
  describeMachine,
  type EnsureOptions,
  interruptedProblem,
  type Machine,
  type Overrides,
} from "./machine.ts";
import { installRemedy } from "./platform.ts";
import { fromRelease } from "./release.ts";
import { findOnPath } from "./search-path.ts";
import type { WayOutcome } from "./way.ts";

export type K6 = { path: string; version: string; from: "K6_BIN" | "PATH" | "cache" | "release" | "go" };

type Way = { from: K6["from"]; title: string; try: (machine: Machine) => Promise<WayOutcome> };

const waysAtHand: readonly Way[] = [
  { from: "PATH", title: "k6 on PATH", try: fromPath },
  { from: "cache", title: "the cache", try: fromCache },
];

/** Slow, so one process at a time; a second one then finds the first one's k6 in the cache. */
const waysToGetIt: readonly Way[] = [
  { from: "cache", title: "the cache", try: fromCache },
  { from: "release", title: "the official release", try: fromRelease },
  { from: "go", title: "a build with Go", try: fromGo },
];

/**
 * A k6 that satisfies `^2.2.0`. Says on `say` only what takes time.
 * Throws a Problem: "configuration" when K6_BIN is wrong, a checksum differs or no way works; "interrupted" on abort.
 */
export async function ensureK6(options: EnsureOptions, overrides: Overrides = {}): Promise<K6> {
  const machine = describeMachine(options, overrides);
  try {
    const atHand = await lookAround(machine);
    if (atHand.k6) return atHand.k6;
    const onWait = () => machine.say("k6: waiting for another obcms-perf that is getting it");
    const gotten = await withLock(machine.cache, "k6", { onWait, signal: machine.signal }, () =>
      firstThatWorks(waysToGetIt, machine),
    );
    if (gotten.k6) return gotten.k6;
    throw noWay(new Set([...atHand.missed, ...gotten.missed]), machine);
  } catch (error) {
    throw machine.signal?.aborted ? interruptedProblem() : error;
  }
}

/**
 * What `ensureK6` would take without fetching or building one; `missed` says where it looked in vain.
 * Throws a Problem where K6_BIN is wrong.
 */
export function k6AtHand(
  options: EnsureOptions,
  overrides: Overrides = {},
): Promise<{ k6?: K6; missed: string[] }> {
  return lookAround(describeMachine(options, overrides));
}

async function lookAround(machine: Machine): Promise<{ k6?: K6; missed: string[] }> {
  const { K6_BIN: chosen } = machine.env;
  return chosen
    ? { k6: await fromK6Bin(chosen, machine), missed: [] }
    : await firstThatWorks(waysAtHand, machine);
}

async function firstThatWorks(
  ways: readonly Way[],
  machine: Machine,
): Promise<{ k6?: K6; missed: string[] }> {
  const missed: string[] = [];
  for (const way of ways) {
    const outcome = await way.try(machine);
    machine.signal?.throwIfAborted();
    if (outcome.state === "found") {
      return { k6: { path: outcome.path, version: outcome.version, from: way.from }, missed };
    }
    missed.push(`${way.title}: ${outcome.saw}`);
  }
  return { missed };
}

/** Somebody chose this binary: whatever is wrong with it is said, and no other k6 is used in its place. */
async function fromK6Bin(chosen: string, machine: Machine): Promise<K6> {
  // Absolute, because k6 may later be started from another folder; a bare name means PATH, as in a shell.
  const path = /[\\/]/.test(chosen) ? resolve(chosen) : (findOnPath(chosen, machine)[0] ?? chosen);
  const answer = await ask(path, machine);
  if (answer.state === "fits") return { path, version: answer.version, from: "K6_BIN" };
  throw new Problem({
    what: `K6_BIN=${chosen} is not a k6 that can be used.`,
    saw: `it ${answer.saw}`,
    fix: `set K6_BIN to a k6 ${k6Pin.range}, or unset it to let obcms-perf find or fetch one`,
    exit: "configuration",
  });
}

async function fromPath(machine: Machine): Promise<WayOutcome> {
  const seen: string[] = [];
  for (const path of findOnPath("k6", machine)) {
    const answer = await ask(path, machine);
    if (answer.state === "fits") return { state: "found", path, version: answer.version };
    seen.push(`${path} ${answer.saw}`);
  }
  return { state: "missed", saw: seen.length === 0 ? "there is none" : seen.join("; ") };
}

async function fromCache(machine: Machine): Promise<WayOutcome> {
  const path = cachedK6(machine);
  if (!existsSync(path)) return { state: "missed", saw: `${path} does not exist` };
  const answer = await ask(path, machine);
  if (answer.state === "fits") return { state: "found", path, version: answer.version };
  return { state: "missed", saw: `${path} ${answer.saw}` };
}

function ask(path: string, machine: Machine) {
  const { env, signal, limits } = machine;
  return askVersion(path, { env, signal, timeoutMs: limits.version });
}

function noWay(missed: ReadonlySet<string>, machine: Machine): Problem {
  return new Problem({
    what: `No k6 ${k6Pin.range} was found, and none could be fetched or built.`,
    saw: ["K6_BIN: not set", ...missed].map((line) => line.replaceAll("\n", "\n  ")).join("\n"),
    fix: installRemedy(machine.platform),
    exit: "configuration",
  });
}
