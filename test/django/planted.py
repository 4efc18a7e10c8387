"""Pages that wait 50 ms in one place each, and make a known number of statements and look-ups; and lists of as many users as
they are asked for, with statements that grow with them or do not."""

import time

from django.contrib.auth import get_user_model
from django.core.cache import cache
from django.core.cache.backends.locmem import LocMemCache
from django.db import connection
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import path

SECONDS = 0.05


class SlowCache(LocMemCache):
    def get(self, key, default=None, version=None):
        if key == "slow":
            time.sleep(SECONDS)
        return super().get(key, default, version)


def users(count):
    for number in range(count):
        get_user_model().objects.filter(pk=number).first()


def wait_in_database():
    connection.ensure_connection()
    connection.connection.create_function("wait", 0, lambda: time.sleep(SECONDS))
    with connection.cursor() as cursor:
        cursor.execute("SELECT wait()")
    return ""


def in_database(request):
    wait_in_database()
    users(int(request.GET.get("users", 3)))
    return HttpResponse("database")


def in_template(request):
    # Evaluated while the template renders: a statement of its own, which is no time of the template.
    names = get_user_model().objects.values_list("username", flat=True)
    return render(request, "slow.html", {"wait": lambda: time.sleep(SECONDS) or "", "names": names})


def in_database_of_template(request):
    return render(request, "slow.html", {"wait": wait_in_database, "names": []})


def in_cache(request):
    cache.set("slow", None)
    cache.get("slow")
    cache.get("absent")
    cache.get_many(["slow", "absent", "other"])
    cache.get_or_set("made", 1)
    return HttpResponse("cache")


def in_python(request):
    # Of processor time, however little of it a busy machine gives.
    until = time.thread_time() + SECONDS
    while time.thread_time() < until:
        pass
    return HttpResponse("python")


def members(request):
    return get_user_model().objects.order_by("pk")[: int(request.GET.get("rows", 10))]


def one_for_each(request):
    return HttpResponse(sum(len(user.groups.all()) for user in members(request)))


def own_text_for_each(request):
    with connection.cursor() as cursor:
        for user in members(request):
            cursor.execute(f"SELECT username FROM {user._meta.db_table} WHERE id = {user.pk}")
    return HttpResponse("own text")


def prefetched(request):
    return HttpResponse(sum(len(user.groups.all()) for user in members(request).prefetch_related("groups")))


def many_whatever_the_rows(request):
    users(40)
    return HttpResponse(len(members(request)))


def on_server(request):
    return HttpResponse(len(members(request)) + sum(1 for _ in members(request).iterator()))


def changed(request):
    return HttpResponse(get_user_model().objects.update(is_staff=False))


urlpatterns = [
    path("health/", lambda request: HttpResponse("healthy")),
    path("one-for-each/", one_for_each),
    path("own-text-for-each/", own_text_for_each),
    path("prefetched/", prefetched),
    path("many-whatever-the-rows/", many_whatever_the_rows),
    path("list/", lambda request: HttpResponse(len(members(request)))),
    path("on-server/", on_server),
    path("changed/", changed),
    path("database/", in_database),
    path("template/", in_template),
    path("template/database/", in_database_of_template),
    path("cache/", in_cache),
    path("python/", in_python),
]
