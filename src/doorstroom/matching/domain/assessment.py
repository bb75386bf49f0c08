"""The rule: a place fits when no hard constraint fails, nearly fits when exactly one does, else not yet.

A question (unknown) never makes a refusal; it stays on the page with who asks it. The refusal is the set of
failed constraints. The group is a function of the reasons alone, so what people read is what decided.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from enum import IntEnum

from doorstroom.matching.domain import constraints
from doorstroom.matching.domain.facts import Kind, PersonFacts, PlaceFacts
from doorstroom.matching.domain.reasons import Audience, MatchReason, Outcome
from doorstroom.matching.domain.requirements import requirements
from doorstroom.matching.domain.travel import ModeEstimate


class Group(IntEnum):
    """In the order in which they are shown."""

    FITS = 0
    NEARLY = 1
    NOT_YET = 2


@dataclass(frozen=True)
class Assessment:
    """`ready_tasks` can be done from the first day; `minutes` is the best journey, None when unknown.

    Both follow from reasons that not everybody may read: show them where `reasons_for` shows theirs.
    """

    person_id: str
    place_id: str
    group: Group
    reasons: tuple[MatchReason, ...]
    minutes: int | None
    ready_tasks: tuple[str, ...]

    @property
    def refusal(self) -> tuple[MatchReason, ...]:
        return tuple(reason for reason in self.reasons if reason.outcome is Outcome.FAILED)

    @property
    def questions(self) -> tuple[MatchReason, ...]:
        return tuple(reason for reason in self.reasons if reason.outcome is Outcome.UNKNOWN)

    def reasons_for(self, audience: Audience) -> tuple[MatchReason, ...]:
        return tuple(reason for reason in self.reasons if audience in reason.audience)

    def withheld_from(self, audience: Audience) -> bool:
        """True when something decides or is asked that this reader may not see: "ask the caseworker"."""
        return any(audience not in reason.audience for reason in self.refusal + self.questions)


def group_of(reasons: Iterable[MatchReason]) -> Group:
    """Two tasks that ask the same thing are one constraint: one repair mends both."""
    failed = {(reason.kind, reason.code) for reason in reasons if reason.outcome is Outcome.FAILED}
    return Group(min(len(failed), Group.NOT_YET))


def assess(person: PersonFacts, place: PlaceFacts, on: date, *, estimates: Mapping[str, ModeEstimate]) -> Assessment:
    """Judge one person and one place on a day; `on` decides which start windows and licences still count."""
    reasons = (
        *constraints.wishes(person, place),
        constraints.travel(person, place, estimates),
        constraints.days(person, place),
        constraints.hours(person, place),
        constraints.start(person, place, on),
        *requirements(person, place, on),
        *constraints.adjustments(person, place),
    )
    minutes = next((reason.params.get("minutes") for reason in reasons if reason.kind is Kind.TRAVEL), None)
    return Assessment(
        person.person_id, place.place_id, group_of(reasons), reasons, minutes, _ready_tasks(place, reasons)
    )


def _ready_tasks(place: PlaceFacts, reasons: Iterable[MatchReason]) -> tuple[str, ...]:
    blocked = {
        task for reason in reasons if reason.outcome is not Outcome.MET for task in reason.params.get("tasks", ())
    }
    return tuple(task for task in place.tasks if task not in blocked)
