// Every setting of a run: its name in an environment file, its environment variable, its default, whether it is secret.
// A table; resolve-settings.ts reads it.

export type Kind = "text" | "number" | "flag" | "list" | "limits";

export type Setting = {
  readonly kind: Kind;
  /** The plan's K6_ names are kept; all others start with OBCMS_, because other K6_ names steer k6 itself. */
  readonly env: string;
  readonly default: Value;
  readonly doc: string;
  readonly secret?: true;
  /** The suite has no use for it: k6 never gets it. */
  readonly toolOnly?: true;
  /** Somebody types it for one run: no file may hold it. */
  readonly typed?: true;
  /** The tool sets it for each run, for k6. */
  readonly byTool?: true;
};

/** Undefined: nothing was given and there is no default. */
export type Value =
  | string
  | number
  | boolean
  | readonly string[]
  | Readonly<Record<string, number>>
  | undefined;

export const settings = {
  baseUrl: {
    kind: "text",
    env: "K6_BASE_URL",
    default: undefined,
    doc: "origin of the target: scheme, host, port",
  },
  environment: {
    kind: "text",
    env: "OBCMS_ENVIRONMENT",
    default: "local",
    doc: "name of the environment, a tag on every sample",
  },
  build: {
    kind: "text",
    env: "OBCMS_BUILD",
    default: "none",
    doc: "build number of the target, a tag on every sample",
  },
  runId: {
    kind: "text",
    env: "OBCMS_RUN_ID",
    default: "none",
    doc: "name of this run, the tag testid on every sample",
  },
  allowedOrigins: {
    kind: "list",
    env: "OBCMS_ALLOWED_ORIGINS",
    default: [],
    doc: "exact origins beside loopback that may be loaded",
  },
  allowWrites: {
    kind: "flag",
    env: "OBCMS_ALLOW_WRITES",
    default: false,
    doc: "journeys may write to a target that is not loopback",
  },
  unmarkedTarget: {
    kind: "text",
    env: "OBCMS_UNMARKED_TARGET",
    default: undefined,
    typed: true,
    doc: "the target's origin once more: journeys may write there although it has no marker of a performance database; a report says so",
  },
  doctor: {
    kind: "text",
    env: "OBCMS_DOCTOR",
    default: "stop",
    toolOnly: true,
    doc: "what is looked at before a run: stop ends it where a check fails, note goes on, skip does not look",
  },
  allowResidue: {
    kind: "flag",
    env: "OBCMS_ALLOW_RESIDUE",
    default: false,
    doc: "what nothing can take away again may be left on the target",
  },
  warmCache: {
    kind: "flag",
    env: "OBCMS_WARM_CACHE",
    default: false,
    doc: "asks for each page of the scenarios a few times in setup(), before the judged load",
  },
  flushCache: {
    kind: "flag",
    env: "OBCMS_FLUSH_CACHE",
    default: false,
    toolOnly: true,
    doc: "empties the target's cache before the load, by its own Django (manage.command): sessions go with it",
  },
  flushQueue: {
    kind: "flag",
    env: "OBCMS_FLUSH_QUEUE",
    default: false,
    toolOnly: true,
    doc: "empties the target's Celery queue before the load, by its own Celery (manage.command)",
  },
  mended: {
    kind: "list",
    env: "OBCMS_MENDED",
    default: [],
    doc: "endpoints that the catalogue calls broken and this target answers again",
  },
  clientId: {
    kind: "list",
    env: "K6_CLIENT_ID",
    default: [],
    doc: "users of persona api_client; virtual users share them out",
  },
  clientSecret: {
    kind: "text",
    env: "K6_CLIENT_SECRET",
    default: undefined,
    secret: true,
    doc: "the password of persona api_client's users",
  },
  "personas.staff.usernames": {
    kind: "list",
    env: "OBCMS_STAFF_USERNAMES",
    default: [],
    doc: "users of persona staff; virtual users share them out",
  },
  "personas.staff.password": {
    kind: "text",
    env: "OBCMS_STAFF_PASSWORD",
    default: undefined,
    secret: true,
    doc: "the password of persona staff's users",
  },
  "personas.executive.usernames": {
    kind: "list",
    env: "OBCMS_EXECUTIVE_USERNAMES",
    default: [],
    doc: "users of persona executive; virtual users share them out",
  },
  "personas.executive.password": {
    kind: "text",
    env: "OBCMS_EXECUTIVE_PASSWORD",
    default: undefined,
    secret: true,
    doc: "the password of persona executive's users",
  },
  "personas.central_admin.usernames": {
    kind: "list",
    env: "OBCMS_CENTRAL_ADMIN_USERNAMES",
    default: [],
    doc: "users of persona central_admin; virtual users share them out",
  },
  "personas.central_admin.password": {
    kind: "text",
    env: "OBCMS_CENTRAL_ADMIN_PASSWORD",
    default: undefined,
    secret: true,
    doc: "the password of persona central_admin's users",
  },
  "personas.provincial_coordinator.usernames": {
    kind: "list",
    env: "OBCMS_PROVINCIAL_COORDINATOR_USERNAMES",
    default: [],
    doc: "users of persona provincial_coordinator; virtual users share them out",
  },
  "personas.provincial_coordinator.password": {
    kind: "text",
    env: "OBCMS_PROVINCIAL_COORDINATOR_PASSWORD",
    default: undefined,
    secret: true,
    doc: "the password of persona provincial_coordinator's users",
  },
  shareUsers: {
    kind: "flag",
    env: "OBCMS_SHARE_USERS",
    default: false,
    doc: "virtual users may share a user where there are fewer users than virtual users; a result says so",
  },
  shareRecords: {
    kind: "flag",
    env: "OBCMS_SHARE_RECORDS",
    default: false,
    doc: "virtual users may change the same record where there are fewer records than virtual users; a result says so",
  },
  "throttles.burstPerMinute": {
    kind: "number",
    env: "OBCMS_THROTTLE_BURST_PER_MINUTE",
    default: undefined,
    doc: "REST requests in any 60 s that the target lets a user, or an address that nobody signed in from, have (OBCMS's own: 60); not set: it throttles nobody",
  },
  "throttles.userPerHour": {
    kind: "number",
    env: "OBCMS_THROTTLE_USER_PER_HOUR",
    default: undefined,
    doc: "the same in any hour (OBCMS's own: 1000)",
  },
  "throttles.anonPerHour": {
    kind: "number",
    env: "OBCMS_THROTTLE_ANON_PER_HOUR",
    default: undefined,
    doc: "the same in any hour for an address alone (OBCMS's own: 100)",
  },
  "personas.throw_away.usernames": {
    kind: "list",
    env: "OBCMS_THROW_AWAY_USERNAMES",
    default: [],
    doc: "accounts that a run may lock, one for each lock-out; a locked one is free again after half an hour",
  },
  "personas.throw_away.password": {
    kind: "text",
    env: "OBCMS_THROW_AWAY_PASSWORD",
    default: undefined,
    secret: true,
    doc: "the password of persona throw_away's users; it is never sent right",
  },
  "bypass.header": {
    kind: "text",
    env: "OBCMS_BYPASS_HEADER",
    default: undefined,
    doc: "header that lets automated runs past a captcha or a second factor; OBCMS has neither today",
  },
  "bypass.value": {
    kind: "text",
    env: "OBCMS_BYPASS_VALUE",
    default: undefined,
    secret: true,
    doc: "what that header says; sent to the target only, and only where both are set",
  },
  probeSecret: {
    kind: "text",
    env: "OBCMS_PROBE_SECRET",
    default: undefined,
    secret: true,
    doc: "sent with each request, so that a target with the overlay answers what it cost (Server-Timing)",
  },
  databaseUrl: {
    kind: "text",
    env: "OBCMS_DATABASE_URL",
    default: undefined,
    secret: true,
    toolOnly: true,
    doc: "postgres://… of the target's database (sqlite:PATH of a stand-in's), which the tool reads before and after a run that writes, to see what it broke",
  },
  "manage.command": {
    kind: "text",
    env: "OBCMS_MANAGE",
    default: undefined,
    toolOnly: true,
    doc: "how the target's manage.py is run, here or in a container, for what HTTP does not tell: how it is configured, and which workers it has",
  },
  "manage.folder": {
    kind: "text",
    env: "OBCMS_MANAGE_FOLDER",
    default: undefined,
    toolOnly: true,
    doc: "where that command is run",
  },
  parityFile: {
    kind: "text",
    env: "OBCMS_PARITY_FILE",
    default: undefined,
    toolOnly: true,
    doc: "file that describes production, with which the tool compares the target before a run; a relative path is relative to the working directory",
  },
  probeUrl: {
    kind: "text",
    env: "OBCMS_PROBE_URL",
    default: undefined,
    doc: "where a probe on this machine tells of queue, workers and the storage of uploads, which it also empties; without it the budgets on them have no data",
  },
  samplesUrl: {
    kind: "text",
    env: "OBCMS_SAMPLES_URL",
    default: undefined,
    byTool: true,
    doc: "where the tool tells k6 what its probes see; it sets it itself for each run",
  },
  watched: {
    kind: "list",
    env: "OBCMS_WATCHED",
    default: [],
    byTool: true,
    doc: "the probes of which it tells there, redis or host:web; it sets it itself for each run",
  },
  abortOn: {
    kind: "list",
    env: "OBCMS_ABORT_ON",
    default: [],
    doc: "ids of budgets that end the run when they are broken, after its first 10 s",
  },
  "probes.broker": {
    kind: "text",
    env: "OBCMS_PROBE_BROKER",
    default: undefined,
    secret: true,
    toolOnly: true,
    doc: "redis://… of the target's Celery broker: a probe watches the queue there, and hears Celery's task events",
  },
  "probes.queue": {
    kind: "text",
    env: "OBCMS_PROBE_QUEUE",
    default: "celery",
    toolOnly: true,
    doc: "name of the queue there",
  },
  "probes.results": {
    kind: "text",
    env: "OBCMS_PROBE_RESULTS",
    default: undefined,
    secret: true,
    toolOnly: true,
    doc: "redis://… of Celery's result backend: a probe sees there when the result of a task can be read",
  },
  "probes.cache": {
    kind: "text",
    env: "OBCMS_PROBE_CACHE",
    default: undefined,
    secret: true,
    toolOnly: true,
    doc: "redis://… of the target's cache: a probe reads its hits, misses and commands",
  },
  "probes.workerLog": {
    kind: "text",
    env: "OBCMS_PROBE_WORKER_LOG",
    default: undefined,
    toolOnly: true,
    doc: "log file of the Celery worker, which a probe follows, through rotation, too",
  },
  "probes.workerZone": {
    kind: "text",
    env: "OBCMS_PROBE_WORKER_ZONE",
    default: "Asia/Manila",
    toolOnly: true,
    doc: "time zone of that log's lines, which name none",
  },
  "probes.webhookPort": {
    kind: "number",
    env: "OBCMS_PROBE_WEBHOOK_PORT",
    default: undefined,
    toolOnly: true,
    doc: "port on this machine's loopback where a probe takes acknowledgements of a worker: POST {task, name, event, at}",
  },
  "probes.postgres": {
    kind: "flag",
    env: "OBCMS_PROBE_POSTGRES",
    default: false,
    toolOnly: true,
    doc: "a probe reads pg_stat_statements, connections, waits and locks of the database that databaseUrl names",
  },
  "probes.metrics": {
    kind: "text",
    env: "OBCMS_PROBE_METRICS",
    default: undefined,
    toolOnly: true,
    doc: "address of django-prometheus, which a probe reads: http://127.0.0.1:8000/metrics/metrics",
  },
  "probes.metricsToken": {
    kind: "text",
    env: "OBCMS_PROBE_METRICS_TOKEN",
    default: undefined,
    secret: true,
    toolOnly: true,
    doc: "what OBCMS's production settings ask for there (its METRICS_TOKEN), sent as Authorization: Bearer",
  },
  "probes.queryLog": {
    kind: "text",
    env: "OBCMS_PROBE_QUERY_LOG",
    default: undefined,
    toolOnly: true,
    doc: "file in which the target logs its statements as django.db.backends does; a probe counts them",
  },
  "probes.processes": {
    kind: "list",
    env: "OBCMS_PROBE_PROCESSES",
    default: [],
    toolOnly: true,
    doc: "processes of this machine whose processor time and memory a probe reads, with their children: web=port:8000, worker=/run/celery.pid; k6 and the whole machine are always among them",
  },
  "probes.storage": {
    kind: "text",
    env: "OBCMS_PROBE_STORAGE",
    default: undefined,
    toolOnly: true,
    doc: "folder of the target's uploads (MEDIA_ROOT), which a probe watches, and empties of what no document of databaseUrl has any more",
  },
  "outputs.prometheus": {
    kind: "text",
    env: "OBCMS_PROMETHEUS",
    default: undefined,
    secret: true,
    toolOnly: true,
    doc: "where k6 writes its samples beside the run folder: remote write of a Prometheus, http://USER:PASSWORD@HOST:9090/api/v1/write",
  },
  "outputs.prometheusQuery": {
    kind: "text",
    env: "OBCMS_PROMETHEUS_QUERY",
    default: undefined,
    secret: true,
    toolOnly: true,
    doc: "below which address that store answers /api/v1/query, where the one written to does not tell: the tool asks there what it holds of the run",
  },
  "outputs.nativeHistograms": {
    kind: "flag",
    env: "OBCMS_NATIVE_HISTOGRAMS",
    default: true,
    toolOnly: true,
    doc: "durations go there as native histograms; a store that takes none refuses everything, and gets percentiles with false",
  },
  "outputs.influxdb": {
    kind: "text",
    env: "OBCMS_INFLUXDB",
    default: undefined,
    secret: true,
    toolOnly: true,
    doc: "an InfluxDB 1 that k6 writes to in the same way: http://USER:PASSWORD@HOST:8086/DATABASE",
  },
  "outputs.otel": {
    kind: "text",
    env: "OBCMS_OTEL",
    default: undefined,
    secret: true,
    toolOnly: true,
    doc: "an OpenTelemetry collector that k6 writes to in the same way: http://HOST:4318 or grpc://HOST:4317, https:// and grpcs:// encrypted",
  },
  "outputs.required": {
    kind: "flag",
    env: "OBCMS_REQUIRE_OUTPUTS",
    default: false,
    toolOnly: true,
    doc: "a run that passes ends with exit code 94 where one of these stores does not hold all of it",
  },
  profile: { kind: "text", env: "OBCMS_PROFILE", default: "smoke", doc: "load profile" },
  scenarios: {
    kind: "list",
    env: "OBCMS_SCENARIO",
    default: [],
    doc: "scenarios of the plan to run; empty: all that have a journey",
  },
  durationSeconds: {
    kind: "number",
    env: "OBCMS_DURATION_SECONDS",
    default: undefined,
    doc: "how long the profile's steady part lasts, or breakpoint's ramp, seconds",
  },
  vus: {
    kind: "number",
    env: "OBCMS_VUS",
    default: undefined,
    doc: "virtual users; the most that an arrival rate may use, or that a controlled run may be scaled to",
  },
  rate: {
    kind: "number",
    env: "OBCMS_RATE",
    default: undefined,
    doc: "iterations per second of an arrival rate: what soak and mixed hold, what breakpoint rises to",
  },
  thinkTimeScale: {
    kind: "number",
    env: "OBCMS_THINK_TIME_SCALE",
    default: 1,
    doc: "multiplies every pause of a journey; 0 removes them",
  },
  requestTimeoutSeconds: {
    kind: "number",
    env: "OBCMS_REQUEST_TIMEOUT_SECONDS",
    default: 10,
    doc: "after it a request counts as not answered",
  },
  gracefulStopSeconds: {
    kind: "number",
    env: "OBCMS_GRACEFUL_STOP_SECONDS",
    default: 30,
    doc: "how long iterations may take to finish after the planned end; then they are cut off",
  },
  proxy: {
    kind: "text",
    env: "OBCMS_PROXY",
    default: undefined,
    doc: "proxy that k6 uses; the machine's own proxy variables are never used",
  },
  "tls.insecureSkipVerify": {
    kind: "flag",
    env: "OBCMS_TLS_INSECURE_SKIP_VERIFY",
    default: false,
    doc: "accept a certificate that cannot be verified",
  },
  "caps.vus": {
    kind: "number",
    env: "OBCMS_CAP_VUS",
    default: 200,
    doc: "most virtual users that a run may have here",
  },
  "caps.rate": {
    kind: "number",
    env: "OBCMS_CAP_RATE",
    default: 200,
    doc: "most iterations per second that a run may start here",
  },
  "caps.durationSeconds": {
    kind: "number",
    env: "OBCMS_CAP_DURATION_SECONDS",
    default: 14400,
    doc: "longest run here, seconds",
  },
  "dataset.workItems": {
    kind: "list",
    env: "OBCMS_WORK_ITEMS",
    default: [],
    doc: "ids of work items to use; empty: read from the target in setup()",
  },
  "dataset.monitoringEntries": {
    kind: "list",
    env: "OBCMS_MONITORING_ENTRIES",
    default: [],
    doc: "ids of monitoring entries to use, MOA PPAs only: others cannot be tracked; empty: read from the target in setup()",
  },
  "calendar.shareToken": {
    kind: "text",
    env: "OBCMS_CALENDAR_SHARE_TOKEN",
    default: undefined,
    doc: "token of a shared calendar link on the target; it cannot be made over HTTP",
  },
  "calendar.missShare": {
    kind: "number",
    env: "OBCMS_CALENDAR_MISS_SHARE",
    default: 0.1,
    doc: "share of feed polls that ask for days nobody asked for before, which no cache holds: 0 to 1",
  },
  "documents.medianKb": {
    kind: "number",
    env: "OBCMS_DOCUMENT_MEDIAN_KB",
    default: 400,
    doc: "median size of uploaded documents, kB of 1000 bytes: half of them are smaller (lognormal, sigma 0.8)",
  },
  "documents.capKb": {
    kind: "number",
    env: "OBCMS_DOCUMENT_CAP_KB",
    default: 5000,
    doc: "largest uploaded document, kB; each virtual user keeps three (decision 015 has the memory that they take)",
  },
  "documents.patienceSeconds": {
    kind: "number",
    env: "OBCMS_DOCUMENT_PATIENCE_SECONDS",
    default: 30,
    doc: "how long a journey waits for an uploaded document to be ready before that is a fault",
  },
  "documents.storageMb": {
    kind: "number",
    env: "OBCMS_DOCUMENT_STORAGE_MB",
    default: 500,
    doc: "storage of uploads, MB, from which it is emptied of what no document has any more; where a probe tells of it",
  },
  budgets: {
    kind: "limits",
    env: "OBCMS_BUDGETS",
    default: {},
    doc: "limits by budget id: they replace the catalogue's, or ask for a budget that nobody has until then (README: On demand)",
  },
} as const satisfies Record<string, Setting>;

export type SettingName = keyof typeof settings;
export const settingNames = Object.keys(settings) as SettingName[];

type ValueOf<K extends Kind> = K extends "text"
  ? string | undefined
  : K extends "number"
    ? number | undefined
    : K extends "flag"
      ? boolean
      : K extends "list"
        ? readonly string[]
        : Readonly<Record<string, number>>;
type WithDefault<S extends Setting> = S["default"] extends undefined
  ? ValueOf<S["kind"]>
  : Exclude<ValueOf<S["kind"]>, undefined>;
export type SettingValues = { readonly [Name in SettingName]: WithDefault<(typeof settings)[Name]> };
