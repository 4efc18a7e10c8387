"""Asks the planted pages within this process, as WSGI, as ASGI and from several threads, and prints what each answer said
of itself beside what Django captured."""

import asyncio
import json
from concurrent.futures import ThreadPoolExecutor

import django

django.setup()

from django.conf import settings  # noqa: E402
from django.db import connection  # noqa: E402
from django.test import AsyncClient, Client  # noqa: E402
from django.test.utils import CaptureQueriesContext  # noqa: E402

settings.ALLOWED_HOSTS = ["*"]
SECRET = {"x-obcms-perf-probe": settings.OBCMS_PERF_PROBE_SECRET}
PAGES = ["/database/?users=0", "/database/?users=7", "/template/", "/cache/", "/python/", "/health/"]


def asked(how, page, captured, response):
    # Django notes these without a cursor's execute, so no hook sees them.
    statements = [query for query in captured if query["sql"] not in ("BEGIN", "COMMIT", "ROLLBACK")]
    said = response.headers["Server-Timing"]
    print(json.dumps({"how": how, "page": page, "captured": len(statements), "said": said}))


for page in PAGES:
    with CaptureQueriesContext(connection) as queries:
        response = Client(headers=SECRET).get(page)
    asked("WSGI", page, queries.captured_queries, response)


async def later():
    for page in PAGES:
        # As a default of AsyncClient the header would arrive under another name.
        response = await AsyncClient().get(page, headers=SECRET)
        print(json.dumps({"how": "ASGI", "page": page, "said": response.headers["Server-Timing"]}))


asyncio.run(later())


def in_thread(users):
    response = Client(headers=SECRET).get(f"/database/?users={users}")
    return {"how": "thread", "page": f"{users}", "said": response.headers["Server-Timing"]}


with ThreadPoolExecutor(6) as pool:
    for answer in pool.map(in_thread, range(12)):
        print(json.dumps(answer))
