"""Reads of issues, programmes, approaches and holidays."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from functools import cache, lru_cache
from importlib.resources import files
from typing import Any

import holidays as public
from django.db.models import Count, QuerySet

from doorstroom.kernel.period import Period
from doorstroom.programmes.domain.issues import IssueFacts
from doorstroom.programmes.domain.route_model import RouteModel as Approach
from doorstroom.programmes.domain.versions import parse_model, read_yaml
from doorstroom.programmes.models import Issue, Programme, RouteModel, SchoolHoliday

_approaches: dict[str, Approach] = {}


def approach_of(model: RouteModel) -> Approach:
    """The model's definition, read once per checksum: the same checksum is the same approach."""
    if model.checksum not in _approaches:
        _approaches[model.checksum] = parse_model(model.definition)
    return _approaches[model.checksum]


@cache
def standard_thresholds() -> Mapping[str, Any]:
    """The standard values that a model file may leave out: data, shipped with the product."""
    return read_yaml(files("doorstroom.programmes.domain").joinpath("standard.yaml").read_text(encoding="utf-8"))


def issue_facts(issue: Issue) -> IssueFacts:
    counted = Issue.objects.filter(pk=issue.pk).aggregate(
        owners=Count("owners", distinct=True),
        occupations=Count("occupations", distinct=True),
        programmes=Count("programmes", distinct=True),
    )
    return IssueFacts(
        owners=counted["owners"],
        people_short=issue.people_short,
        occupations=counted["occupations"],
        proof=bool(issue.proof.strip()),
        decision=bool(issue.decision.strip()),
        programmes=counted["programmes"],
    )


def issues() -> QuerySet[Issue]:
    """Issues with their owners, the ones that wait for somebody first."""
    return Issue.objects.prefetch_related("owners__organisation", "occupations__labels", "programmes").order_by(
        "signalled_on", "id"
    )


def programmes_open_for_registration() -> QuerySet[Programme]:
    return Programme.objects.filter(open_for_registration=True).order_by("name")


@lru_cache(maxsize=64)
def public_holidays(years: tuple[int, ...], country: str = "NL") -> dict[date, str]:
    """Official days off, by the calendar library; the names in the country's own language."""
    found = public.country_holidays(country, years=list(years), language="nl")
    return {day: str(name) for day, name in found.items()}


def holidays_between(first: date, last: date, *, region: str) -> tuple[dict[date, str], Sequence[tuple[Period, str]]]:
    """(public holidays, school holidays of this region) that matter from `first` to `last`."""
    years = tuple(range(first.year, last.year + 1))
    school = SchoolHoliday.objects.filter(region=region, starts_on__lte=last, ends_on__gt=first).order_by("starts_on")
    return public_holidays(years), [(Period(row.starts_on, row.ends_on), row.name) for row in school]
