"""A page that takes 40 to 80 ms in turn, a quarter of it in the database, and none of the processor."""

import time
from itertools import cycle

from django.db import connection
from django.http import JsonResponse
from django.urls import path

SECONDS = cycle([0.04, 0.05, 0.06, 0.07, 0.08])


def ready(request):
    seconds = next(SECONDS)
    connection.ensure_connection()
    connection.connection.create_function("wait", 0, lambda: time.sleep(seconds / 4))
    with connection.cursor() as cursor:
        cursor.execute("SELECT wait()")
    time.sleep(seconds * 3 / 4)
    return JsonResponse({"status": "ready", "checks": {"database": True, "cache": True}})


urlpatterns = [
    path("health/", lambda request: JsonResponse({"status": "healthy", "service": "waiting", "version": "1"})),
    path("ready/", ready),
]
