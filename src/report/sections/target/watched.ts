// Which probes watched the target, and what they could not see.

import type { ProbeName } from "../../../../tests/performance/k6/catalogue/target-figures.ts";
import type { Probes, WatchedProbe } from "../../../result/probes.ts";
import { type Html, html, type Insert } from "../../escape.ts";
import { count, milliseconds } from "../../format.ts";
import { badge, type Column, table } from "../frame.ts";

const sees = {
  redis: "the queue's depth, the cache",
  celery: "background tasks",
  postgres: "the database",
  query_log: "statements that Django logs",
  prometheus: "answers by view",
  host: "processors and memory",
  storage: "uploaded files",
} as const satisfies Record<ProbeName, string>;

const states = {
  watched: ["good", "✓", "watched"],
  gaps: ["unsure", "!", "with gaps"],
  blind: ["bad", "✗", "blind"],
} as const satisfies Record<WatchedProbe["state"], readonly [tone: string, sign: string, word: string]>;

/** Gaps that are told one by one. */
const SHOWN = 3;

export function watchedTable({ probes }: Probes): Html {
  return table({
    label: "Probes",
    caption: "A blind probe saw nothing: its part is missing below, and budgets on it have no data.",
    columns,
    rows: probes,
  });
}

const columns: readonly Column<WatchedProbe>[] = [
  { title: "Probe", names: true, cell: ({ probe }) => html`<code>${probe}</code>` },
  { title: "Watches", cell: ({ probe }) => sees[probe] },
  { title: "State", cell: ({ state }) => stateBadge(state) },
  { title: "Looks", numeric: true, cell: ({ looks }) => count(looks) },
  { title: "Every", numeric: true, cell: ({ everyMs }) => milliseconds(everyMs) },
  { title: "Not seen", cell: notSeen },
];

function stateBadge(state: WatchedProbe["state"]): Html {
  const [tone, sign, word] = states[state];
  return badge(tone, sign, word);
}

function notSeen({ state, why, gaps }: WatchedProbe): Insert {
  if (state === "blind") return html`<span class="message">${why}</span>`;
  if (gaps.length === 0) return "nothing";
  const hidden = gaps.slice(SHOWN);
  return [
    ...gaps
      .slice(0, SHOWN)
      .map(
        ({ from, to, why: reason }) =>
          html`second ${Math.floor(from)} to ${Math.ceil(to)}<span class="sub message">${reason}</span>`,
      ),
    hidden.length > 0 && html`<span class="sub">and ${count(hidden.length)} more gaps</span>`,
  ];
}
