"""Django's template backend, with the time that loading and rendering take. A template within another is part of it."""

from django.template.backends import django as backend

from .spent import timed


class TimedTemplates(backend.DjangoTemplates):
    def from_string(self, template_code):
        return _Timed(timed("template", super().from_string, template_code))

    def get_template(self, template_name):
        return _Timed(timed("template", super().get_template, template_name))


class _Timed:
    """Everything that it wraps, but for render()."""

    def __init__(self, template):
        self._template = template

    def __getattr__(self, name):
        return getattr(self._template, name)

    def render(self, context=None, request=None):
        return timed("template", self._template.render, context, request)
