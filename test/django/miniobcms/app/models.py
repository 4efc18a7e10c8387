"""The models of one Django app. Every app of the project shares this folder (settings.py), and its name says which it is."""

import sys
import uuid

from django.contrib.auth.models import AbstractUser
from django.db import models
from django.utils import timezone
from mptt.models import MPTTModel, TreeForeignKey

from miniobcms.declared import MODELS

RELATIONS = ("ForeignKey", "OneToOneField", "TreeForeignKey", "ManyToManyField")
# Made anew for each row, and named in the fixture by their type.
MADE = {"<UUID>": uuid.uuid4, "<datetime>": timezone.now}
# Fields that these bases bring along, or that mptt makes itself.
BASES = {
    "common.user": (AbstractUser, {field.name for field in (*AbstractUser._meta.fields, *AbstractUser._meta.many_to_many)}),
    "common.workitem": (MPTTModel, {"lft", "rght", "tree_id", "level"}),
}
# mptt keeps brothers and sisters in this order, as OBCMS has it do.
OPTIONS = {"common.workitem": {"MPTTMeta": type("MPTTMeta", (), {"order_insertion_by": ["priority", "title"]})}}


def default_of(value):
    if isinstance(value, (list, dict)):
        return type(value)
    return MADE.get(value, value)


def field_of(declared):
    declared = dict(declared)
    kind = declared.pop("type")
    if "default" in declared:
        declared["default"] = default_of(declared["default"])
    if "choices" in declared:
        declared["choices"] = [(value, value) for value in declared["choices"]]
    if kind not in RELATIONS:
        return getattr(models, kind)(**declared)
    if kind == "ManyToManyField":
        return models.ManyToManyField(declared["to"], related_name="+", blank=True)
    make = TreeForeignKey if kind == "TreeForeignKey" else getattr(models, kind)
    name = "children" if kind == "TreeForeignKey" else "+"
    return make(**declared, related_name=name, on_delete=models.CASCADE)


def model_of(label, declared):
    base, brought = BASES.get(label, (models.Model, set()))
    meta = type("Meta", (), {"db_table": declared["table"], "unique_together": declared["unique"]})
    fields = {name: field_of(field) for name, field in declared["fields"].items() if name not in brought}
    body = {"__module__": __name__, "Meta": meta, **OPTIONS.get(label, {}), **fields}
    return type(base)(declared["name"], (base,), body)


for label, declared in MODELS.items():
    if label.partition(".")[0] == __name__.partition(".")[0]:
        setattr(sys.modules[__name__], declared["name"], model_of(label, declared))
