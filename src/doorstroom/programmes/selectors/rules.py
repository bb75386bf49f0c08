"""The rules of an approach as one reads them: what is asked, since when, and which of them hold on a day."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date

from django.utils.formats import date_format
from django.utils.text import capfirst
from django.utils.translation import get_language, gettext, ngettext

from doorstroom.programmes.domain.in_force import ALWAYS, held
from doorstroom.programmes.domain.route_model import ChecklistItem, ContactNorm, Criterion, Guard, InForce
from doorstroom.programmes.domain.route_model import RouteModel as Approach
from doorstroom.programmes.wording import CHOICES, FIELDS

BOUNDS = ("minimum_age", "maximum_age", "language_level", "education_level")


@dataclass(frozen=True)
class ShownRule:
    """`span` says from when until when, empty where it always holds; `source` by which law or agreement."""

    name: str
    asks: str
    source: str
    span: str
    holds: bool


@dataclass(frozen=True)
class ShownRules:
    title: str
    rules: list[ShownRule]


def shown_rules(approach: Approach, on: date) -> list[ShownRules]:
    """Every rule that may change with the days; those that do not hold that day come last."""
    groups: list[tuple[str, Iterable[Criterion | ContactNorm | ChecklistItem | Guard]]] = [
        (gettext("For whom"), approach.entry),
        (gettext("What is judged"), approach.selection.criteria if approach.selection else ()),
        (gettext("Contact norms"), approach.contacts),
        *((_list_title(approach, place), each.items) for place, each in enumerate(approach.checklists)),
        (gettext("What must be in order"), approach.guards),
    ]
    return [ShownRules(title, list(_shown(approach, rules, on))) for title, rules in groups if rules]


def _list_title(approach: Approach, place: int) -> str:
    checklist = approach.checklists[place]
    return gettext("%(list)s, complete in week %(week)s") % {
        "list": checklist.name.text(_language()),
        "week": checklist.due_week,
    }


def _shown(
    approach: Approach, rules: Iterable[Criterion | ContactNorm | ChecklistItem | Guard], on: date
) -> Iterator[ShownRule]:
    now = held(rules, on)
    for rule in (*now, *(rule for rule in rules if rule not in now)):
        source = (rule.source or "") if isinstance(rule, Criterion | Guard) else ""
        yield ShownRule(_name(approach, rule), _asks(rule), source, span_in_words(rule.in_force), rule in now)


def _name(approach: Approach, rule: Criterion | ContactNorm | ChecklistItem | Guard) -> str:
    if isinstance(rule, ContactNorm):
        phase, role = approach.phase(rule.phase).name, approach.role(rule.role).name
        return f"{phase.text(_language())} · {role.text(_language())}"
    return rule.name.text(_language())


def _asks(rule: Criterion | ContactNorm | ChecklistItem | Guard) -> str:
    match rule:
        case ContactNorm():
            return _silence(rule)
        case Guard():
            return str(CHOICES[rule.strength.value])
        case Criterion():
            bounds = ((name, getattr(rule, name)) for name in BOUNDS)
            told = (f"{FIELDS[name]}: {CHOICES.get(value, value)}" for name, value in bounds if value is not None)
            return capfirst(", ".join(told))
    return ""


def _silence(norm: ContactNorm) -> str:
    every = ngettext("at least every week", "at least every %(n)s weeks", norm.every_weeks) % {"n": norm.every_weeks}
    if norm.first is None:
        return every
    first = {"weeks": norm.first.weeks, "every": norm.first.every_weeks}
    closer = gettext("the first %(weeks)s weeks: every %(every)s") % first
    return f"{every} ({closer})"


def span_in_words(span: InForce | None) -> str:
    found = span or ALWAYS
    ends = {"since": found.since, "until": found.until}
    days = {name: date_format(day, "j F Y") for name, day in ends.items() if day}
    match sorted(days):
        case ["since", "until"]:
            return gettext("from %(since)s until %(until)s") % days
        case ["since"]:
            return gettext("from %(since)s") % days
        case ["until"]:
            return gettext("until %(until)s") % days
    return ""


def _language() -> str:
    return get_language() or "nl"
