// What one group used over all looks: its share at each, and a row of the probe's report.

import type { ProbeReport } from "../../result/probes.ts";

type Row = ProbeReport<"host">["processes"][number];

/** Between two looks. `seconds`: of processor time. */
export type Used = { readonly processes: number; readonly seconds: number; readonly bytes: number };

export class Use {
  #seconds = 0;
  #capacity = 0;
  #missed = 0;
  #most = { processes: 0, share: 0, bytes: 0 };

  /** It was not there at a look. */
  miss(): void {
    this.#missed += 1;
  }

  /**
   * `capacity`: the processor seconds that there were to be had, undefined where too little time had passed. Gives the
   * share of them that it used.
   */
  add(used: Used, capacity: number | undefined): number | undefined {
    // Counters step by 10 ms.
    const share = capacity === undefined ? undefined : Math.min(1, used.seconds / capacity);
    this.#seconds += share === undefined ? 0 : used.seconds;
    this.#capacity += capacity ?? 0;
    this.#most = {
      processes: Math.max(this.#most.processes, used.processes),
      share: Math.max(this.#most.share, share ?? 0),
      bytes: Math.max(this.#most.bytes, used.bytes),
    };
    return share;
  }

  /** Undefined where it was never looked for. */
  row(name: string): Row | undefined {
    const { processes, share, bytes } = this.#most;
    if (processes === 0 && this.#missed === 0) return undefined;
    const cpuMean = this.#capacity === 0 ? 0 : Math.min(1, this.#seconds / this.#capacity);
    return { name, processes, cpuMean, cpuPeak: share, memoryPeakBytes: bytes, missedLooks: this.#missed };
  }
}
