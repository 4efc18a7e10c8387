// A mock, no collector: takes OTLP metrics over HTTP and keeps the last value of each cumulative sum. It reads only the
// parts of the protocol that k6 sends for a counter (opentelemetry-proto, metrics/v1), and throws on a broken message.

import { createServer } from "node:http";
import type { AddressInfo } from "node:net";

export type OtlpReceiver = {
  readonly url: string;
  /** How many exports arrived. */
  exports(): number;
  /** The last value of each series of a sum, by its labels. */
  sums(name: string): { labels: Record<string, string>; value: number }[];
  close(): Promise<void>;
};

export async function startOtlpReceiver(): Promise<OtlpReceiver> {
  const series = new Map<string, { name: string; labels: Record<string, string>; value: number }>();
  let received = 0;
  const server = createServer(async (request, response) => {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk as Buffer);
    if (request.url !== "/v1/metrics") response.statusCode = 404;
    else {
      received += 1;
      for (const { name, labels, value } of sumsIn(Buffer.concat(chunks)))
        series.set(JSON.stringify([name, Object.entries(labels).sort()]), { name, labels, value });
    }
    response.end();
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    exports: () => received,
    sums: (name) => [...series.values()].filter((one) => one.name === name),
    close: () => new Promise((resolve) => void server.close(() => resolve())),
  };
}

/** Numbers of the fields on the way to a point of a sum. */
const RESOURCE_METRICS = 1;
const SCOPE_METRICS = 2;
const METRIC = 2;
const METRIC_NAME = 1;
const METRIC_SUM = 7;
const DATA_POINT = 1;
const POINT_DOUBLE = 4;
const POINT_ATTRIBUTE = 7;

function* sumsIn(
  request: Buffer,
): Generator<{ name: string; labels: Record<string, string>; value: number }> {
  for (const resource of parts(request, RESOURCE_METRICS))
    for (const scope of parts(resource, SCOPE_METRICS))
      for (const metric of parts(scope, METRIC)) {
        const name = String(parts(metric, METRIC_NAME)[0]);
        for (const sum of parts(metric, METRIC_SUM))
          for (const point of parts(sum, DATA_POINT)) {
            const labels = parts(point, POINT_ATTRIBUTE).map((pair) => {
              const [key, value] = [parts(pair, 1)[0], parts(pair, 2)[0] ?? Buffer.alloc(0)];
              return [String(key), String(parts(value, 1)[0] ?? "")];
            });
            const [double] = parts(point, POINT_DOUBLE);
            yield { name, labels: Object.fromEntries(labels), value: double?.readDoubleLE() ?? Number.NaN };
          }
      }
}

/** The bytes of each field with that number; of a fixed64, its eight. */
function parts(message: Buffer, wanted: number): Buffer[] {
  const found: Buffer[] = [];
  let at = 0;
  const varint = (): number => {
    let value = 0;
    for (let factor = 1; ; factor *= 128) {
      const byte = message.readUInt8(at++);
      value += (byte % 128) * factor;
      if (byte < 128) return value;
    }
  };
  while (at < message.length) {
    const key = varint();
    const wire = key % 8;
    const length = wire === 2 ? varint() : wire === 1 ? 8 : wire === 5 ? 4 : 0;
    if (wire === 0) varint();
    else if (wire !== 1 && wire !== 2 && wire !== 5) throw new Error(`wire type ${wire} at ${at}`);
    if (at + length > message.length) throw new Error(`a field ends beyond its message at ${at}`);
    if (Math.floor(key / 8) === wanted) found.push(message.subarray(at, at + length));
    at += length;
  }
  return found;
}
