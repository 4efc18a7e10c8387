"""The test project with the pages that the bench asks, a cache in Redis as OBCMS has, and templates kept as in production."""

import os

from miniobcms.settings import *  # noqa: F403

ROOT_URLCONF = "measured"
# As OBCMS in production: a connection made anew for each request would cost more than what is measured here.
DATABASES["default"]["CONN_MAX_AGE"] = 600  # noqa: F405
CACHES = {"default": {"BACKEND": "django.core.cache.backends.redis.RedisCache", "LOCATION": os.environ["REDIS_URL"]}}
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "OPTIONS": {
            "loaders": [
                (
                    "django.template.loaders.cached.Loader",
                    [
                        (
                            "django.template.loaders.locmem.Loader",
                            {
                                "list.html": "<table>{% for row in rows %}{% include 'row.html' %}{% endfor %}</table>",
                                "row.html": "<tr><td>{{ row.pk }}<td>{{ row.name|title }}<td>{{ row.at|date:'j F Y' }}</tr>",
                            },
                        )
                    ],
                )
            ]
        },
    }
]
