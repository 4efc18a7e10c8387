"""Server-Timing: what an answer cost, for requests that carry the secret. Others are answered as without it."""

from hmac import compare_digest
from time import perf_counter, thread_time

from asgiref.sync import iscoroutinefunction
from django.conf import settings
from django.core.exceptions import MiddlewareNotUsed
from django.utils.decorators import sync_and_async_middleware

from . import database
from .spent import Spent, current

# As the suite sends it: tests/performance/k6/catalogue/probe-header.ts.
HEADER = "HTTP_X_OBCMS_PERF_PROBE"


@sync_and_async_middleware
def server_timing(get_response):
    secret = getattr(settings, "OBCMS_PERF_PROBE_SECRET", None)
    if not secret:
        raise MiddlewareNotUsed("no secret: nobody may ask what an answer costs")
    database.watch()
    expected = secret.encode()

    def asks(request):
        given = request.META.get(HEADER)
        return given is not None and compare_digest(given.encode(), expected)

    if iscoroutinefunction(get_response):

        async def answer_later(request):
            if not asks(request):
                return await get_response(request)
            spent = Spent()
            token = current.set(spent)
            start = perf_counter()
            try:
                response = await get_response(request)
            finally:
                current.reset(token)
            # The event loop's thread answers others meanwhile, so its CPU time is not this request's.
            response.headers["Server-Timing"] = describe(perf_counter() - start, None, spent)
            return response

        return answer_later

    def answer(request):
        if not asks(request):
            return get_response(request)
        spent = Spent()
        token = current.set(spent)
        start, cpu = perf_counter(), thread_time()
        try:
            response = get_response(request)
        finally:
            current.reset(token)
        response.headers["Server-Timing"] = describe(perf_counter() - start, thread_time() - cpu, spent)
        return response

    return answer


def describe(total, cpu, spent):
    """The header, from seconds to milliseconds. The total ends when the answer's head is known: a stream goes on."""
    seconds = spent.seconds
    # One template: put together of parts it would be half of what an answer costs here.
    return (
        'total;dur=%.3f, %sdb;dur=%.3f;desc="queries=%d duplicates=%d%s", template;dur=%.3f, '
        'cache;dur=%.3f;desc="hits=%d misses=%d"'
    ) % (
        total * 1000,
        "" if cpu is None else "cpu;dur=%.3f, " % (cpu * 1000),
        seconds["db"] * 1000,
        spent.queries,
        spent.duplicates,
        "" if spent.largest < 0 else " rows=%d largest=%d" % (spent.rows, spent.largest),
        seconds["template"] * 1000,
        seconds["cache"] * 1000,
        spent.hits,
        spent.misses,
    )
