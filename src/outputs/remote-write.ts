// Prometheus's remote write 1.0, as much of it as a few figures need: a WriteRequest in protocol buffers, compressed by snappy.
// https://prometheus.io/docs/specs/prw/remote_write_spec/ has the messages and their field numbers.

import { PbfWriter } from "pbf";
import { compress } from "snappyjs";
import type { ToldFigure } from "./told-verdict.ts";

/** `at`: the moment of every figure. */
export function writeRequest(figures: readonly ToldFigure[], at: Date): Uint8Array {
  const request = new PbfWriter();
  for (const figure of figures) request.writeMessage(1, writeSeries, { figure, at });
  return compress(request.finish());
}

export const remoteWriteHeaders = {
  "content-type": "application/x-protobuf",
  "content-encoding": "snappy",
  "x-prometheus-remote-write-version": "0.1.0",
} as const;

function writeSeries({ figure, at }: { figure: ToldFigure; at: Date }, series: PbfWriter): void {
  // Sorted by name, as the specification asks.
  const labels = Object.entries({ __name__: figure.name, ...figure.labels }).sort(([a], [b]) =>
    a < b ? -1 : 1,
  );
  for (const label of labels) series.writeMessage(1, writeLabel, label);
  series.writeMessage(2, writeSample, { value: figure.value, at });
}

function writeLabel([name, value]: [string, string], label: PbfWriter): void {
  label.writeStringField(1, name);
  label.writeStringField(2, value);
}

function writeSample({ value, at }: { value: number; at: Date }, sample: PbfWriter): void {
  sample.writeDoubleField(1, value);
  sample.writeVarintField(2, at.getTime());
}
