"""Reads of programmes and approaches."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from functools import cache
from importlib.resources import files
from typing import Any

from django.db.models import Count, QuerySet

from doorstroom.programmes.domain.parts import Stored
from doorstroom.programmes.domain.route_model import RouteModel as Approach
from doorstroom.programmes.domain.versions import parse_model, read_yaml
from doorstroom.programmes.models import Programme, RouteModel

_approaches: dict[str, Approach] = {}


def approach_of(model: RouteModel) -> Approach:
    """The model's definition, read once per checksum: the same checksum is the same approach."""
    if model.checksum not in _approaches:
        _approaches[model.checksum] = parse_model(model.definition)
    return _approaches[model.checksum]


def stored_model(code: str, version: int) -> Stored | None:
    """Checksum and definition of a version, for a model that contains it."""
    return RouteModel.objects.filter(code=code, version=version).values_list("checksum", "definition").first()


def approaches_by_checksum(checksums: Collection[str]) -> Mapping[str, Approach]:
    """No query where this process has read them before."""
    unread = set(checksums) - _approaches.keys()
    for model in RouteModel.objects.filter(checksum__in=unread) if unread else ():
        approach_of(model)
    return _approaches


@cache
def standard_thresholds() -> Mapping[str, Any]:
    """The standard values that a model file may leave out: data, shipped with the product."""
    return read_yaml(files("doorstroom.programmes.domain").joinpath("standard.yaml").read_text(encoding="utf-8"))


def programmes_open_for_registration() -> QuerySet[Programme]:
    return Programme.objects.filter(open_for_registration=True).order_by("name")


def models_in_use() -> QuerySet[RouteModel]:
    """Every version of every approach, with how many rounds run on it (`round_count`)."""
    return (
        RouteModel.objects.select_related("programme", "derived_from")
        .annotate(round_count=Count("rounds"))
        .order_by("code", "-version")
    )
