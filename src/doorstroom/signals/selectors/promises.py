"""What the partnership promises: the version that has begun, read inside the queries of the day itself."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import fields
from datetime import date
from typing import Any

from django.db.models import QuerySet, Subquery
from django.db.models.functions import JSONObject

from doorstroom.kernel.actor import Actor
from doorstroom.programmes.domain.route_model import RouteModel, Thresholds
from doorstroom.programmes.selectors import public_holidays
from doorstroom.signals.domain.measure import Measure
from doorstroom.signals.domain.signal import STANDARD, Promises
from doorstroom.signals.models import PromiseVersion

NAMES = tuple(field.name for field in fields(Promises))


def in_force(on: date) -> Subquery:
    """For an annotation: hangs on no row, so the database reads it once for all of them."""
    begun = PromiseVersion.objects.filter(valid_from__lte=on).order_by("-valid_from")
    return Subquery(begun.values(json=JSONObject(**{name: name for name in NAMES}))[:1])


def read(found: Mapping[str, Any] | None) -> Promises:
    return Promises(**found) if found else STANDARD


def measure_by(promised: Mapping[str, Any] | None, model: RouteModel | None, actor: Actor) -> Measure:
    """The thresholds of the model version, beside the promises of the partnership."""
    years = tuple(range(actor.on.year - 1, actor.on.year + 2))
    return Measure(actor.at, limits_of(model), read(promised), frozenset(public_holidays(years)))


def limits_of(model: RouteModel | None) -> Thresholds:
    return model.thresholds if model else Thresholds()


def promises_on(on: date) -> Promises:
    found = PromiseVersion.objects.filter(valid_from__lte=on).order_by("-valid_from").values(*NAMES).first()
    return read(found)


def versions() -> QuerySet[PromiseVersion]:
    """The latest first, those ahead among them."""
    return PromiseVersion.objects.select_related("set_by__user").order_by("-valid_from")
