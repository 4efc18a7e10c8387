// What this machine and named processes of it use: processor time and memory, k6's own among them. Linux's /proc tells it.
// In the table of probes.ts.

import { clockTicks, pageBytes } from "../proc.ts";
import { byId, type Group, groupsOf } from "./host/group.ts";
import { type Machine, thisMachine } from "./host/machine.ts";
import { familyOf, type ProcessTable, readProcesses, ticksUsed } from "./host/process-table.ts";
import { Use, type Used } from "./host/use.ts";
import type { Probe, Reading, Watch } from "./probe.ts";

/** Processor time counts in steps of 10 ms: a share of less than this would be one of steps. */
const LEAST_SECONDS = 0.2;

const MACHINE = "machine";
/** Comes and goes with the load; it is missed by nobody. */
const K6 = "k6";

export const hostProbe: Probe<"host"> = {
  name: "host",
  everyMs: 1000,
  async open(values, { k6Pid, targetPids }) {
    const units = { ticks: clockTicks(), page: pageBytes() };
    if (units.ticks === undefined || units.page === undefined)
      throw new Error(
        `processes are looked at on Linux only, and this is ${process.platform}: take probes.processes out of the settings, or run the tool on Linux`,
      );
    const machine = thisMachine(units.ticks);
    const first = takeLook(machine);
    const groups: Group[] = [
      { name: K6, find: () => k6Pid() ?? "k6 does not run" },
      ...Object.entries(targetPids).map(([name, pid]) => ({ name, find: byId(pid) })),
      ...groupsOf(values["probes.processes"], first.table, [MACHINE, K6, ...Object.keys(targetPids)]),
    ];
    return watchGroups(groups, machine, { ticks: units.ticks, page: units.page }, first);
  },
};

/** `ticks`: of the clock, per second; `page`: bytes. */
type Units = { readonly ticks: number; readonly page: number };

function watchGroups(groups: readonly Group[], machine: Machine, units: Units, first: Look): Watch<"host"> {
  const uses = new Map([MACHINE, ...groups.map(({ name }) => name)].map((name) => [name, new Use()]));
  let last = first;
  const look = async (): Promise<Reading[]> => {
    const [before, now] = [last, takeLook(machine)];
    const elapsed = now.at - before.at;
    const isLongEnough = elapsed >= LEAST_SECONDS;
    if (isLongEnough) last = now;
    return [...uses].flatMap(([name, use]): Reading[] => {
      const group = groups.find((one) => one.name === name);
      const used = group === undefined ? usedByAll(before, now) : usedBy(group, units, before, now);
      if (used === undefined) {
        if (name !== K6) use.miss();
        return [];
      }
      const share = use.add(used, isLongEnough ? elapsed * machine.processors : undefined);
      const memory: Reading = { figure: "memory", value: used.bytes, process: name };
      return share === undefined ? [memory] : [{ figure: "cpu", value: share, process: name }, memory];
    });
  };
  return {
    look,
    report: async () => ({ processes: [...uses].flatMap(([name, use]) => use.row(name) ?? []) }),
    close: async () => {},
  };
}

function usedByAll(before: Look, now: Look): Used {
  return { processes: now.table.size, seconds: now.seconds - before.seconds, bytes: now.bytes };
}

/** Undefined where it is gone. */
function usedBy(group: Group, { ticks, page }: Units, before: Look, now: Look): Used | undefined {
  const root = group.find(now.table);
  const family = typeof root === "number" ? familyOf(root, now.table) : [];
  if (family.length === 0) return undefined;
  const pages = family.reduce((sum, member) => sum + (now.table.get(member)?.resident ?? 0), 0);
  const seconds = ticksUsed(family, before.table, now.table) / ticks;
  return { processes: family.length, seconds, bytes: pages * page };
}

/** `at`: seconds by this process's clock. `seconds` and `bytes` are the machine's. */
type Look = {
  readonly at: number;
  readonly table: ProcessTable;
  readonly seconds: number;
  readonly bytes: number;
};

function takeLook(machine: Machine): Look {
  return {
    at: performance.now() / 1000,
    table: readProcesses(),
    seconds: machine.usedSeconds(),
    bytes: machine.usedBytes(),
  };
}
