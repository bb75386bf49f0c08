"""Reads of issues, programmes, approaches and holidays."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache, lru_cache
from importlib.resources import files
from typing import Any

import holidays as public
from django.db.models import Count, QuerySet
from django.utils.translation import get_language, gettext, ngettext

from doorstroom.kernel.period import Period
from doorstroom.programmes.domain.calendar import CalendarError, RoundCalendar, generate, planned_span
from doorstroom.programmes.domain.issues import IssueFacts
from doorstroom.programmes.domain.messages import NOTES
from doorstroom.programmes.domain.norms import add_months
from doorstroom.programmes.domain.route_model import RouteModel as Approach
from doorstroom.programmes.domain.versions import parse_model, read_yaml
from doorstroom.programmes.domain.week_plan import Note, week_plan
from doorstroom.programmes.models import Issue, Programme, RouteModel, SchoolHoliday
from doorstroom.taxonomy.models import Concept, Label

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


@dataclass(frozen=True)
class ShownLane:
    """A lane as the component draws it: `mark` is bar or dot, `weeks` are numbers."""

    label: str
    weeks: tuple[int, ...]
    mark: str
    soft: bool


@dataclass(frozen=True)
class ShownPlan:
    """The weeks of a round in the language of the page: lanes, week numbers, remarks and days in all."""

    weeks: tuple[int, ...]
    lanes: list[ShownLane]
    notes: list[str]
    totals: list[tuple[int, str]]


def shown_plan(approach: Approach, calendar: RoundCalendar) -> ShownPlan:
    """The plan that follows from the approach and its calendar, ready to be drawn."""
    plan = week_plan(approach, calendar)
    language = get_language() or "nl"
    names = {a.code: a.name.text(language) for phase in approach.phases for a in phase.rhythm}
    names |= {phase.code: phase.name.text(language) for phase in approach.phases}
    names |= {checklist.code: checklist.name.text(language) for checklist in approach.checklists}
    lanes = []
    for number, lane in enumerate(plan.lanes):
        label = lane.name.text(language)
        if lane.days_per_week:
            label = ngettext("%(name)s, %(count)d day", "%(name)s, %(count)d days", lane.days_per_week) % {
                "name": label,
                "count": lane.days_per_week,
            }
        lanes.append(ShownLane(label, lane.weeks, lane.mark.value, soft=number > 0))
    totals = [(total.days, names[total.activity].lower()) for total in calendar.totals if total.days]
    return ShownPlan(plan.weeks, lanes, [_remark(note, names) for note in plan.notes], totals)


def _remark(note: Note, names: Mapping[str, str]) -> str:
    words = {}
    for key, value in note.params.items():
        listed = value if isinstance(value, tuple) else (value,)
        words[key] = _and(
            [names.get(item, str(item)).lower() if isinstance(item, str) else str(item) for item in listed]
        )
    text = str(gettext(NOTES[note.code]) % words)
    return text[:1].upper() + text[1:]


def _and(words: Sequence[str]) -> str:
    return (
        words[0]
        if len(words) == 1
        else gettext("%(first)s and %(last)s")
        % {
            "first": ", ".join(words[:-1]),
            "last": words[-1],
        }
    )


def calendar_for(approach: Approach, start: date, *, region: str) -> RoundCalendar:
    """The calendar of an approach from a day on, with the holidays of the region; one query.

    An approach without any end of its own is drawn for a year.
    """
    try:
        span = planned_span(approach, start)
    except CalendarError:
        span = Period(start, add_months(start, 12))
    assert span.end is not None  # noqa: S101 planned_span closes the span
    holidays = holidays_between(span.start, span.end, region=region)
    return generate(approach, start, *holidays, until=span.end)


def models_in_use() -> QuerySet[RouteModel]:
    """Every version of every approach, with how many rounds run on it (`round_count`)."""
    return (
        RouteModel.objects.select_related("programme", "derived_from")
        .annotate(round_count=Count("rounds"))
        .order_by("code", "-version")
    )


def concepts_named(text: str) -> tuple[list[Concept], list[str]]:
    """(occupations found, names not found) for names with commas between them; two queries at most."""
    names = [name.strip() for name in text.split(",") if name.strip()]
    labels = Label.objects.filter(concept__kind="occupation", text__in=[*names, *(n.capitalize() for n in names)])
    found = {label.text.lower(): label.concept for label in labels.select_related("concept")}
    concepts = list({c.pk: c for name in names if (c := found.get(name.lower()))}.values())
    return concepts, [name for name in names if name.lower() not in found]
