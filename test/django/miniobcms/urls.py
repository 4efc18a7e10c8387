"""Addresses, the same as OBCMS's where OBCMS has them."""

from django.apps import apps
from django.contrib.auth.views import LoginView
from django.urls import include, path
from rest_framework.routers import SimpleRouter
from rest_framework_simplejwt.views import TokenObtainPairView, TokenRefreshView

from . import views

router = SimpleRouter()
for prefix, label in (
    ("administrative/regions", "common.Region"),
    ("administrative/barangays", "common.Barangay"),
    ("coordination/stakeholder-engagement-types", "coordination.StakeholderEngagementType"),
):
    router.register(prefix, views.viewset(label), basename=label)

urlpatterns = [
    path("health/", views.health),
    path("ready/", views.ready),
    path("login/", LoginView.as_view(template_name="login.html", authentication_form=views.ApprovedForm)),
    path("dashboard/", views.dashboard),
    path("api/v1/auth/token/", TokenObtainPairView.as_view()),
    path("api/v1/auth/token/refresh/", TokenRefreshView.as_view()),
    path("oobc-management/work-items/", views.work_items),
    path("project-management/alerts/generate-now/", views.enqueue),
    path("api/", include(router.urls)),
]

if apps.is_installed("django_prometheus"):
    # OBCMS includes django_prometheus's addresses below metrics/, so the whole is this.
    urlpatterns.append(path("metrics/metrics", views.metrics, name="prometheus-django-metrics"))
