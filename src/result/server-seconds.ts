// For each second of a run, how long its answers kept the target at work and how long they lay elsewhere, by what the target
// said of each (Server-Timing), over all endpoints.

import type { Second } from "./result-rows.ts";
import type { Sample } from "./sample-reader.ts";

/** The metrics of which a second is made; each answer that tells has one sample of both. */
const metrics = { obcms_server_ms: "server", obcms_outside_ms: "outside" } as const;
type Side = (typeof metrics)[keyof typeof metrics];

export class ServerSeconds {
  readonly #seconds = new Map<number, Record<Side, { sum: number; samples: number }>>();

  /** `t`: the second of the sample. Other metrics are passed over. */
  add(t: number, { metric, value }: Sample): void {
    if (!Object.hasOwn(metrics, metric)) return;
    const second = this.#seconds.get(t) ?? {
      server: { sum: 0, samples: 0 },
      outside: { sum: 0, samples: 0 },
    };
    this.#seconds.set(t, second);
    const side = second[metrics[metric as keyof typeof metrics]];
    side.sum += value;
    side.samples += 1;
  }

  /** Means over the answers that told, milliseconds. Empty where none did. */
  row(t: number): Pick<Second, "server" | "outside"> {
    const second = this.#seconds.get(t);
    if (second === undefined || second.server.samples === 0 || second.outside.samples === 0) return {};
    const mean = ({ sum, samples }: { sum: number; samples: number }): number => sum / samples;
    return { server: mean(second.server), outside: mean(second.outside) };
  }
}
