"""What ends and what follows: the list by weeks, and how often people went straight on."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django.db.models import Case, Exists, OuterRef, Q, QuerySet, Subquery, Value, When
from django.db.models.functions import Coalesce

from doorstroom.followup.models import Observation
from doorstroom.kernel.actor import Actor
from doorstroom.monitoring.domain.proportions import Proportion
from doorstroom.placements.access import visible_placements
from doorstroom.placements.models import Placement
from doorstroom.placements.selectors import SHOWN
from doorstroom.programmes.selectors.approaches import standard_thresholds
from doorstroom.signals.selectors.facts import CONTRACTS
from doorstroom.trajectories.models import HolderTerm

STRAIGHT_ON = timedelta(days=31)
LOOKS_BACK = timedelta(days=365)
LIVE = (Placement.State.PROPOSED, Placement.State.INTRODUCED, Placement.State.AGREED, Placement.State.ACTIVE)


def steps() -> tuple[int, ...]:
    """Weeks before the end at which one asks what comes next, the nearest first."""
    return tuple(sorted(standard_thresholds()["thresholds"]["contract_ending_weeks"]))


def ending(actor: Actor) -> QuerySet[Placement]:
    """Contracts with a last day ahead, what nothing was agreed about and ends first on top; one query.

    `settled`: a path was agreed, or a later place is there or being arranged.
    """
    later = Placement.objects.filter(person=OuterRef("person"), state__in=LIVE).exclude(pk=OuterRef("pk"))
    goes_on = Exists(later.filter(Q(ends_on=None) | Q(ends_on__gt=OuterRef("ends_on"))))
    return (
        visible_placements(actor)
        .filter(state=Placement.State.ACTIVE, ends_on__gte=actor.on, kind__in=CONTRACTS)
        .annotate(goes_on=goes_on)
        .annotate(settled=Case(When(Q(next_path__isnull=False) | Q(goes_on=True), then=Value(1)), default=Value(0)))
        .select_related(*SHOWN, "next_path")
        .order_by("settled", "ends_on", "pk")
    )


def step_of(ends_on: date, on: date) -> int | None:
    """The nearest step that has come, in weeks; None while it is further away than the first."""
    left = (ends_on - on).days
    return next((weeks for weeks in steps() if left <= weeks * 7), None)


@dataclass(frozen=True)
class TeamShare:
    """How many of the contracts that ended under one team's coordination were followed at once by other work."""

    team: str
    share: Proportion


def straight_on(actor: Actor) -> Sequence[TeamShare]:
    """By the name of the team, never by the share; one query.

    Counted are contracts that ended in the year before the last 31 days; those of the last 31 days still run. Nothing
    is known of somebody without later work here and without an answer since.
    """
    first = actor.on - LOOKS_BACK - STRAIGHT_ON
    ended: QuerySet[Any] = visible_placements(actor).filter(
        state=Placement.State.ENDED, kind__in=CONTRACTS, ended_on__gte=first, ended_on__lte=actor.on
    )
    found: dict[str, list[Any]] = defaultdict(list)
    for each in ended.annotate(**_followed()).values_list("team", "ended_on", "followed", "asked"):
        found[each[0] or ""].append(each[1:])
    return [TeamShare(team, _share(found[team], actor.on)) for team in sorted(found)]


def _followed() -> dict[str, Any]:
    work = Placement.objects.filter(person=OuterRef("person"), kind__in=CONTRACTS)
    next_work = work.exclude(state=Placement.State.CANCELLED).exclude(pk=OuterRef("pk")).filter(
        Q(ended_on=None) | Q(ended_on__gt=OuterRef("ended_on")), starts_on__lte=OuterRef("ended_on") + STRAIGHT_ON
    )  # fmt: skip
    asked = Observation.objects.filter(
        person=OuterRef("person"), status=Observation.Status.KNOWN, observed_on__gte=OuterRef("ended_on")
    )
    held = HolderTerm.objects.filter(trajectory=OuterRef("trajectory"), started_at__date__lte=OuterRef("ended_on"))
    team = held.order_by("-started_at").values("member__organisation__name")[:1]
    return {"followed": Exists(next_work), "asked": Exists(asked), "team": Coalesce(Subquery(team), Value(""))}


def _share(rows: Sequence[tuple[date, bool, bool]], on: date) -> Proportion:
    over = [row for row in rows if row[0] <= on - STRAIGHT_ON]
    return Proportion(
        definition="straight_on", numerator=sum(followed for _, followed, _ in over), denominator=len(over),
        clock="contract_end", horizon="31 days", running=len(rows) - len(over),
        unknown=sum(not followed and not asked for _, followed, asked in over), as_of=on,
    )  # fmt: skip
