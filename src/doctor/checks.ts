// The doctor's checks by id, in the order in which they are made. Those of the catalogue's readiness.ts are made where a chosen
// scenario names them as its prerequisite, the others always. examine.ts runs them.

import * as configuration from "./checks/configuration.ts";
import { isEncrypted } from "./checks/connection.ts";
import * as data from "./checks/data.ts";
import * as endpoints from "./checks/endpoints.ts";
import { noneIsLocked } from "./checks/lockout.ts";
import * as machine from "./checks/machine.ts";
import { meetsThrottle } from "./checks/measured-throttle.ts";
import * as parity from "./checks/parity.ts";
import * as people from "./checks/people.ts";
import * as target from "./checks/target.ts";
import { throttlesAreFar } from "./checks/throttles.ts";
import { fitsUploads } from "./checks/uploads.ts";
import * as workers from "./checks/workers.ts";
import { type Check, type CheckName, ok } from "./finding.ts";

export const checks: Readonly<Record<CheckName, Check>> = {
  plan: machine.isPlanned,
  open_files: machine.hasFiles,
  disk_space: machine.hasDisk,
  k6: machine.hasK6,
  tls: isEncrypted,
  target_reachable: target.answers,
  clock_skew: target.clocksAgree,
  configuration: configuration.isTold,
  credentials_api_client: (subject) => people.letsIn(subject, ["api_client"]),
  credentials_personas: (subject) =>
    people.letsIn(
      subject,
      subject.personas.filter((persona) => persona !== "api_client"),
    ),
  lockout_state: noneIsLocked,
  csrf: endpoints.refusesForgery,
  throw_away_accounts: people.hasThrowAways,
  bypass_switch: people.hasBypass,
  performance_marker: target.isMarked,
  production_parity: parity.isLikeProduction,
  endpoints_mounted: endpoints.areMounted,
  dataset_present: data.hasData,
  dataset_size: data.hasRecordsForAll,
  work_items_every_status: data.hasEveryStatus,
  recommendations_present: data.hasRecommendations,
  analytics_seeded: data.hasAnalytics,
  calendar_sharing: data.sharesCalendar,
  throttles: throttlesAreFar,
  throttles_measured: meetsThrottle,
  cache_shared: configuration.sharesCache,
  upload_limits: fitsUploads,
  server_timing: target.tellsTimes,
  probes: workers.probesSee,
  probe_endpoint: workers.probeAnswers,
  celery_worker: workers.isAlive,
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
