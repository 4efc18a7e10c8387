"""The test project with pages of which it is known where their time goes."""

from miniobcms.settings import *  # noqa: F403

ROOT_URLCONF = "planted"
CACHES = {"default": {"BACKEND": "planted.SlowCache"}}
SESSION_ENGINE = "django.contrib.sessions.backends.db"
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "OPTIONS": {
            "loaders": [
                (
                    "django.template.loaders.locmem.Loader",
                    {
                        "slow.html": "{{ wait }}{% include 'part.html' %}",
                        "part.html": "{% for name in names %}{{ name }}{% endfor %}",
                    },
                )
            ]
        },
    }
]
