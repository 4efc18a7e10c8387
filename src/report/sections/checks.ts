// What was looked at in each answer: the checks of the suite, failing ones first.

import type { Result } from "../../result/result.ts";
import type { Html } from "../escape.ts";
import { html } from "../escape.ts";
import { count, counted, NOTHING, share } from "../format.ts";
import { badge, type Column, nothing, oughtToBeZero, section, table } from "./frame.ts";

type Check = Result["checks"][number];

export function checksSection({ checks }: Result): Html {
  if (checks.length === 0) return section("checks", "Checks", nothing("No answer was checked."));
  const failing = checks.filter(({ fails }) => fails > 0);
  const passing = checks.filter(({ fails }) => fails === 0);
  const tableOf = (rows: readonly Check[], caption: string): Html =>
    table({ label: "Checks", caption, columns, rows });
  return section("checks", "Checks", [
    failing.length > 0
      ? tableOf(
          [...failing].sort((a, b) => failRate(b) - failRate(a)),
          `${counted(failing.length, "check")} failed at least once, worst first.`,
        )
      : html`<p>Every check held, every time.</p>`,
    passing.length > 0 &&
      html`<details><summary>${counted(passing.length, "check")} without a failure</summary>
${tableOf(passing, "In the order in which the result lists them.")}</details>`,
  ]);
}

function failRate({ passes, fails }: Check): number {
  return passes + fails === 0 ? 0 : fails / (passes + fails);
}

const columns: readonly Column<Check>[] = [
  {
    title: "State",
    cell: ({ passes, fails }) => {
      if (fails > 0) return badge("bad", "✗", "failed");
      return passes > 0 ? badge("good", "✓", "held") : badge("void", "⊘", "never ran");
    },
  },
  { title: "Check", names: true, cell: ({ name }) => name, sortBy: ({ name }) => name },
  { title: "Endpoint", cell: ({ endpoint }) => endpoint, sortBy: ({ endpoint }) => endpoint },
  { title: "Passed", numeric: true, cell: ({ passes }) => count(passes), sortBy: ({ passes }) => passes },
  {
    title: "Failed",
    numeric: true,
    cell: ({ fails }) => oughtToBeZero(fails, count(fails)),
    sortBy: ({ fails }) => fails,
  },
  {
    title: "Share failed",
    numeric: true,
    cell: (check) => (check.passes + check.fails === 0 ? NOTHING : share(failRate(check))),
    sortBy: failRate,
  },
];
