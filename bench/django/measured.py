"""The pages that the bench asks. `python measured.py` reads lines `PATH REQUESTS VARIANT DEPTH`, and prints microseconds of
processor time per request. The handler is called as a WSGI server calls it, without one around it: a server's own share
would only make the overlay's look smaller. All variants are of one process, because two differ by a percent or two for
reasons of their own; and at many depths of the stack, because CPython keeps frames in pieces of 16 kB: a loop that calls
across the end of a piece asks the kernel for the next one each time, and one frame more or less decides which loop does."""

import io
import sys
from datetime import date
from time import process_time

import django
from django.contrib.auth import get_user_model
from django.core.cache import cache
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import path

ROWS = [{"pk": number, "name": f"row {number}", "at": date(2025, 1, 1 + number % 28)} for number in range(50)]


def statements(request, count):
    for number in range(count):
        get_user_model().objects.filter(pk=number).first()
    return HttpResponse("done")


def template(request):
    return render(request, "list.html", {"rows": ROWS})


def cached(request):
    for number in range(10):
        cache.get(f"key-{number}")
    return HttpResponse("done")


urlpatterns = [
    path("statements/<int:count>/", statements),
    path("template/", template),
    path("cache/", cached),
]


def ask(handler, page, secret):
    environ = {
        "REQUEST_METHOD": "GET",
        "PATH_INFO": page,
        "QUERY_STRING": "",
        "SERVER_NAME": "127.0.0.1",
        "SERVER_PORT": "80",
        "SERVER_PROTOCOL": "HTTP/1.1",
        "HTTP_HOST": "127.0.0.1",
        "HTTP_ACCEPT": "text/html",
        "wsgi.url_scheme": "http",
        "wsgi.input": io.BytesIO(),
        "wsgi.errors": sys.stderr,
        **({"HTTP_X_OBCMS_PERF_PROBE": secret} if secret else {}),
    }
    said = []
    response = handler(environ, lambda status, headers: said.append((status, dict(headers))))
    b"".join(response)
    response.close()
    return said[0]


def cost(handler, page, secret, requests, depth):
    """Seconds. A frame of this takes about 100 bytes."""
    if depth > 0:
        return cost(handler, page, secret, requests, depth - 1)
    start = process_time()
    for _ in range(requests):
        ask(handler, page, secret)
    return process_time() - start


def serve():
    django.setup()
    from with_and_without import variants

    ways = variants()
    for line in sys.stdin:
        page, requests, name, depth = line.split()
        handler, secret = ways[name]()
        status, headers = ask(handler, page, secret)
        if status != "200 OK" or ("Server-Timing" in headers) != (secret is not None):
            raise SystemExit(f"{page}: {status} {headers}")
        seconds = cost(handler, page, secret, int(requests), int(depth))
        print(seconds * 1e6 / int(requests), headers.get("Server-Timing", ""), flush=True)


if __name__ == "__main__":
    serve()
