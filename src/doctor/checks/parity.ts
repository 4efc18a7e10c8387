// Whether the target is configured as production is, where a parity file says what that is. Called by checks.ts.

import { settings } from "../../../tests/performance/k6/catalogue/settings.ts";
import { parityAgainst } from "../../parity/against.ts";
import { Problem } from "../../problem.ts";
import { differenceCount, differenceText } from "../../result/parity-text.ts";
import { type Finding, failed, ok, skipped, warning } from "../finding.ts";
import type { Subject } from "../subject.ts";

/** Differences never fail: a target may differ on purpose, and a run says so beside its verdict. */
export async function isLikeProduction({ values, told }: Subject): Promise<Finding> {
  if (values.parityFile === undefined)
    return skipped(
      "parityFile is not set: nothing says what production is",
      `describe production in a file, and name it: ${settings.parityFile.env} or --parity`,
    );
  const own = await told();
  const configuration = own.state === "told" ? own.configuration : undefined;
  const parity = await parityAgainst(values.parityFile, { ...values, configuration }).catch(
    (error: unknown) => {
      if (error instanceof Problem) return failed(`${error.what}\n${error.saw}`, error.fix);
      throw error;
    },
  );
  if ("state" in parity) return parity;
  const { rows } = parity;
  const differing = rows.filter(({ state }) => state === "differs");
  const unseen = rows.filter(({ state }) => state === "not_observed");
  const count = differenceCount(rows);
  if (differing.length === 0 && unseen.length === 0) return ok(count);
  return warning(
    [
      count,
      ...differing.map(differenceText),
      ...[...Map.groupBy(unseen, ({ because }) => because)].map(
        ([because, facts]) => `not observed, ${because}: ${facts.map(({ fact }) => fact).join(", ")}`,
      ),
    ].join("\n"),
    "configure the target as production is, or read the run's figures with these differences in mind",
  );
}
