// Which databases are left alone: those that may be somebody's real one, and those with another dataset.

import { parseDataset } from "../../tests/performance/k6/catalogue/performance-marker.ts";
import { Problem } from "../problem.ts";
import type { Target } from "./target-models.ts";

/** Without a fingerprint any dataset of ours may be there. `forceInto` is the database's name, typed by somebody. */
export function refuseForeign(target: Target, forceInto: string | undefined, fingerprint?: string): void {
  const { database, users, error } = target;
  if (error !== null)
    throw new Problem({
      what: `The tables of database ${database} cannot be read.`,
      saw: error,
      fix: "make the tables first, with OBCMS's `migrate`",
      exit: "configuration",
    });
  if (forceInto === database) return;
  const mark = target.marker === null ? undefined : parseDataset(target.marker);
  if (mark === undefined && users > 0)
    throw new Problem({
      what: `Database ${database} may be somebody's real one: it has no performance marker.`,
      saw: `${users} users, and no row of obcms-perf among the kinds of engagement`,
      fix: `name another database; or, if nobody works in it, add --force-into ${database}`,
      exit: "refused",
    });
  if (mark !== undefined && fingerprint !== undefined && mark.fingerprint !== fingerprint)
    throw new Problem({
      what: `Database ${database} holds another dataset; the rows of the two would get mixed up.`,
      saw: `dataset ${mark.fingerprint}, and this one is ${fingerprint}`,
      fix: `load into an empty database; or, if nothing in it is needed, add --force-into ${database}`,
      exit: "refused",
    });
}
