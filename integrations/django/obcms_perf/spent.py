"""What the answer to one request has cost so far: kept in a context variable, which Django carries into its threads."""

from contextlib import contextmanager
from contextvars import ContextVar
from time import perf_counter

current = ContextVar("obcms_perf_spent", default=None)


class Spent:
    """Seconds and counts. The parts are disjoint: a statement that a template causes is database, not template."""

    __slots__ = ("db", "queries", "duplicates", "template", "cache", "hits", "misses", "inner", "_seen")

    def __init__(self):
        self.db = self.template = self.cache = 0.0
        self.queries = self.duplicates = self.hits = self.misses = 0
        self._seen = set()
        # What parts within the one that is being timed have taken already.
        self.inner = 0.0

    def count_query(self, sql):
        self.queries += 1
        if sql in self._seen:
            self.duplicates += 1
        else:
            self._seen.add(sql)


@contextmanager
def timed(part):
    """Adds what the block takes to a part of the request that is being answered, without what other parts take within
    it; outside of a request, nothing."""
    spent = current.get()
    if spent is None:
        yield None
        return
    outer = spent.inner
    spent.inner = 0.0
    start = perf_counter()
    try:
        yield spent
    finally:
        took = perf_counter() - start
        setattr(spent, part, getattr(spent, part) + took - spent.inner)
        spent.inner = outer + took
