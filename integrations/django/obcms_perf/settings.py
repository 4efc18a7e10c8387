"""OBCMS's own settings, and what a performance test asks of them by the environment.

    DJANGO_SETTINGS_MODULE=obcms_perf.settings
    OBCMS_PERF_SETTINGS      the settings that it stands before; obc_management.settings.base without it
    OBCMS_PERF_PROBE_SECRET  who sends it is told what an answer cost; without it nobody is
    OBCMS_PERF_THROTTLES     rates of REST framework by scope: burst=6000/min,user=100000/hour
    OBCMS_PERF_CACHE_URL     redis://…: the cache and the sessions, shared by all workers
    OBCMS_PERF_TASK_EVENTS   1: Celery tells of each task that it is sent, received, started and done
    OBCMS_PERF_SYNCDB        1: `migrate --run-syncdb` makes the tables from the models, without OBCMS's migrations
    OBCMS_PERF_QUERY_LOG     a file: each statement with its time, as django.db.backends logs it where DEBUG is on
"""

import os
from importlib import import_module

from .cache import watched

_own = import_module(os.environ.get("OBCMS_PERF_SETTINGS", "obc_management.settings.base"))
globals().update({name: value for name, value in vars(_own).items() if name.isupper()})

OBCMS_PERF_PROBE_SECRET = os.environ.get("OBCMS_PERF_PROBE_SECRET")

_throttles = os.environ.get("OBCMS_PERF_THROTTLES")
if _throttles:
    _rest = globals().get("REST_FRAMEWORK", {})
    _rates = dict(pair.split("=", 1) for pair in _throttles.split(","))
    REST_FRAMEWORK = {**_rest, "DEFAULT_THROTTLE_RATES": {**_rest.get("DEFAULT_THROTTLE_RATES", {}), **_rates}}

_cache_url = os.environ.get("OBCMS_PERF_CACHE_URL")
if _cache_url:
    CACHES = {"default": {"BACKEND": "django.core.cache.backends.redis.RedisCache", "LOCATION": _cache_url}}
    SESSION_ENGINE = "django.contrib.sessions.backends.cache"

if os.environ.get("OBCMS_PERF_TASK_EVENTS") == "1":
    CELERY_WORKER_SEND_TASK_EVENTS = True
    CELERY_TASK_SEND_SENT_EVENT = True

if os.environ.get("OBCMS_PERF_SYNCDB") == "1":

    class _NoMigrations(dict):
        """Says of every app that it has none."""

        def __contains__(self, app):
            return True

        def __getitem__(self, app):
            return None

    MIGRATION_MODULES = _NoMigrations()

if OBCMS_PERF_PROBE_SECRET:
    # The outermost: what all others take is part of the answer.
    MIDDLEWARE = ["obcms_perf.middleware.server_timing", *globals().get("MIDDLEWARE", [])]
    CACHES = {
        alias: {**cache, "BACKEND": watched(cache["BACKEND"])} for alias, cache in globals().get("CACHES", {}).items()
    }
    TEMPLATES = [
        {"NAME": "django", **engine, "BACKEND": "obcms_perf.templates.TimedTemplates"}
        if engine["BACKEND"] == "django.template.backends.django.DjangoTemplates"
        else engine
        for engine in globals().get("TEMPLATES", [])
    ]

_query_log = os.environ.get("OBCMS_PERF_QUERY_LOG")
if _query_log:
    from .query_log import logging_to

    LOGGING = logging_to(_query_log, globals().get("LOGGING", {}))
