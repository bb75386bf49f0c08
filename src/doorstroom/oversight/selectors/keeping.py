"""What the pages on keeping and letting go show."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db.models import Count, F, Q, QuerySet
from django.utils.functional import Promise

from doorstroom.kernel.actor import Actor
from doorstroom.oversight.access import visible_holds, visible_notices
from doorstroom.oversight.models import ErasureNotice, ErasureRun, LegalHold
from doorstroom.oversight.wording import KEPT
from doorstroom.participants.access import visible_people
from doorstroom.participants.models import Person

RUNS_SHOWN = 20


@dataclass(frozen=True)
class Announced:
    """Files that go on one day from the hands of one colleague: how many, and how many of those people were mailed."""

    goes_on: date
    files: int
    person_told: int
    guide: str | None


@dataclass(frozen=True)
class Night:
    on: date
    what: Promise
    term: Promise
    gone: int


@dataclass(frozen=True)
class Going:
    """Of one's own notices of one day: whom one still sees, and how many others there are."""

    goes_on: date
    people: Sequence[Person]
    others: int


def announced(actor: Actor) -> list[Announced]:
    """For the privacy officer: what goes when, never whose; the first day first."""
    rows = visible_notices(actor).values("goes_on", guide=F("member__user__name")).order_by("goes_on", "guide")
    counted = rows.annotate(files=Count("pk"), person_told=Count("pk", filter=Q(person_told=True)))
    return [Announced(**row) for row in counted]


def holds(actor: Actor) -> list[LegalHold]:
    """In force or to come first, then what was lifted or ended."""
    found = visible_holds(actor).select_related("organisation", "programme", "set_by__user", "lifted_by__user")
    return sorted(found, key=lambda hold: bool(hold.lifted_on) or hold.last_day < actor.on)


def nights() -> list[Night]:
    return [Night(run.on, *KEPT[run.kind], run.gone) for run in ErasureRun.objects.all()[:RUNS_SHOWN]]


def own_notices(actor: Actor) -> QuerySet[ErasureNotice, tuple[date, UUID]]:
    """Day and person of each notice put to oneself, the first day first."""
    mine = visible_notices(actor).filter(member=actor.membership_id or 0)
    return mine.order_by("goes_on", "pk").values_list("goes_on", "person_id")


def going(actor: Actor, mine: Sequence[tuple[date, UUID]]) -> list[Going]:
    """Of these notices the people whom she still sees by name, the others as a number."""
    seen = {each.pk: each for each in visible_people(actor).filter(pk__in=[person for _, person in mine])}
    by_day: dict[date, list[Person | None]] = {}
    for day, person in mine:
        by_day.setdefault(day, []).append(seen.get(person))
    return [
        Going(day, sorted(filter(None, people), key=lambda each: each.sort_name), people.count(None))
        for day, people in by_day.items()
    ]
