"""Reads: in which week, why and in which phase people are lost, and who they are as far as one may see."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import Count, QuerySet

from doorstroom.kernel.actor import Actor
from doorstroom.monitoring.access import visible_facts, visible_locked_facts
from doorstroom.monitoring.domain.facts import ExitCause
from doorstroom.monitoring.selectors.results import Results
from doorstroom.trajectories.access import visible_trajectories
from doorstroom.trajectories.models import Trajectory


@dataclass(frozen=True)
class Losses:
    """People who stopped, after the filter: counts by week, reason and phase, and how many had started."""

    rows: QuerySet[Any]
    groups: Sequence[dict[str, Any]]
    started: int

    @property
    def people(self) -> int:
        return sum(group["people"] for group in self.groups)

    def count(self, field: str) -> list[tuple[Any, int]]:
        """Most people first, for weeks in their order."""
        counts: Counter[Any] = Counter()
        for group in self.groups:
            counts[group[field]] += group["people"]
        by_week = field == "exit_week"
        return sorted(counts.items(), key=lambda item: (item[0] or 0,) if by_week else (-item[1], item[0]))


def losses(results: Results, *, week: int | None = None, reason: str = "", arm: str = "") -> Losses:
    people = results.columns.of_arm(arm) if arm else results.columns
    chosen = {"exit_week": week, "exit_reason": reason or None, "arm": arm or None}
    seen: QuerySet[Any] = (
        visible_locked_facts(results.actor, results.lock) if results.lock else visible_facts(results.actor)
    )
    rows = seen.filter(
        programme__in=results.which.programmes, started_on__lte=results.on, exit_cause=ExitCause.DROPOUT,
        exited_on__lte=results.on, **{field: value for field, value in chosen.items() if value is not None},
    )  # fmt: skip
    groups = rows.values("exit_week", "exit_reason", "exit_phase").annotate(people=Count("pk")).order_by()
    return Losses(rows, [dict(group) for group in groups], int((people.started <= results.on.toordinal()).sum()))


def people_behind(actor: Actor, lost: Losses, most: int) -> tuple[list[Trajectory], int]:
    """Of these people the first ones whom this actor may see by name, and how many they are in all."""
    found = visible_trajectories(actor).filter(pk__in=lost.rows.values("trajectory_id"))
    shown = list(found.select_related("person").order_by("person__family_name", "person__given_name", "pk")[: most + 1])
    return shown[:most], len(shown) if len(shown) <= most else found.count()
