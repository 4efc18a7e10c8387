// Whether the stores that a run was written to hold what it measured: `outputs.json` has what they answered when they were
// asked after the run, the result what follows from that and from k6's log. Written by src/outputs, read by collect.ts.

import { z } from "zod";
import type { StoreError } from "./output-errors.ts";
import { readRecord } from "./record.ts";
import { outputsRecord } from "./run-files.ts";

const count = z.int().nonnegative();

/** `canBeAsked`: it has an interface for questions. An OpenTelemetry collector hands on and keeps nothing. */
export const stores = {
  prometheus: { title: "Prometheus", canBeAsked: true },
  influxdb: { title: "InfluxDB", canBeAsked: true },
  otel: { title: "OpenTelemetry", canBeAsked: false },
} as const satisfies Record<string, { title: string; canBeAsked: boolean }>;
export type StoreName = keyof typeof stores;
export const storeNames = Object.keys(stores) as StoreName[];
const store = z.enum(storeNames as [StoreName, ...StoreName[]]);

/** Requests by the tag `role`; what has none is load. */
const requestsByRole = z.record(z.string(), count);
export type RequestsByRole = Readonly<z.infer<typeof requestsByRole>>;
export const LOAD = "load";

export const outputsRecordSchema = z.array(
  z.object({
    store,
    /** Without credentials. */
    url: z.string(),
    answer: z.discriminatedUnion("state", [
      z.object({ state: z.literal("told"), requests: requestsByRole }),
      z.object({ state: z.literal("silent"), why: z.string() }),
    ]),
  }),
);
/** Of the run folder's `outputs.json`. */
export type OutputsRecord = z.infer<typeof outputsRecordSchema>;
export type StoreAnswer = OutputsRecord[number]["answer"];

export const outputSchema = z.object({
  store,
  url: z.string(),
  /**
   * `complete`: it holds every request that k6 sent, and no write of samples failed.
   * `incomplete`: it lacks some, or a write failed. `refused`: it holds none at all.
   * `unknown`: it could not be asked, or holds more than this run sent.
   */
  state: z.enum(["complete", "incomplete", "refused", "unknown"]),
  /** Requests that k6 sent, control turns and looks of probes included: a store has them, too. */
  told: count,
  /** Requests that it holds of this run; null where it could not be asked. */
  stored: count.nullable(),
  /** A sentence; null where it is complete. */
  why: z.string().nullable(),
  /** What k6 could not write, most frequent first. */
  errors: z.array(z.object({ message: z.string(), times: count })),
});
export type OutputResult = z.infer<typeof outputSchema>;

/** Undefined where the run had no store. Throws where the record is there and cannot be read. */
export function readOutputs(folder: string): Promise<OutputsRecord | undefined> {
  return readRecord(folder, outputsRecord, outputsRecordSchema);
}

/** `told`: what k6 sent, by its own samples. */
export function outputsOf(
  record: OutputsRecord,
  told: RequestsByRole,
  errors: readonly StoreError[],
): OutputResult[] {
  return record.map(({ store, url, answer }) => {
    const own = errors.filter((error) => error.store === store);
    const stored = answer.state === "told" ? sum(answer.requests) : null;
    return {
      store,
      url,
      ...judged(answer, told, own),
      told: sum(told),
      stored,
      errors: own.map(({ message, times }) => ({ message, times })),
    };
  });
}

function judged(
  answer: StoreAnswer,
  told: RequestsByRole,
  errors: readonly StoreError[],
): Pick<OutputResult, "state" | "why"> {
  const failed = failures(errors.filter(({ loses }) => loses));
  if (answer.state === "silent")
    return failed === undefined
      ? { state: "unknown", why: answer.why }
      : { state: "incomplete", why: `${failed}; what it holds is not known: ${answer.why}` };
  const [sent, stored] = [sum(told), sum(answer.requests)];
  if (stored > sent)
    return {
      state: "unknown",
      why: `it holds ${stored} requests of this run, of which k6's samples have ${sent}: something else wrote under its testid, or the samples are not whole`,
    };
  const differing = differences(told, answer.requests);
  if (differing.length > 0) {
    const lacks = `it holds ${stored} of ${sent} requests (${differing.join(", ")})`;
    const why = `${lacks}: ${failed ?? "k6 told of no write that failed"}`;
    return { state: stored === 0 ? "refused" : "incomplete", why };
  }
  if (failed !== undefined)
    return { state: "incomplete", why: `all requests arrived, other samples may not have: ${failed}` };
  return { state: "complete", why: null };
}

/** `load 300 of 320`, for each role of which the figures differ. */
function differences(told: RequestsByRole, stored: RequestsByRole): string[] {
  const roles = [...new Set([...Object.keys(told), ...Object.keys(stored)])];
  return roles
    .filter((role) => (told[role] ?? 0) !== (stored[role] ?? 0))
    .map((role) => `${role} ${stored[role] ?? 0} of ${told[role] ?? 0}`);
}

/** `7 writes failed, mostly: …`; undefined where none did. */
function failures(errors: readonly StoreError[]): string | undefined {
  const [first, ...more] = errors;
  if (first === undefined) return undefined;
  const times = errors.reduce((total, error) => total + error.times, 0);
  return `${times} ${times === 1 ? "write" : "writes"} failed${more.length > 0 ? ", mostly" : ""}: ${first.message}`;
}

function sum(requests: RequestsByRole): number {
  return Object.values(requests).reduce((total, some) => total + some, 0);
}
