"""Cache backends that time what is asked of them and count what they find.

`obcms_perf.cache.django__core__cache__backends__redis__RedisCache` is Django's own Redis cache, watched: settings name
a backend by a path, and this module makes a subclass for any of them.
"""

from functools import cache as remembered

from django.utils.module_loading import import_string

from .spent import current, timed

_NOTHING = object()


def watched(path):
    """The path of a backend that is the given one, watched."""
    return f"{__name__}.{path.replace('.', '__')}"


def __getattr__(name):
    if "__" not in name or name.startswith("__"):
        raise AttributeError(name)
    return _subclass(name.replace("__", "."))


@remembered
def _subclass(path):
    base = import_string(path)
    return type(f"Watched{base.__name__}", (_Watched, base), {})


class _Watched:
    """What a look-up is made of within the backend (get_many by get, for example) counts once, as the outermost."""

    def get(self, key, default=None, version=None):
        spent = current.get()
        if spent is None:
            return super().get(key, default, version)
        hits, misses = spent.hits, spent.misses
        found = spent.timed("cache", super().get, key, _NOTHING, version)
        is_there = found is not _NOTHING
        spent.hits, spent.misses = hits + is_there, misses + (not is_there)
        return found if is_there else default

    def get_many(self, keys, version=None):
        spent = current.get()
        if spent is None:
            return super().get_many(keys, version=version)
        keys = list(keys)
        hits, misses = spent.hits, spent.misses
        found = spent.timed("cache", super().get_many, keys, version=version)
        spent.hits, spent.misses = hits + len(found), misses + len(keys) - len(found)
        return found


def _timed(name):
    def method(self, *args, **kwargs):
        return timed("cache", getattr(super(_Watched, self), name), *args, **kwargs)

    return method


for _name in ("add", "set", "touch", "delete", "incr", "set_many", "delete_many", "clear"):
    setattr(_Watched, _name, _timed(_name))
