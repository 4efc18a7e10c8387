"""Times and counts statements, by Django's own hook for that, on every connection that a process opens."""

from django.db import connections
from django.db.backends.signals import connection_created

from .spent import current


def watch():
    """Once per process. A connection keeps its wrappers when it is closed and opened again."""
    connection_created.connect(_watch, dispatch_uid="obcms_perf.database")
    for connection in connections.all(initialized_only=True):
        _watch(None, connection)


def _watch(sender, connection, **kwargs):
    # What connection.execute_wrapper() does for the time of a block, for as long as the connection is there.
    if _execute not in connection.execute_wrappers:
        connection.execute_wrappers.append(_execute)


def _execute(execute, sql, params, many, context):
    spent = current.get()
    if spent is None:
        return execute(sql, params, many, context)
    spent.count_query(sql)
    result = spent.timed("db", execute, sql, params, many, context)
    # The driver's own cursor: by way of Django's it would take four times as long. -1: it does not know, because it is
    # SQLite's, or one on the server.
    rows = context["cursor"].cursor.rowcount
    if rows >= 0 and _returns_rows(sql):
        spent.count_rows(rows)
    return result


def _returns_rows(sql):
    """What a write changed is in the same count, and is not returned."""
    text = str(sql)
    # Django's own statements begin so; others are written by hand.
    return text.startswith("SELECT") or text.lstrip("( \n\t")[:6].upper().startswith(("SELECT", "WITH"))
