"""Reads: whose file is past its term, whom a hold keeps, who guided last, and what hangs on a person."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any
from uuid import UUID

from django.apps import apps
from django.db.models import CASCADE, Exists, ForeignKey, Model, OuterRef, Q, QuerySet

from doorstroom.arrangements.models import Arrangement
from doorstroom.oversight.domain.holds import NOTICE_DAYS, HoldKind, kept_by
from doorstroom.oversight.models import ErasureNotice, LegalHold
from doorstroom.participants.models import Person
from doorstroom.trajectories.models import HolderTerm, Trajectory
from doorstroom.trajectories.privacy import people_past_term


def holds_in_force(on: date) -> QuerySet[LegalHold]:
    return LegalHold.objects.filter(Q(lifted_on=None) | Q(lifted_on__gt=on), last_day__gte=on)


def files_to_let_go(*, on: date) -> QuerySet[Person]:
    """People past their term whose notice is over and whom no hold keeps wholly or reduced; needs a system scope."""
    told = ErasureNotice.objects.filter(person=OuterRef("pk"), goes_on__lte=on)
    reduced = Exists(told.exclude(reduced_on=None)) & Q(pk__in=people_held(on, tuple(HoldKind)))
    return people_past_term(on=on).filter(Exists(told)).exclude(reduced).exclude(
        pk__in=people_held(on, (HoldKind.DISPUTE,))
    )  # fmt: skip


def files_to_announce(*, on: date) -> QuerySet[Person]:
    """People whose term ends within the days of the notice and who have none yet; needs a system scope."""
    told = ErasureNotice.objects.filter(person=OuterRef("pk"))
    return people_past_term(on=on + timedelta(days=NOTICE_DAYS)).exclude(Exists(told))


def people_held(on: date, kinds: Iterable[HoldKind]) -> QuerySet[Any, UUID]:
    """Ids of people a hold of these kinds keeps something of; a file taken in by another counts for that one."""
    holds = holds_in_force(on).filter(kind__in=list(kinds))
    of_herself = holds.filter(Q(person=OuterRef("pk")) | Q(person__merged_into=OuterRef("pk")))
    paid = Trajectory.objects.filter(person=OuterRef("pk"), programme__in=holds.values("programme"))
    given = Arrangement.objects.filter(person=OuterRef("pk"), type__programme__in=holds.values("programme"))
    return Person.objects.filter(Exists(of_herself) | Exists(paid) | Exists(given)).values_list("pk", flat=True)


def held_kinds(on: date, people: Iterable[UUID]) -> dict[UUID, set[HoldKind]]:
    """Person → kinds of hold in force; two queries."""
    kinds: dict[UUID, set[HoldKind]] = {}
    for kind in HoldKind:
        for person in people_held(on, (kind,)).filter(pk__in=list(people)):
            kinds.setdefault(person, set()).add(kind)
    return kinds


def last_guides(people: Iterable[UUID]) -> dict[UUID, tuple[int | None, int]]:
    """Person → who held her last trajectory (membership) and which organisation it stood with; two queries."""
    found: dict[UUID, tuple[int | None, int]] = {}
    wanted = list(people)
    for person, desk in Trajectory.objects.filter(person__in=wanted).order_by("pk").values_list("person_id", "desk_id"):
        found[person] = (None, desk)
    terms = HolderTerm.objects.filter(trajectory__person__in=wanted).order_by("started_at", "pk")
    for person, member, organisation in terms.values_list(
        "trajectory__person_id", "member_id", "member__organisation_id"
    ):
        found[person] = (member, organisation)
    return found


@dataclass(frozen=True)
class Hanging:
    """A table with a way to a person: the lookup that leads there."""

    model: type[Model]
    lookup: str


def hanging_on_a_person() -> Iterator[Hanging]:
    """Every table of ours whose rows go with a person, each with its ways to her."""
    known: dict[type[Model], set[str]] = {Person: {"pk"}}
    while True:
        before = sum(map(len, known.values()))
        for model in apps.get_models():
            if model.__module__.startswith("doorstroom.") and model is not Person:
                known.setdefault(model, set()).update(_ways(model, known))
        if sum(map(len, known.values())) == before:
            break
    for model, ways in known.items():
        for way in sorted(ways if model is not Person else ()):
            yield Hanging(model, way)


def _ways(model: type[Model], known: dict[type[Model], set[str]]) -> set[str]:
    """Ways over a column that cascades; one over a table that itself hangs goes to that table's shortest way."""
    found = set()
    for field in model._meta.local_fields:
        if not isinstance(field, ForeignKey) or field.remote_field.on_delete is not CASCADE:
            continue
        if field.related_model is Person:
            found.add(field.name)
        elif field.related_model is not model and (ways := known.get(field.related_model)):
            found.add(f"{field.name}__{min(ways, key=lambda way: (len(way), way))}")
    return found


def outside_evidence(kinds: Iterable[HoldKind]) -> list[Hanging]:
    """What goes although these holds keep evidence; nothing when one of them keeps everything."""
    kept = kept_by(list(kinds))
    if kept is None:
        return []
    own = {LegalHold._meta.label, ErasureNotice._meta.label}
    return [each for each in hanging_on_a_person() if each.model._meta.label not in kept | own]
