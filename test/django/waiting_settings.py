"""The test project with one page that takes a known time, for what waits in front of it."""

from miniobcms.settings import *  # noqa: F403

ROOT_URLCONF = "waiting"
