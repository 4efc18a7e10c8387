"""The overlay put on and taken off again within one process, by what Django keeps of its settings (Django 5.2)."""

from django.conf import settings
from django.core.cache import caches
from django.core.handlers.wsgi import WSGIHandler
from django.db import connection
from django.template import engines
from django.utils.module_loading import import_string
from measured_settings import CACHES, MIDDLEWARE, TEMPLATES


def variants():
    """By name what makes it so, and gives the handler and the secret to send."""
    connection.ensure_connection()
    whole = WSGIHandler()
    settings.MIDDLEWARE = MIDDLEWARE
    bare = WSGIHandler()
    [engine], [own_engine], [own_cache] = engines.all(), TEMPLATES, CACHES.values()
    on = (list(connection.execute_wrappers), caches["default"], engine)
    off = ([], import_string(own_cache["BACKEND"])(own_cache["LOCATION"], {}), plain_engine(own_engine))
    if not on[0] or type(on[1]) is type(off[1]) or type(on[2]) is type(off[2]):
        raise SystemExit("the overlay is not installed, so there is nothing to compare")

    def put(parts):
        connection.execute_wrappers[:], caches["default"], engines._engines["django"] = parts

    def variant(parts, handler, secret=None):
        return lambda: put(parts) or (handler, secret)

    return {
        "without": variant(off, bare),
        "installed": variant(on, whole),
        "asked": variant(on, whole, settings.OBCMS_PERF_PROBE_SECRET),
    }


def plain_engine(own):
    keys = {"NAME": "django", "DIRS": [], "APP_DIRS": False, "OPTIONS": dict(own["OPTIONS"])}
    return import_string(own["BACKEND"])(keys)
