// Watches what the k6 process uses: its CPU time each second and its peak memory, from Linux's /proc.

import { clockTicks, readProc, statOf } from "../proc.ts";
import type { ProcessRecord } from "../result/k6-process-record.ts";

const EVERY_MS = 1_000;

/** Starts at once; the returned function ends it and gives what was seen, nothing where there is no /proc. */
export function watchProcess(pid: number): () => ProcessRecord {
  const startedAtMs = Date.now();
  const began = performance.now();
  const ticks = clockTicks();
  const samples: ProcessRecord["samples"] = [];
  let maxRssBytes: number | null = null;
  const look = (): void => {
    const cpuSeconds = ticks === undefined ? undefined : cpuSecondsOf(pid, ticks);
    if (cpuSeconds !== undefined) samples.push({ seconds: (performance.now() - began) / 1000, cpuSeconds });
    maxRssBytes = peakMemoryOf(pid) ?? maxRssBytes;
  };
  const timer = setInterval(look, EVERY_MS);
  return () => {
    clearInterval(timer);
    return { startedAtMs, samples, maxRssBytes };
  };
}

/** CPU time of a process and its threads, user and system, seconds; undefined when it is gone. proc(5), fields 14, 15. */
export function cpuSecondsOf(pid: number, ticks: number): number | undefined {
  const fields = statOf(pid);
  return fields === undefined ? undefined : (Number(fields[11]) + Number(fields[12])) / ticks;
}

/** `VmHWM`, the peak resident set, bytes; undefined when the process is gone or a zombie. */
function peakMemoryOf(pid: number): number | undefined {
  const kilobytes = /^VmHWM:\s+(\d+) kB$/m.exec(readProc(`/proc/${pid}/status`) ?? "")?.[1];
  return kilobytes === undefined ? undefined : Number(kilobytes) * 1024;
}
