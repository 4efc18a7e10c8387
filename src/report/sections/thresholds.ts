// k6's own thresholds, by what each is there for; below the budgets, folded away unless the verdict speaks of one.

import type { Result, ThresholdResult } from "../../result/result.ts";
import type { Verdict } from "../../verdict/verdict.ts";
import { type Html, html } from "../escape.ts";
import { count, counted } from "../format.ts";
import { badge, breakable, type Column, table } from "./frame.ts";

type Role = ThresholdResult["role"];

/** In the order in which they are shown: what nobody promised first. */
const roles = {
  extra: { title: "Added by somebody", means: "no budget of the catalogue made them" },
  budget: { title: "Budgets", means: "each judges one gate of the table above" },
  guard: {
    title: "Guards",
    means: "the least number of samples beside a budget, because an empty metric passes in k6",
  },
  placeholder: { title: "Placeholders", means: "they always hold, and only make k6 keep a figure" },
} as const satisfies Record<Role, { title: string; means: string }>;

export function thresholdDetails({ thresholds }: Result, { reasons }: Verdict): Html | null {
  if (thresholds.length === 0) return null;
  const crossed = thresholds.filter(({ passed }) => !passed).length;
  const matters = reasons.some(({ name }) => name === "empty_threshold" || name === "threshold_crossed");
  return html`
<details${matters && html` open`}>
<summary>As k6 evaluated them: ${counted(thresholds.length, "threshold")}, ${count(crossed)} crossed</summary>
${(Object.keys(roles) as Role[]).map((role) => roleTable(role, thresholds))}
</details>`;
}

function roleTable(role: Role, thresholds: readonly ThresholdResult[]): Html | null {
  const rows = thresholds.filter((threshold) => threshold.role === role);
  if (rows.length === 0) return null;
  const { title, means } = roles[role];
  return table({
    label: title,
    caption: html`<b>${title}</b>: ${means}.`,
    columns,
    rows: [...rows].sort(crossedThenEmpty),
  });
}

/** 0 crossed, 1 held on nothing, 2 held. */
function rank({ passed, samples }: ThresholdResult): number {
  return passed ? (samples === 0 ? 1 : 2) : 0;
}

function crossedThenEmpty(a: ThresholdResult, b: ThresholdResult): number {
  return rank(a) - rank(b) || (a.key < b.key ? -1 : 1);
}

const columns: readonly Column<ThresholdResult>[] = [
  {
    title: "k6 says",
    cell: ({ passed }) => (passed ? badge("good", "✓", "passed") : badge("bad", "✗", "crossed")),
    sortBy: rank,
  },
  {
    title: "Metric",
    names: true,
    cell: ({ key }) => html`<code>${breakable(key)}</code>`,
    sortBy: ({ key }) => key,
  },
  {
    title: "Threshold",
    cell: ({ expression }) => html`<code>${expression}</code>`,
    sortBy: ({ expression }) => expression,
  },
  {
    title: "Samples",
    numeric: true,
    cell: ({ samples }) => count(samples),
    sortBy: ({ samples }) => samples,
  },
];
