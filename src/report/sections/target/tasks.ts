// What became of background tasks, and how long each step took.

import type { ProbeReport } from "../../../result/probes.ts";
import { html, type Insert } from "../../escape.ts";
import { count, counted, milliseconds, seconds } from "../../format.ts";
import { breakableName, type Column, nothing, oughtToBeZero, table } from "../frame.ts";

type Report = ProbeReport<"celery">;
type Task = Report["tasks"][number];

export function tasksPart({ sources, tasks, drainSeconds, unreadableLines }: Report): Insert {
  const drained =
    drainSeconds === null
      ? "Nobody saw the queue become empty after the load."
      : `The queue was empty ${seconds(drainSeconds)} after the load.`;
  const unread =
    unreadableLines === 0
      ? ""
      : ` ${counted(unreadableLines, "line")} of the worker's log could not be read.`;
  const told = sources.length === 0 ? "Nobody told of tasks." : `Told by: ${sources.join(", ")}.`;
  return [
    html`<h3>Background tasks</h3>
<p class="means">${drained} ${told}${unread}</p>`,
    tasks.length === 0
      ? nothing("No task was seen.")
      : table({
          label: "Background tasks",
          caption:
            "Acknowledged and waited: since it was put into the queue, until a worker had it and until its work began. Worked: the work itself. Shown: from its end until its result could be read. Lost: put into the queue, and not ended with the run.",
          columns,
          rows: tasks,
        }),
  ];
}

type Step = "acknowledged" | "waited" | "worked" | "shown";

const columns: readonly Column<Task>[] = [
  {
    title: "Task",
    names: true,
    cell: ({ name }) => html`<code class="statement">${breakableName(name)}</code>`,
    sortBy: ({ name }) => name,
  },
  tally("Enqueued", "enqueued"),
  timed("Acknowledged p95", "acknowledged", "p95"),
  timed("Waited p95", "waited", "p95"),
  timed("Worked p50", "worked", "p50"),
  timed("Worked p95", "worked", "p95"),
  timed("Shown p95", "shown", "p95"),
  tally("Succeeded", "succeeded"),
  ...(
    [
      ["Failed", "failed"],
      ["Retried", "retried"],
      ["Rejected", "rejected"],
      ["Lost", "lost"],
    ] as const
  ).map(([title, key]) => unwanted(title, key)),
];

type Tallied = "enqueued" | "succeeded" | "failed" | "retried" | "rejected" | "lost";

function tally(title: string, key: Tallied): Column<Task> {
  return { title, numeric: true, cell: (task) => count(task[key]), sortBy: (task) => task[key] };
}

function unwanted(title: string, key: Tallied): Column<Task> {
  const cell = ({ [key]: times }: Task): Insert =>
    times === null ? null : oughtToBeZero(times, count(times));
  return { title, numeric: true, cell, sortBy: (task) => task[key] };
}

function timed(title: string, step: Step, at: "p50" | "p95"): Column<Task> {
  const value = (task: Task): number | null => task[step]?.[at] ?? null;
  return { title, numeric: true, cell: (task) => milliseconds(value(task)), sortBy: value };
}
