"""What the answer to one request has cost so far: kept in a context variable, which Django carries into its threads."""

from contextlib import contextmanager
from contextvars import ContextVar
from time import perf_counter

current = ContextVar("obcms_perf_spent", default=None)


class Spent:
    """Seconds and counts. The parts are disjoint: a statement that a template causes is database, not template."""

    __slots__ = ("db", "queries", "duplicates", "template", "cache", "hits", "misses", "_seen", "_inner")

    def __init__(self):
        self.db = self.template = self.cache = 0.0
        self.queries = self.duplicates = self.hits = self.misses = 0
        self._seen = set()
        # What parts within the one that is being timed have taken already.
        self._inner = 0.0

    def count_query(self, sql):
        self.queries += 1
        if sql in self._seen:
            self.duplicates += 1
        else:
            self._seen.add(sql)

    @contextmanager
    def timed(self, part):
        """Adds what the block takes to a part, without what other parts take within it."""
        outer = self._inner
        self._inner = 0.0
        start = perf_counter()
        try:
            yield
        finally:
            took = perf_counter() - start
            setattr(self, part, getattr(self, part) + took - self._inner)
            self._inner = outer + took


@contextmanager
def timed(part):
    """As Spent.timed, for the request that is being answered; outside of one, nothing."""
    spent = current.get()
    if spent is None:
        yield None
        return
    with spent.timed(part):
        yield spent
