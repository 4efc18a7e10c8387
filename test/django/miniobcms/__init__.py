"""A small Django project with OBCMS's models, third-party packages and a few of its addresses, for tests. None of its code."""

from .celery import app

__all__ = ["app"]
