// How a target is configured, as its own settings and its workers tell: what HTTP does not say. Read once, changes nothing.

import { z } from "zod";
import type { SettingValues } from "../../tests/performance/k6/catalogue/settings.ts";
import { askInside } from "./ask.ts";
import { type Manage, parseManage } from "./manage.ts";
import { overlayProgram } from "./overlay.ts";

const text = z.string().nullable();
const whole = z.number().nullable();

const workerSchema = z.object({ name: z.string(), concurrency: whole, prefetch: whole });

/** Null where the target has no such thing, or does not tell. Addresses lose their user and password. */
export const configurationSchema = z.object({
  settingsModule: text,
  /** The commit of the folder that it runs from. */
  revision: text,
  python: z.string(),
  django: z.string(),
  debug: z.boolean(),
  timeZone: z.string(),
  database: z.object({
    /** `postgresql`, `sqlite`. */
    vendor: z.string(),
    version: text,
    name: z.string(),
    /** Names of the databases beside the default one: replicas. */
    others: z.array(z.string()),
    /** Servers that receive its changes now; base backups that run count too. Null for SQLite. */
    replicas: whole.optional(),
    /** Seconds that a connection is kept; null: for ever. */
    connectionAgeSeconds: whole,
  }),
  cache: z.object({ backend: z.string(), location: text }),
  sessionEngine: z.string(),
  celery: z.object({
    broker: text,
    resultBackend: text,
    /** Tasks run inside the request: nothing is queued. */
    eager: z.boolean(),
    /** What the settings ask for; what a worker has is in `workers`. */
    concurrency: whole,
    prefetchMultiplier: whole,
    /** Those that answered within three seconds; null where the broker cannot be reached. */
    workers: z.array(workerSchema).nullable(),
  }),
  /** REST framework's rates by scope: `60/min`. */
  throttleRates: z.record(z.string(), text),
  lockout: z.object({ failures: whole, coolOffMinutes: whole }),
  upload: z.object({ memoryBytes: whole, dataBytes: whole }),
  staticRoot: text,
  mediaRoot: text,
  /** Rows of the largest things. */
  rows: z.object({ users: whole, workItems: whole, monitoringEntries: whole }),
});
export type Configuration = z.infer<typeof configurationSchema>;

const QUESTION = `${overlayProgram}
import os, platform, subprocess
from urllib.parse import urlsplit, urlunsplit
import django
from django.apps import apps
from django.conf import settings
from django.contrib.auth import get_user_model
from django.db import connection, connections

def told(name, default=None):
    return getattr(settings, name, default)

def bare(url):
    if not url:
        return None
    try:
        parts = urlsplit(str(url))
    except ValueError:
        return None
    return urlunsplit((parts.scheme, parts.netloc.rpartition("@")[2], parts.path, "", ""))

def whole(value):
    return value if isinstance(value, (int, float)) and not isinstance(value, bool) else None

def quietly(question):
    try:
        return question()
    except Exception:
        return None

def revision():
    folder = str(told("BASE_DIR", os.getcwd()))
    return subprocess.run(["git", "-C", folder, "rev-parse", "HEAD"], capture_output=True, text=True, check=True, timeout=5).stdout.strip()

def version():
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute("show server_version")
            return cursor.fetchone()[0].split(" ")[0]
        cursor.execute("select sqlite_version()")
        return cursor.fetchone()[0]

def replicas():
    with connection.cursor() as cursor:
        cursor.execute("select count(*) from pg_stat_replication")
        return cursor.fetchone()[0]

def count(model):
    return quietly(lambda: (model() if callable(model) else apps.get_model(model)).objects.count())

def workers():
    from celery import current_app
    with current_app.connection_for_write() as broker:
        broker.ensure_connection(max_retries=1, interval_start=0, timeout=3)
    stats = current_app.control.inspect(timeout=3).stats() or {}
    return [{"name": name, "concurrency": (one.get("pool") or {}).get("max-concurrency"), "prefetch": one.get("prefetch_count")}
            for name, one in sorted(stats.items())]

def minutes(value):
    if value is None or isinstance(value, str):
        return None
    return value.total_seconds() / 60 if hasattr(value, "total_seconds") else value * 60

cache = settings.CACHES.get("default", {})
location = cache.get("LOCATION")
rest = told("REST_FRAMEWORK") or {}
answer = {
    "settingsModule": own_settings(os.environ.get("DJANGO_SETTINGS_MODULE")),
    "revision": quietly(revision),
    "python": platform.python_version(),
    "django": django.get_version(),
    "debug": bool(settings.DEBUG),
    "timeZone": settings.TIME_ZONE,
    "database": {
        "vendor": connection.vendor,
        "version": quietly(version),
        "name": str(connection.settings_dict["NAME"]),
        "others": sorted(alias for alias in connections if alias != "default"),
        "replicas": quietly(replicas) if connection.vendor == "postgresql" else None,
        "connectionAgeSeconds": whole(connection.settings_dict.get("CONN_MAX_AGE")),
    },
    "cache": {
        "backend": own_backend(str(cache.get("BACKEND"))),
        "location": bare(location[0] if isinstance(location, (list, tuple)) and location else location),
    },
    "sessionEngine": told("SESSION_ENGINE"),
    "celery": {
        "broker": bare(told("CELERY_BROKER_URL")),
        "resultBackend": bare(told("CELERY_RESULT_BACKEND")),
        "eager": bool(told("CELERY_TASK_ALWAYS_EAGER", False)),
        "concurrency": whole(told("CELERY_WORKER_CONCURRENCY")),
        "prefetchMultiplier": whole(told("CELERY_WORKER_PREFETCH_MULTIPLIER")),
        "workers": quietly(workers),
    },
    "throttleRates": dict(rest.get("DEFAULT_THROTTLE_RATES") or {}),
    "lockout": {
        "failures": whole(told("AXES_FAILURE_LIMIT")),
        "coolOffMinutes": quietly(lambda: minutes(told("AXES_COOLOFF_TIME"))),
    },
    "upload": {
        "memoryBytes": whole(told("FILE_UPLOAD_MAX_MEMORY_SIZE")),
        "dataBytes": whole(told("DATA_UPLOAD_MAX_MEMORY_SIZE")),
    },
    "staticRoot": str(told("STATIC_ROOT")) if told("STATIC_ROOT") else None,
    "mediaRoot": str(told("MEDIA_ROOT")) if told("MEDIA_ROOT") else None,
    "rows": {"users": count(get_user_model), "workItems": count("common.WorkItem"), "monitoringEntries": count("monitoring.MonitoringEntry")},
}
`;

/** Throws a Problem where the command cannot be run or does not answer. */
export function askConfiguration(manage: Manage): Promise<Configuration> {
  return askInside(manage, QUESTION, configurationSchema, "how it is configured");
}

/** What of it stays as it is from run to run: no counts of rows, and of workers how much they do and not their names. */
export function comparableConfiguration({
  rows: _,
  revision: __,
  celery,
  ...rest
}: Configuration): Readonly<Record<string, unknown>> {
  const workers = celery.workers?.map(({ concurrency, prefetch }) => ({ concurrency, prefetch })) ?? null;
  return { ...rest, celery: { ...celery, workers } };
}

/** Undefined where the settings do not say how the target's manage.py is run. */
export function manageOf(
  values: Pick<SettingValues, "manage.command" | "manage.folder">,
): Manage | undefined {
  const command = values["manage.command"];
  return command === undefined ? undefined : parseManage(command, values["manage.folder"]);
}
