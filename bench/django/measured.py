"""The pages that the bench asks. `python measured.py` reads lines `PATH ROUNDS DEPTH`, asks for the page in each variant in
turn, and prints by variant the least microseconds of processor time, for neighbours only ever add, and what was said. The handler is called as a WSGI server calls it, without one around it: a server's own share
would only make the overlay's look smaller. All variants are of one process, because two differ by a percent or two for
reasons of their own; and at many depths of the stack, because CPython keeps frames in pieces of 16 kB: a loop that calls
across the end of a piece asks the kernel for the next one each time, and one frame more or less decides which loop does."""

import io
import json
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


def costs(ways, page, rounds, depth):
    """A frame of this takes about 100 bytes."""
    if depth > 0:
        return costs(ways, page, rounds, depth - 1)
    least, said = dict.fromkeys(ways, float("inf")), {}
    names = list(ways)
    for number in range(rounds):
        # Another one is the first each time.
        for name in names[number % len(names) :] + names[: number % len(names)]:
            handler, secret = ways[name]()
            start = process_time()
            status, headers = ask(handler, page, secret)
            least[name] = min(least[name], (process_time() - start) * 1e6)
            said[name] = headers.get("Server-Timing", "")
            if status != "200 OK":
                raise SystemExit(f"{page}: {status}")
    return {"us": least, "said": said}


def serve():
    django.setup()
    from with_and_without import variants

    ways = variants()
    for line in sys.stdin:
        page, rounds, depth = line.split()
        print(json.dumps(costs(ways, page, int(rounds), int(depth))), flush=True)


if __name__ == "__main__":
    serve()
