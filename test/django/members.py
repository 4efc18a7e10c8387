"""Users for the planted lists: sixty, each in two groups."""

import django

django.setup()

from django.contrib.auth import get_user_model  # noqa: E402
from django.contrib.auth.models import Group  # noqa: E402

groups = [Group.objects.create(name=name) for name in ("one", "two")]
for number in range(60):
    user = get_user_model().objects.create(username=f"member {number}")
    user.groups.set(groups)
