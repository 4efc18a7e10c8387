// What the target did meanwhile, as probes saw it: which of them watched, curves over the run, and a part for each.

import type { Probes, probeReports } from "../../result/probes.ts";
import type { Result } from "../../result/result.ts";
import { type Html, html, type Insert } from "../escape.ts";
import { nothing, section } from "./frame.ts";
import { cachePart } from "./target/cache.ts";
import { curves } from "./target/curves.ts";
import { databasePart, queryLogPart } from "./target/database.ts";
import { processesPart } from "./target/processes.ts";
import { storagePart } from "./target/storage.ts";
import { tasksPart } from "./target/tasks.ts";
import { viewsPart } from "./target/views.ts";
import { watchedTable } from "./target/watched.ts";

const TITLE = "What the target did meanwhile";

export function targetSection({ probes, series }: Result): Html {
  if (probes === undefined)
    return section("target", TITLE, nothing(`Nobody watched the target. ${SWITCH_ON}`));
  const onlyHost = probes.probes.every(({ probe }) => probe === "host");
  return section("target", TITLE, [
    watchedTable(probes),
    onlyHost && html`<p class="means">${SWITCH_ON}</p>`,
    curves(probes, series),
    partNames.map((name) => partOf(name, probes.reports)),
  ]);
}

const SWITCH_ON =
  "Queue, tasks, database and cache are watched too where the environment file says how to reach them (docs/probes.md).";

type Reports = Probes["reports"];
type Parts = { [Name in keyof typeof probeReports]: (report: NonNullable<Reports[Name]>) => Insert };

/** In the order in which they stand. */
const parts: Parts = {
  postgres: databasePart,
  query_log: queryLogPart,
  redis: cachePart,
  celery: tasksPart,
  prometheus: viewsPart,
  host: processesPart,
  storage: storagePart,
};
const partNames = Object.keys(parts) as (keyof Parts)[];

/** Nothing of a probe that is off or was blind. */
function partOf<Name extends keyof Parts>(name: Name, reports: Reports): Insert {
  const report = reports[name];
  return report === undefined ? null : parts[name](report as NonNullable<Reports[Name]>);
}
