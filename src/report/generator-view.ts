// How the load generator itself fared, in words that the terminal and the HTML report both show.

import type { Result } from "../result/result.ts";
import { bytes, count, milliseconds, share } from "./format.ts";

/** Above this share of its CPUs a generator's own times grow; k6's documentation asks for a fifth to stay idle. */
const BUSY = 0.8;

export type GeneratorView = {
  readonly cpu: string;
  readonly busy: boolean;
  readonly memory: string;
  readonly lag: string;
};

export function viewGenerator({
  cpus,
  cpuShare,
  cpuPeakShare,
  maxRssBytes,
  lag,
}: Result["generator"]): GeneratorView {
  const of = `of ${count(cpus)} ${cpus === 1 ? "CPU" : "CPUs"}`;
  return {
    cpu:
      cpuShare === null
        ? "not measured"
        : `${share(cpuShare)} ${of}, ${share(cpuPeakShare)} in its busiest second`,
    busy: (cpuShare ?? 0) > BUSY,
    memory: maxRssBytes === null ? "not measured" : bytes(maxRssBytes),
    lag:
      lag.samples === 0
        ? "not measured: no journey paused"
        : `p(95) ${milliseconds(lag.p95)}, p(99) ${milliseconds(lag.p99)}, at most ${milliseconds(lag.max)}, over ${count(lag.samples)} pauses`,
  };
}
