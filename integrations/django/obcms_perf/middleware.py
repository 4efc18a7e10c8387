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

    def asks(request):
        return compare_digest(request.META.get(HEADER, "").encode(), secret.encode())

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
    parts = [f"total;dur={total * 1000:.3f}"]
    if cpu is not None:
        parts.append(f"cpu;dur={cpu * 1000:.3f}")
    return ", ".join(
        [
            *parts,
            f'db;dur={spent.db * 1000:.3f};desc="queries={spent.queries} duplicates={spent.duplicates}"',
            f"template;dur={spent.template * 1000:.3f}",
            f'cache;dur={spent.cache * 1000:.3f};desc="hits={spent.hits} misses={spent.misses}"',
        ]
    )
