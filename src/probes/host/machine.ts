// What there is of this machine, and what all of it together used: the machine's own counters, or a container's where a
// cgroup limits it. Read by host.ts.

import { join } from "node:path";
import { readProc } from "../../proc.ts";

export type Machine = {
  /** How many may be used, a share of one among them: 1.5. */
  readonly processors: number;
  /** Seconds of processor time that were used since some moment. Throws where nobody tells. */
  usedSeconds(): number;
  /** Bytes that cannot be had by others. Throws where nobody tells. */
  usedBytes(): number;
};

/** `ticks`: of the clock, per second. `cgroups`: where a container sees its own. Throws where /proc does not tell. */
export function thisMachine(ticks: number, cgroups = "/sys/fs/cgroup"): Machine {
  const read = (file: string): string | undefined => readProc(join(cgroups, file));
  const all = cpuLines().length - 1;
  const cpu = versions
    .map(({ cpu }) => cpu(read))
    .find((limit) => limit !== undefined && limit.processors < all);
  const memory = versions
    .map(({ memory }) => memory(read))
    .find((limit) => limit !== undefined && limit.bytes < memoryOf("MemTotal"));
  return {
    processors: cpu?.processors ?? all,
    usedSeconds: cpu?.usedSeconds ?? (() => busyTicks() / ticks),
    usedBytes: memory?.usedBytes ?? (() => memoryOf("MemTotal") - memoryOf("MemAvailable")),
  };
}

type Read = (file: string) => string | undefined;
type Limits = {
  readonly cpu: (read: Read) => Pick<Machine, "processors" | "usedSeconds"> | undefined;
  readonly memory: (read: Read) => { readonly bytes: number; readonly usedBytes: () => number } | undefined;
};

/** The two versions of cgroups. Files that a reader may drop do not count as used, as `docker stats` has it. */
const versions: readonly Limits[] = [
  {
    cpu: (read) => {
      const [quota, period] = (read("cpu.max") ?? "").split(" ").map(Number);
      return limitOf(quota, period, () => field(read("cpu.stat"), "usage_usec") / 1e6);
    },
    memory: (read) => {
      const bytes = numberIn(read("memory.max"));
      const usedBytes = () => numberIn(read("memory.current")) - field(read("memory.stat"), "inactive_file");
      return Number.isFinite(bytes) ? { bytes, usedBytes } : undefined;
    },
  },
  {
    cpu: (read) =>
      limitOf(
        numberIn(read("cpu/cpu.cfs_quota_us")),
        numberIn(read("cpu/cpu.cfs_period_us")),
        () => numberIn(read("cpuacct/cpuacct.usage")) / 1e9,
      ),
    memory: (read) => {
      const bytes = numberIn(read("memory/memory.limit_in_bytes"));
      const usedBytes = () =>
        numberIn(read("memory/memory.usage_in_bytes")) -
        field(read("memory/memory.stat"), "total_inactive_file");
      return Number.isFinite(bytes) ? { bytes, usedBytes } : undefined;
    },
  },
];

/** Without a limit the quota is `max` or -1. */
function limitOf(quota = Number.NaN, period = Number.NaN, usedSeconds: () => number) {
  const processors = quota / period;
  return processors > 0 ? { processors, usedSeconds } : undefined;
}

function numberIn(text: string | undefined): number {
  return text === undefined ? Number.NaN : Number.parseInt(text, 10);
}

function field(text: string | undefined, name: string): number {
  return numberIn(new RegExp(`^${name} (\\d+)$`, "m").exec(text ?? "")?.[1]);
}

/** `cpu` for all, then one for each that is switched on. */
function cpuLines(): string[] {
  const lines = (readProc("/proc/stat") ?? "").split("\n").filter((line) => line.startsWith("cpu"));
  if (lines.length < 2) throw new Error("/proc/stat tells of no processor");
  return lines;
}

/** All but idle and waiting for disks: time that the host of this machine took from it cannot be used either. proc(5). */
function busyTicks(): number {
  const [user = 0, nice = 0, system = 0, , , irq = 0, softirq = 0, steal = 0] = (cpuLines()[0] ?? "")
    .split(/\s+/)
    .slice(1)
    .map(Number);
  return user + nice + system + irq + softirq + steal;
}

function memoryOf(name: "MemTotal" | "MemAvailable"): number {
  const [, kilobytes] =
    new RegExp(`^${name}:\\s+(\\d+) kB$`, "m").exec(readProc("/proc/meminfo") ?? "") ?? [];
  if (kilobytes === undefined) throw new Error(`/proc/meminfo does not tell ${name}`);
  return Number(kilobytes) * 1024;
}
