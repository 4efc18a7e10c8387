// Streams k6's `--out json` file, plain or gzip, line by line: memory does not grow with the file.
// A file that was cut off (k6 killed) is read to its last whole line, and the cut is reported.

import { createReadStream } from "node:fs";
import { createInterface } from "node:readline";
import { createGunzip } from "node:zlib";

export type Sample = {
  readonly metric: string;
  /** Milliseconds since the epoch; k6 writes nanoseconds, which a report does not need. */
  readonly timeMs: number;
  /** In the metric's own unit: milliseconds for http_req_duration, 1 or 0 for a Rate, an amount for a Counter. */
  readonly value: number;
  readonly tags: Readonly<Record<string, string>>;
};

/** Metrics that nobody here reads are skipped before they are parsed: they are two thirds of all lines. */
const SKIPPED =
  /^\{"metric":"(http_req_(blocked|connecting|receiving|sending|tls_handshaking|waiting)|group_duration|iteration_duration|vus_max)"/;

/** Calls `take` for each sample, in file order. Resolves with a sentence when the file ends early, else undefined. */
export async function readSamples(path: string, take: (sample: Sample) => void): Promise<string | undefined> {
  const file = createReadStream(path);
  const source = path.endsWith(".gz") ? file.pipe(createGunzip()) : file;
  file.on("error", (error) => source.destroy(error));
  const lines = createInterface({ input: source, crlfDelay: Number.POSITIVE_INFINITY });
  let broken: Error | undefined;
  // readline passes its input's errors on; closing it ends the loop below after the lines that were read.
  lines.on("error", (error: Error) => {
    broken = error;
    lines.close();
  });
  let unreadable = 0;
  for await (const line of lines) {
    if (line === "" || SKIPPED.test(line)) continue;
    const sample = parseSample(line);
    if (sample === "unreadable") unreadable += 1;
    else if (sample !== "header") take(sample);
  }
  if (broken !== undefined) return `the samples end early: ${broken.message}`;
  return unreadable > 0 ? `${unreadable} lines of the samples cannot be read` : undefined;
}

function parseSample(line: string): Sample | "header" | "unreadable" {
  try {
    const { metric, type, data } = JSON.parse(line) as {
      metric: string;
      type: string;
      data: { time: string; value: number; tags: Record<string, string> | null };
    };
    if (type !== "Point") return "header";
    return { metric, timeMs: Date.parse(data.time), value: data.value, tags: data.tags ?? {} };
  } catch {
    return "unreadable";
  }
}
