"""How many people each thing that the work asks keeps out, so that it can be asked whether the task needs it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from doorstroom.matching.domain.assessment import Assessment, Group
from doorstroom.matching.domain.facts import Kind, PlaceFacts
from doorstroom.matching.domain.reasons import MatchReason


@dataclass(frozen=True)
class Exclusion:
    """`excludes` people fail it; for `alone` of them it is the only thing in the way. `tasks` are what needs it.

    `at_start` is False for what may be learnt at work or is only a wish: that excludes nobody.
    """

    kind: Kind
    code: str
    level: int
    tasks: tuple[str, ...]
    at_start: bool
    excludes: int
    alone: int


def exclusions(place: PlaceFacts, assessments: Iterable[Assessment]) -> tuple[Exclusion, ...]:
    """One row for each requirement in the employer's order; then hours and days, which belong to every task."""
    failed: dict[tuple[Kind, str, int], list[bool]] = {}
    for each in assessments:
        for reason in each.refusal:
            failed.setdefault(_key(reason), []).append(each.group is Group.NEARLY)
    asked = [
        (each.kind, each.code, each.level, tuple(sorted(each.tasks)) or place.tasks, each.at_start)
        for each in place.requirements or ()
    ]
    asked += [(Kind.HOURS, "", 0, place.tasks, True)] * (place.hours is not None)
    asked += [(Kind.DAYS, "", 0, place.tasks, True)] * (place.days is not None)
    return tuple(
        Exclusion(*each, excludes=len(failed.get(each[:3], ())), alone=sum(failed.get(each[:3], ()))) for each in asked
    )


def _key(reason: MatchReason) -> tuple[Kind, str, int]:
    return reason.kind, reason.code, reason.params.get("level", 0)
