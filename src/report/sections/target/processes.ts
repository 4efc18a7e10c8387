// What this machine and named processes of it used.

import type { ProbeReport } from "../../../result/probes.ts";
import { html, type Insert } from "../../escape.ts";
import { bytes, count, share } from "../../format.ts";
import { type Column, oughtToBeZero, table } from "../frame.ts";

type Process = ProbeReport<"host">["processes"][number];

export function processesPart({ processes }: ProbeReport<"host">): Insert {
  if (processes.length === 0) return null;
  return [
    html`<h3>Processes</h3>`,
    table({
      label: "Processes",
      caption: "Processor time as a share of all processors of this machine, each process with its children.",
      columns,
      rows: processes,
    }),
  ];
}

const columns: readonly Column<Process>[] = [
  { title: "Process", names: true, cell: ({ name }) => name, sortBy: ({ name }) => name },
  {
    title: "At once",
    numeric: true,
    cell: ({ processes }) => count(processes),
    sortBy: ({ processes }) => processes,
  },
  {
    title: "CPU, mean",
    numeric: true,
    cell: ({ cpuMean }) => share(cpuMean),
    sortBy: ({ cpuMean }) => cpuMean,
  },
  {
    title: "CPU, peak",
    numeric: true,
    cell: ({ cpuPeak }) => share(cpuPeak),
    sortBy: ({ cpuPeak }) => cpuPeak,
  },
  {
    title: "Memory, peak",
    numeric: true,
    cell: ({ memoryPeakBytes }) => bytes(memoryPeakBytes),
    sortBy: ({ memoryPeakBytes }) => memoryPeakBytes,
  },
  {
    title: "Looks that missed it",
    numeric: true,
    cell: ({ missedLooks }) => oughtToBeZero(missedLooks, count(missedLooks)),
    sortBy: ({ missedLooks }) => missedLooks,
  },
];
