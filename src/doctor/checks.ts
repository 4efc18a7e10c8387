// The doctor's checks by id, in the order in which they are made. Those of the catalogue's readiness.ts are made where a chosen
// scenario names them as its prerequisite, the others always. examine.ts runs them.

import * as data from "./checks/data.ts";
import * as machine from "./checks/machine.ts";
import * as parity from "./checks/parity.ts";
import * as people from "./checks/people.ts";
import * as target from "./checks/target.ts";
import * as workers from "./checks/workers.ts";
import { type Check, type CheckName, ok, skipped } from "./finding.ts";

export const checks: Readonly<Record<CheckName, Check>> = {
  plan: machine.isPlanned,
  open_files: machine.hasFiles,
  disk_space: machine.hasDisk,
  target_reachable: target.answers,
  clock_skew: target.clocksAgree,
  credentials_api_client: (subject) => people.letsIn(subject, ["api_client"]),
  credentials_personas: (subject) =>
    people.letsIn(
      subject,
      subject.personas.filter((persona) => persona !== "api_client"),
    ),
  throw_away_accounts: people.hasThrowAways,
  bypass_switch: people.hasBypass,
  performance_marker: target.isMarked,
  production_parity: parity.isLikeProduction,
  dataset_present: data.hasData,
  work_items_every_status: data.hasEveryStatus,
  recommendations_present: data.hasRecommendations,
  analytics_seeded: data.hasAnalytics,
  calendar_sharing: data.sharesCalendar,
  server_timing: target.tellsTimes,
  probe_endpoint: workers.probeAnswers,
  celery_worker: () => skipped("no probe tells of it yet: a run's budgets on finished tasks do"),
  queue_empty: workers.queueIsEmpty,
  temporary_storage: workers.watchesStorage,
  // What the suite brings along needs no look at the target.
  journeys_traced: () => ok("the suite has a trace of every journey"),
  synthetic_documents: ({ values }) =>
    ok(
      `the suite makes them: median ${values["documents.medianKb"]} kB, at most ${values["documents.capKb"]} kB`,
    ),
  cache_warming: ({ values }) =>
    ok(`--warm-cache asks for each page before the judged load; it is ${values.warmCache ? "on" : "off"}`),
};
