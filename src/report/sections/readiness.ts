// What the doctor found before the load, what needs attention first.

import type { findingStates } from "../../result/readiness.ts";
import type { Result } from "../../result/result.ts";
import { type Html, html } from "../escape.ts";
import { type Column, nothing, section, table } from "./frame.ts";

type Finding = Result["readiness"][number];

/** Worst first. */
const order = ["failed", "warning", "skipped", "ok"] as const satisfies (typeof findingStates)[number][];

const words = {
  failed: "✗ failed",
  warning: "! to know of",
  skipped: "– not looked at",
  ok: "✓ ok",
} as const satisfies Record<Finding["state"], string>;

export function readinessSection({ readiness }: Result): Html {
  if (readiness.length === 0)
    return section("readiness", "Before the run", nothing("The doctor did not look."));
  const count = (state: Finding["state"]): number => readiness.filter((one) => one.state === state).length;
  const counts = order
    .filter((state) => count(state) > 0)
    .map((state) => `${count(state)} ${words[state].slice(2)}`)
    .join(", ");
  return section(
    "readiness",
    "Before the run",
    html`<details><summary>${counts}</summary>
${table({
  label: "What the doctor found",
  caption:
    "A few requests before the load: whether the target, its users and its data were fit for this run.",
  columns,
  rows: order.flatMap((state) => readiness.filter((one) => one.state === state)),
})}</details>`,
  );
}

const columns: readonly Column<Finding>[] = [
  { title: "Found", cell: ({ state }) => words[state], sortBy: ({ state }) => order.indexOf(state) },
  {
    title: "Check",
    names: true,
    cell: ({ check }) => html`<code>${check}</code>`,
    sortBy: ({ check }) => check,
  },
  { title: "Seen", cell: ({ saw }) => saw },
  { title: "Do", cell: ({ state, fix }) => (state === "ok" ? "" : (fix ?? "")) },
];
