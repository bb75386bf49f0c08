"""The shared steps in everybody's own words, and supply and demand by occupation and part of the region."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from uuid import UUID

from django.db import connection
from django.db.models import Max, Q, QuerySet, Sum

from doorstroom.cooperation.domain.steps import STEPS, Line, Taken, timeline
from doorstroom.cooperation.domain.supply import Cell, Gap, gap
from doorstroom.cooperation.models import StepWord
from doorstroom.demand.selectors import places_on_offer
from doorstroom.kernel.actor import Actor
from doorstroom.partners.models import Municipality, PostcodeArea
from doorstroom.programmes.models import Programme
from doorstroom.programmes.selectors import approach_of
from doorstroom.taxonomy.models import Label
from doorstroom.trajectories.access import visible_trajectories
from doorstroom.trajectories.models import Trajectory

COUNTS = ("doorstroom_ready", "doorstroom_ready_seen", "doorstroom_places_taken")
Key = tuple[int, str]
FRESH = timedelta(days=365)  # an offer that is older asks a call first, so it is no place to count on


def words_by_step() -> dict[str, dict[str, str]]:
    """For each shared step the words of each organisation that has its own; one query."""
    found: dict[str, dict[str, str]] = {step: {} for step in STEPS}
    rows = StepWord.objects.order_by("organisation__name").values_list("step", "organisation__name", "words")
    for step, organisation, words in rows:
        found[step][organisation] = words
    return found


def seams_of(actor: Actor) -> QuerySet[Programme]:
    """Programmes whose results the actor reads, where the loss between one step and the next stands."""
    own = Programme.objects.filter(partners__organisation_id=actor.organisation_id or 0, partners__role=actor.role)
    return own.distinct().order_by("name")


def steps_of_person(actor: Actor, person: UUID) -> list[Taken]:
    """Every step of this person in all her trajectories that the actor sees; two queries."""
    found = visible_trajectories(actor).filter(person=person).select_related("model").prefetch_related("phases")
    return [step for trajectory in found for step in _steps(trajectory)]


def _steps(trajectory: Trajectory) -> Iterable[Taken]:
    for step, on in (("registered", trajectory.registered_on), ("intake", trajectory.intake_on)):
        if on:
            yield Taken(step, on)
    kinds = {p.code: p.kind.value for p in approach_of(trajectory.model).phases} if trajectory.model else {}
    for episode in trajectory.phases.all():
        if episode.phase in kinds:
            yield Taken(kinds[episode.phase], episode.started_on)
    if trajectory.exited_on:
        yield Taken("exited", trajectory.exited_on)


def shared_timeline(actor: Actor, person: UUID, reader: str) -> list[Line]:
    return timeline(steps_of_person(actor, person), words_by_step(), reader)


@dataclass(frozen=True)
class SupplyRow:
    occupation: str
    area: str
    gap: Gap


@dataclass(frozen=True)
class Supply:
    """`offered_on`: the day of the latest place that an employer offered."""

    rows: Sequence[SupplyRow]
    offered_on: date | None


def supply(on: date) -> Supply:
    """Places and people ready within three months, by occupation and part of the region; seven queries."""
    offered, latest = _offered(on)
    ready, seen, taken = (_counts(name, on) for name in COUNTS)
    keys = {*offered, *ready}
    names = _occupations({concept for concept, _ in keys})
    rows = [
        SupplyRow(
            names.get(key[0], "–"), key[1],
            gap(Cell(max(0, offered.get(key, 0) - taken.get(key, 0)), ready.get(key, 0), seen.get(key, 0))),
        )
        for key in keys
    ]  # fmt: skip
    return Supply(sorted(rows, key=lambda row: (row.occupation.lower(), row.area)), latest)


def _offered(on: date) -> tuple[dict[Key, int], date | None]:
    regions = dict(Municipality.objects.values_list("name", "sub_region"))
    areas = {code: regions.get(town, "") for code, town in PostcodeArea.objects.values_list("code", "municipality")}
    found: dict[Key, int] = {}
    latest: date | None = None
    fresh = Q(starts_until=None) | Q(starts_until__gte=on)
    places = places_on_offer(on=on).filter(fresh, offered_on__gt=on - FRESH, concept__isnull=False).order_by()
    rows = places.values_list("concept", "site__postcode").annotate(number=Sum("number"), latest=Max("offered_on"))
    for concept, postcode, number, offered_on in rows:
        key = (concept, areas.get(postcode[:4], ""))
        found[key] = found.get(key, 0) + number
        latest = max(latest or offered_on, offered_on)
    return found, latest


def _counts(function: str, on: date) -> dict[Key, int]:
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT concept_id, area, people FROM {function}(%s)", [on])  # noqa: S608 - constants
        return {(concept, area): people for concept, area, people in cursor.fetchall()}


def _occupations(concepts: Iterable[int]) -> Mapping[int, str]:
    labels = Label.objects.filter(concept__in=concepts, language="nl", kind="preferred")
    return dict(labels.values_list("concept", "text"))
