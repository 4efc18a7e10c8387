"""OBCMS's manage.py for tests of flushing: `python3 fake_manage.py state.json shell -c PROGRAM`.

The program is the tool's own, and Redis is a real one. What is fake is what lies between: these few stand-ins for the
parts of Django, django-redis and Celery that the program calls, each of which does to Redis what the real one does
(clear() is FLUSHDB, purge() counts and deletes the list of the queue).
"""

import json
import os
import signal
import socket
import sys
import time
import types

state = json.load(open(sys.argv[1]))
program = sys.argv[4]
print("Registered 472 templates")


class Redis:
    def __init__(self, place):
        self.host, self.port, self.db = place
        self.connection_pool = types.SimpleNamespace(connection_kwargs={"db": self.db})

    def command(self, *words):
        with socket.create_connection((self.host, self.port), timeout=3) as link:
            stream = link.makefile("rwb")
            for one in (("SELECT", str(self.db)), words):
                stream.write(b"*%d\r\n" % len(one) + b"".join(b"$%d\r\n%s\r\n" % (len(w), w.encode()) for w in one))
            stream.flush()
            self.reply(stream)
            return self.reply(stream)

    def reply(self, stream):
        line = stream.readline().decode().rstrip()
        if line[0] == "$":
            text = stream.read(int(line[1:]) + 2).decode()
            return text[:-2]
        return int(line[1:]) if line[0] == ":" else line[1:]

    def info(self, section):
        lines = self.command("INFO", section).splitlines()
        return dict(line.split(":", 1) for line in lines if ":" in line)

    def dbsize(self):
        return self.command("DBSIZE")


class RedisCache:
    """As Django's own backend has it: a client behind `_cache`."""

    def __init__(self, place):
        self._cache = types.SimpleNamespace(get_client=lambda write: Redis(place))

    def clear(self):
        interrupt("before")
        self._cache.get_client(write=True).command("FLUSHDB")
        interrupt("after")


class Broker:
    def __init__(self):
        place = state["broker"]
        self.transport = types.SimpleNamespace(driver_type=state.get("driver", "redis"))
        self.default_channel = types.SimpleNamespace(client=Redis(place)) if place else object()

    def __enter__(self):
        return self

    def __exit__(self, *error):
        pass

    def ensure_connection(self, **options):
        if state["broker"]:
            self.default_channel.client.command("PING")
        elif state.get("driver", "redis") == "redis":
            raise ConnectionError("nothing listens there")


def purge():
    interrupt("before")
    queue = Redis(state["broker"])
    waiting = queue.command("LLEN", "celery")
    queue.command("DEL", "celery")
    interrupt("after")
    return waiting


def interrupt(moment):
    """Ctrl-C in the moment of the act. It reaches the tool; before the act also this program, as in a terminal."""
    if state.get("interrupt") != moment:
        return
    os.kill(os.getppid(), signal.SIGINT)
    time.sleep(0.5)
    if moment == "before":
        sys.exit(130)


class Types:
    """The kinds of engagement, of which the marker is one."""

    def filter(self, name):
        if state.get("error"):
            raise RuntimeError(state["error"])
        lost = state.get("markerLost") and "done" in program
        found = [] if lost or name != "obcms-perf performance database" or state["marker"] is None else [state["marker"]]
        first = lambda: found[0] if found else None
        return types.SimpleNamespace(first=first, values_list=lambda *names, flat: types.SimpleNamespace(first=first))


def module(name, **members):
    made = types.ModuleType(name)
    made.__dict__.update(members)
    sys.modules[name] = made


caches = {"default": RedisCache(state["cache"]) if state["cache"] else types.SimpleNamespace(clear=lambda: None)}
settings = types.SimpleNamespace(CACHES={"default": {"BACKEND": state["backend"]}}, SESSION_ENGINE=state["sessions"])
connection = types.SimpleNamespace(settings_dict={"NAME": "obcms_perf"})
module("django")
module("django.core")
module("django.apps", apps=types.SimpleNamespace(get_model=lambda label: types.SimpleNamespace(objects=Types())))
module("django.conf", settings=settings)
module("django.core.cache", caches=caches)
module("django.db", connection=connection)
app = types.SimpleNamespace(connection_for_write=Broker, control=types.SimpleNamespace(purge=purge))
module("celery", current_app=app)
exec(program, {})
