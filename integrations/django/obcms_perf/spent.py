"""What the answer to one request has cost so far: kept in a context variable, which Django carries into its threads."""

from contextvars import ContextVar
from time import perf_counter

current = ContextVar("obcms_perf_spent", default=None)


class Spent:
    """Seconds and counts. The parts are disjoint: a statement that a template causes is database, not template."""

    __slots__ = ("seconds", "queries", "duplicates", "hits", "misses", "rows", "largest", "_inner", "_seen")

    def __init__(self):
        self.seconds = {"db": 0.0, "template": 0.0, "cache": 0.0}
        self.queries = self.duplicates = self.hits = self.misses = 0
        # Below 0: no statement of which the driver told.
        self.rows, self.largest = 0, -1
        self._seen = set()
        # What parts within the one that is being timed have taken already.
        self._inner = 0.0

    def count_query(self, sql):
        self.queries += 1
        if sql in self._seen:
            self.duplicates += 1
        else:
            self._seen.add(sql)

    def count_rows(self, rows):
        self.rows += rows
        if rows > self.largest:
            self.largest = rows

    def timed(self, part, call, *args, **kwargs):
        """Adds what the call takes to a part, without what other parts take within it. A context manager would take
        twice as long as the rest of it: this runs for each statement."""
        outer = self._inner
        self._inner = 0.0
        start = perf_counter()
        try:
            return call(*args, **kwargs)
        finally:
            took = perf_counter() - start
            self.seconds[part] += took - self._inner
            self._inner = outer + took


def timed(part, call, *args, **kwargs):
    """The same for the request that is being answered; outside of one only the call."""
    spent = current.get()
    return call(*args, **kwargs) if spent is None else spent.timed(part, call, *args, **kwargs)
