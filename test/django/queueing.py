"""Gunicorn's workers, which write down when they took each request and when the application began it: one JSON object a line
in the file QUEUEING_LOG. `accepted` and `began` by the clock that only goes forward, `began_at` since 1970; seconds."""

import json
import os
import threading
import time

from gunicorn.workers.gthread import ThreadWorker
from gunicorn.workers.sync import SyncWorker

accepted = threading.local()


def logging(application):
    log = open(os.environ["QUEUEING_LOG"], "a", buffering=1)

    def began(environ, start_response):
        line = {"path": environ["PATH_INFO"], "accepted": accepted.at, "began": time.monotonic(), "began_at": time.time()}
        log.write(json.dumps(line) + "\n")
        return application(environ, start_response)

    return began


class Threaded(ThreadWorker):
    """Its main loop accepts at once, and requests wait for a thread."""

    def load_wsgi(self):
        super().load_wsgi()
        self.wsgi = logging(self.wsgi)

    def enqueue_req(self, conn):
        # A connection that is there already comes here, too, when the next request arrives by it.
        conn.accepted = time.monotonic()
        super().enqueue_req(conn)

    def handle_request(self, req, conn):
        accepted.at = conn.accepted
        return super().handle_request(req, conn)


class Sync(SyncWorker):
    """It accepts the next one when it is done with the last: until then the kernel keeps them."""

    def load_wsgi(self):
        super().load_wsgi()
        self.wsgi = logging(self.wsgi)

    def handle(self, listener, client, addr):
        accepted.at = time.monotonic()
        super().handle(listener, client, addr)
