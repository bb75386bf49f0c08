"""The weeks that follow from an approach, with the holidays of a region."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import lru_cache

import holidays as public
from django.utils.translation import get_language, gettext, ngettext

from doorstroom.kernel.period import Period
from doorstroom.programmes.domain.calendar import CalendarError, RoundCalendar, generate, planned_span
from doorstroom.programmes.domain.messages import NOTES
from doorstroom.programmes.domain.norms import add_months
from doorstroom.programmes.domain.route_model import RouteModel as Approach
from doorstroom.programmes.domain.week_plan import Note, week_plan
from doorstroom.programmes.models import SchoolHoliday


@lru_cache(maxsize=64)
def public_holidays(years: tuple[int, ...], country: str = "NL") -> dict[date, str]:
    """Official days off, by the calendar library; the names in the country's own language."""
    found = public.country_holidays(country, years=list(years), language="nl")
    return {day: str(name) for day, name in found.items()}


Holidays = tuple[dict[date, str], Sequence[tuple[Period, str]]]


def holidays_between(first: date, last: date, *, regions: Collection[str]) -> dict[str, Holidays]:
    """By region (public holidays, its school holidays) that matter from `first` to `last`; one query."""
    public = public_holidays(tuple(range(first.year, last.year + 1)))
    school: dict[str, list[tuple[Period, str]]] = {region: [] for region in regions}
    rows = SchoolHoliday.objects.filter(region__in=school, starts_on__lte=last, ends_on__gt=first)
    for row in rows.order_by("starts_on"):
        school[row.region].append((Period(row.starts_on, row.ends_on), row.name))
    return {region: (public, periods) for region, periods in school.items()}


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
    holidays = holidays_between(span.start, span.end, regions=[region])[region]
    return generate(approach, start, *holidays, until=span.end)
