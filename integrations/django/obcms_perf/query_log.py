"""Statements in a log file while DEBUG is off: Django logs them only from cursors that are told to."""

from django.db.backends.signals import connection_created


def logging_to(path, before):
    """The logging settings with django.db.backends going to a file and nowhere else."""
    connection_created.connect(_force, dispatch_uid="obcms_perf.query_log")
    return {
        "version": 1,
        "disable_existing_loggers": False,
        **before,
        "formatters": {
            **before.get("formatters", {}),
            "obcms_perf": {"format": "{asctime} {process} {message}", "style": "{"},
        },
        "handlers": {
            **before.get("handlers", {}),
            "obcms_perf": {"class": "logging.FileHandler", "filename": path, "formatter": "obcms_perf", "delay": True},
        },
        "loggers": {
            **before.get("loggers", {}),
            "django.db.backends": {"level": "DEBUG", "handlers": ["obcms_perf"], "propagate": False},
        },
    }


def _force(sender, connection, **kwargs):
    connection.force_debug_cursor = True
