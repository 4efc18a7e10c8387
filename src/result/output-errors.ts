// What k6's log says of writes to a store that failed. k6 drops such a batch, tries it never again, and exits 0.

import { type LogLine, logLines } from "./log-lines.ts";
import type { StoreName } from "./outputs.ts";

export type StoreError = {
  readonly store: StoreName;
  readonly message: string;
  readonly times: number;
  /** Whether samples were in it. A stale marker only says that the run has ended. */
  readonly loses: boolean;
};

/** k6 2.2: which lines are a store's. What the SDK of OpenTelemetry says of itself k6 logs as info, with a time before it. */
const told = {
  prometheus: ({ fields }) => fields.output === "Prometheus remote write" || STALE.test(fields.error ?? ""),
  influxdb: ({ fields }) => fields.output === "InfluxDBv1",
  otel: ({ message }) =>
    /OpenTelemetry metric provider|^Error dispatching sample/.test(message) || SDK.test(message),
} as const satisfies Record<StoreName, (line: LogLine) => boolean>;
const STALE = /^marking time series as stale failed/;
const SDK = /^\d{4}\/\d\d\/\d\d \d\d:\d\d:\d\d (failed to upload metrics: .*)/s;

/** To which store a write failed; undefined for every other line. A slow write is a warning, and none of these. */
export function storeOf(line: LogLine): StoreName | undefined {
  if (line.level !== "error" && !SDK.test(line.message)) return undefined;
  return (Object.keys(told) as StoreName[]).find((store) => told[store](line));
}

/** Most frequent first; ports and addresses of single connections make no new message. */
export function outputErrorsIn(text: string): StoreError[] {
  const counts = new Map<string, { -readonly [Field in keyof StoreError]: StoreError[Field] }>();
  for (const line of logLines(text)) {
    const store = storeOf(line);
    if (store === undefined) continue;
    const message = messageOf(line);
    const key = `${store} ${message}`;
    const known = counts.get(key);
    if (known === undefined)
      counts.set(key, { store, message, times: 1, loses: !STALE.test(line.fields.error ?? "") });
    else known.times += 1;
  }
  return [...counts.values()].sort((a, b) => b.times - a.times);
}

/** k6's sentence and its cause, on one line. */
function messageOf({ message, fields }: LogLine): string {
  const said = SDK.exec(message)?.[1] ?? message;
  const whole = fields.error === undefined ? said : `${said}: ${fields.error}`;
  return whole
    .replace(/127\.0\.0\.1:\d+->/g, "127.0.0.1->")
    .replace(/\s+/g, " ")
    .trim();
}
