// What a scenario needs before it can say anything, by id: the prerequisites of the plan's cards.
// A card names the ids, the suite's README shows the sentences, and a readiness check of the same id asks the target.

export const readiness = {
  target_reachable: "the target answers, and says that its database and cache are there",
  dataset_present: "communities, coordination records, monitoring entries and work items are seeded",
  dataset_size: "as many records as virtual users change, each its own",
  credentials_api_client: "users who may obtain tokens for the REST API",
  credentials_personas: "users of every persona that the scenario signs in, one for each virtual user",
  lockout_state: "none of the run's accounts is locked, and wrong passwords of one lock no other",
  csrf: "a form without a CSRF token is refused, and with one is not",
  throttles: "the target's throttles of the REST API leave room for the planned load",
  cache_shared: "the target's workers share one cache, as in production",
  upload_limits: "the target takes files of the planned sizes",
  journeys_traced: "the journeys follow traces of OBCMS's own pages",
  server_timing: "the target tells what an answer cost it, in the header Server-Timing",
  celery_worker: "a Celery worker takes tasks from the target's queue",
  queue_empty: "the queue is empty before the run",
  probe_endpoint: "an endpoint tells queue depth and task events while the run goes on",
  synthetic_documents: "documents are generated in production's sizes",
  temporary_storage: "uploads go to storage that is watched and emptied",
  throw_away_accounts: "accounts that may be locked, of which each run takes others",
  bypass_switch: "where the target asks for a captcha or a second factor, a switch for automated runs",
  work_items_every_status: "work items of every status, with dates around today",
  calendar_sharing: "a shared calendar link that is valid",
  analytics_seeded: "monitoring entries, budgets and needs from which the executive pages are computed",
  recommendations_present: "policy recommendations of every status",
  cache_warming: "a step that visits the pages before they are judged can be switched on",
} as const satisfies Record<string, string>;

export type ReadinessName = keyof typeof readiness;
