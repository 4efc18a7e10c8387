"""The Celery app, with one task."""

import os

from celery import Celery

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "miniobcms.settings")
app = Celery("miniobcms")
app.config_from_object("django.conf:settings", namespace="CELERY")


@app.task(name="miniobcms.count_work_items")
def count_work_items():
    from django.apps import apps

    return apps.get_model("common.WorkItem").objects.count()
