"""The Celery app: tasks of every fate, and hooks that print what OBCMS's print."""

import json
import os
import time
import urllib.request

from celery import Celery
from celery.exceptions import Ignore, Reject
from celery.signals import task_failure, task_postrun, task_prerun, task_received

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "miniobcms.settings")
app = Celery("miniobcms")
app.config_from_object("django.conf:settings", namespace="CELERY")


@app.task(name="miniobcms.count_work_items")
def count_work_items():
    from django.apps import apps

    return apps.get_model("common.WorkItem").objects.count()


@app.task(name="miniobcms.work")
def work(ms):
    began = time.time()
    time.sleep(ms / 1000)
    return {"began": began, "ended": time.time()}


@app.task(name="miniobcms.fail")
def fail():
    raise TypeError("unsupported operand\nand a second line of it")


@app.task(name="miniobcms.retry_once", bind=True, max_retries=1)
def retry_once(self, after_seconds):
    began = time.time()
    time.sleep(0.05)
    if self.request.retries == 0:
        raise self.retry(exc=ConnectionError("connection lost"), countdown=after_seconds)
    time.sleep(0.2)
    return {"began": began, "ended": time.time()}


@app.task(name="miniobcms.reject")
def reject():
    raise Reject("not wanted", requeue=False)


@app.task(name="miniobcms.ignore")
def ignore():
    raise Ignore


@task_prerun.connect
def say_starting(task_id, task, **_):
    print(f"Task {task.name}[{task_id}] starting...")


@task_failure.connect
def say_failed(sender, task_id, exception, **_):
    print(f"Task {sender.name}[{task_id}] failed: {exception}")


# After a failure, too, as on OBCMS.
@task_postrun.connect
def say_completed(task_id, task, **_):
    print(f"Task {task.name}[{task_id}] completed successfully")


@task_received.connect
def acknowledge(request, **_):
    address = os.environ.get("MINIOBCMS_WEBHOOK")
    if address is None:
        return
    told = {"task": request.id, "name": request.name, "event": "received", "at": time.time() * 1000}
    headers = {"Content-Type": "application/json"}
    with urllib.request.urlopen(urllib.request.Request(address, json.dumps(told).encode(), headers), timeout=2):
        pass
