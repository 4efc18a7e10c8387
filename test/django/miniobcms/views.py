"""What the project answers: whether it is well, and a few lists."""

from django.apps import apps
from django.conf import settings
from django.contrib.auth.decorators import login_required
from django.contrib.auth.forms import AuthenticationForm
from django.core.cache import cache
from django.core.exceptions import ValidationError
from django.db import connection
from django.http import HttpResponse, JsonResponse
from django.views.decorators.http import require_POST
from rest_framework.filters import SearchFilter
from rest_framework.serializers import ModelSerializer
from rest_framework.viewsets import ModelViewSet

from .celery import count_work_items


class ApprovedForm(AuthenticationForm):
    def confirm_login_allowed(self, user):
        super().confirm_login_allowed(user)
        if not user.is_approved:
            raise ValidationError("not approved yet")


def viewset(label):
    model = apps.get_model(label)
    meta = type("Meta", (), {"model": model, "fields": "__all__"})
    serializer = type("Serializer", (ModelSerializer,), {"Meta": meta})
    body = {
        "queryset": model.objects.order_by("pk"),
        "serializer_class": serializer,
        "filter_backends": [SearchFilter],
        "search_fields": ["name"],
    }
    return type("ViewSet", (ModelViewSet,), body)


def health(request):
    return JsonResponse({"status": "healthy", "service": "miniobcms", "version": "1.0.0"})


def ready(request):
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1")
    cache.set("ready", True, 1)
    checks = {"database": True, "cache": cache.get("ready") is True}
    return JsonResponse({"status": "ready", "checks": checks, "service": "miniobcms"})


@login_required
def dashboard(request):
    return HttpResponse(f"signed in: {request.user.get_username()}")


@login_required
def work_items(request):
    roots = apps.get_model("common.WorkItem").objects.filter(level=0)
    return HttpResponse("\n".join(f'<tr id="work-item-row-{root.pk}"></tr>' for root in roots))


@login_required
@require_POST
def enqueue(request):
    count_work_items.delay()
    return HttpResponse(status=204)


def metrics(request):
    """As OBCMS's production settings have it: with a token where one is set."""
    from django_prometheus.exports import ExportToDjangoView

    if settings.METRICS_TOKEN and request.headers.get("Authorization") != f"Bearer {settings.METRICS_TOKEN}":
        return HttpResponse("Unauthorized", status=401)
    return ExportToDjangoView(request)
