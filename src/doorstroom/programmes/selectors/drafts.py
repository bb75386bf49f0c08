"""Reads of approaches that are still being written: what is missing and what follows from them so far."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django.db.models import QuerySet
from django.utils.text import capfirst
from django.utils.translation import get_language, gettext

from doorstroom.programmes.domain.calendar import RoundCalendar
from doorstroom.programmes.domain.capacity import staff_needs, week_needs
from doorstroom.programmes.domain.draft import PAGES, Page, known_parts, page_of, problems, provisional, rows
from doorstroom.programmes.domain.fields import Problem
from doorstroom.programmes.domain.messages import PROBLEMS
from doorstroom.programmes.domain.participation import Consequence, consequences
from doorstroom.programmes.domain.route_model import RouteModel as Approach
from doorstroom.programmes.domain.versions import to_data
from doorstroom.programmes.domain.vocabulary import DecisionSubject
from doorstroom.programmes.models import ModelDraft, RouteModel
from doorstroom.programmes.selectors.approaches import stored_model
from doorstroom.programmes.selectors.plan import ShownPlan, calendar_for, shown_plan
from doorstroom.programmes.selectors.story import Moment, moments
from doorstroom.programmes.wording import CHOICES, CONSEQUENCES, FIELDS, REPAIRS, SECTIONS, fact_names
from doorstroom.programmes.wording import PAGES as PAGE_WORDS

STEP = re.compile(r"([a-z_]+)(?:\[(\d+)\])?")


@dataclass(frozen=True)
class ShownPage:
    """A page of the editor in the list of pages. `count`: how many lines stand on it."""

    code: str
    title: str
    lead: str
    count: int
    problems: tuple[str, ...]


@dataclass(frozen=True)
class Preview:
    """What follows from an approach when it starts on a day."""

    plan: ShownPlan
    until: date
    lists: list[tuple[str, date, date]]
    signals: list[tuple[str, str]]
    needs: list[tuple[str, int]]
    staff: list[tuple[str, int]]
    employers: int | None
    said: list[str]
    moments: list[Moment]


def open_drafts() -> QuerySet[ModelDraft]:
    return ModelDraft.objects.filter(published=None).select_related("source").order_by("name", "id")


@dataclass(frozen=True)
class Known:
    """What a page offers to choose from: the draft with the approaches in it, and facts by their code."""

    data: Mapping[str, Any]
    facts: Mapping[str, str]


def known_to(draft: ModelDraft) -> Known:
    """Facts are those that the product answers itself, and all that an approach names already; two queries."""
    data = known_parts(draft.definition, stored_model)
    definitions = RouteModel.objects.values_list("definition", flat=True)
    return Known(data, fact_names({*_facts_in(data)}.union(*map(_facts_in, definitions))))


def _facts_in(data: Any) -> Iterator[str]:
    for name, value in data.items() if isinstance(data, Mapping) else enumerate(data):
        if name in ("fact", "unless") and isinstance(value, str):
            yield value
        elif isinstance(value, Mapping | list):
            yield from _facts_in(value)


def shown_pages(draft: ModelDraft) -> list[ShownPage]:
    """Every page with what is wrong on it, in words."""
    found = [
        (page_of(each).code, told(each, draft.definition))
        for each in problems(draft.definition, code=draft.code, lookup=stored_model)
    ]
    return [
        ShownPage(
            code=page.code,
            title=str(PAGE_WORDS[page.code][0]),
            lead=str(PAGE_WORDS[page.code][1]),
            count=_count(page, draft.definition),
            problems=tuple(text for code, text in found if code == page.code),
        )
        for page in PAGES
    ]


def _count(page: Page, data: Mapping[str, Any]) -> int:
    return sum(len(rows(data, section)) for section in page.sections if not section.single)


def told(problem: Problem, data: Mapping[str, Any]) -> str:
    """What is wrong and how to repair it on a page, with the field in words instead of a path."""
    params = {"path": place_of(problem.path, data), "value": _value(problem.value), **dict(problem.params)}
    sentences = PROBLEMS[problem.code]
    repair = REPAIRS[problem.code] if problem.code in REPAIRS else gettext(sentences.repair)
    return f"{capfirst(gettext(sentences.wrong) % params)} {str(repair) % params}"


def place_of(path: str, data: Mapping[str, Any]) -> str:
    """`phases[1].length_weeks` → “Phases: Placement, length in weeks”."""
    words: list[str] = []
    place: Any = data
    around = ""
    for part in path.split("."):
        match = STEP.fullmatch(part)
        if match is None:
            return path
        name, index = match[1], match[2]
        words.append(str(SECTIONS.get(f"{around}{name}", FIELDS.get(name, name))))
        around = f"{name}-"
        place = place.get(name) if isinstance(place, Mapping) else None
        if index is not None:
            place = place[int(index)] if isinstance(place, Sequence) and int(index) < len(place) else None
            words[-1] += f" – {_called(place, int(index))}"
    return ", ".join(words)


def _called(block: Any, index: int) -> str:
    name = block.get("name") if isinstance(block, Mapping) else None
    return str(name["nl"]) if isinstance(name, Mapping) else str(index + 1)


def _value(value: Any) -> str:
    return str(CHOICES.get(value, value)) if isinstance(value, str) else str(value)


def preview(draft: ModelDraft, start: date) -> Preview | None:
    """What follows so far; None until roles and phases fit together."""
    approach = provisional(draft.definition, code=draft.code, lookup=stored_model)
    if approach is None:
        return None
    calendar = calendar_for(approach, start, region="")
    last = max((span.period.end for span in calendar.phases if span.period.end), default=start)
    seats = approach.group.seats if approach.group else 0
    return Preview(
        plan=shown_plan(approach, calendar),
        until=last - timedelta(days=1),
        lists=_lists(approach, calendar),
        signals=_signals(approach),
        needs=_needs(approach, calendar, seats),
        staff=_staff(approach, seats),
        employers=approach.group.employers if approach.group else None,
        said=said_to_people(approach) if "participation" in draft.definition else [],
        moments=moments(approach),
    )


def _lists(approach: Approach, calendar: RoundCalendar) -> list[tuple[str, date, date]]:
    """(list, worked on from, complete by the end of that week)."""
    starts = {span.phase: span.period.start for span in calendar.phases}
    return [
        (
            each.name.text(get_language() or "nl"),
            starts[each.phase] + timedelta(weeks=each.opens_week - 1),
            starts[each.phase] + timedelta(weeks=each.due_week) - timedelta(days=1),
        )
        for each in approach.checklists
        if each.phase in starts
    ]


def _signals(approach: Approach) -> list[tuple[str, str]]:
    thresholds = to_data(approach).get("thresholds", {})
    return [
        (capfirst(str(FIELDS[name])), ", ".join(map(str, value)) if isinstance(value, list) else str(value))
        for name, value in thresholds.items()
    ]


def _needs(approach: Approach, calendar: RoundCalendar, seats: int) -> list[tuple[str, int]]:
    """Places or seats in the fullest week, by kind of activity."""
    most: dict[str, int] = {}
    for week in week_needs(approach, calendar, seats) if seats else ():
        for kind, count in week.seats.items():
            most[kind] = max(most.get(kind, 0), count)
    return [(str(CHOICES[kind]), count) for kind, count in most.items()]


def _staff(approach: Approach, seats: int) -> list[tuple[str, int]]:
    language = get_language() or "nl"
    return [(approach.role(role).name.text(language), count) for role, count in staff_needs(approach, seats).items()]


def said_to_people(approach: Approach) -> list[str]:
    """What may be told about declining, objecting and attendance, because the approach says so."""
    return [_said(approach, each) for each in consequences(approach.participation)]


def said_on(approach: Approach, subject: DecisionSubject) -> list[str]:
    """What somebody who disagrees with a decision about this can do."""
    found = consequences(approach.participation)
    return [_said(approach, each) for each in found if each.code == "objecting" and subject in each.subjects]


def _said(approach: Approach, each: Consequence) -> str:
    language = get_language() or "nl"
    names = {role.code: role.name.text(language).lower() for role in approach.roles}
    return str(CONSEQUENCES[each.code]) % {
        "roles": _listed([names[role] for role in each.roles]),
        "subjects": _listed([str(CHOICES[subject]) for subject in each.subjects]),
    }


def _listed(words: Sequence[str]) -> str:
    return ", ".join(words) or gettext("nobody named yet")
