"""How far a promise of a party is, by a plain rule.

A promise says how much of what by which day. Progress is how much there is by now, as its owner writes it down. From
half of the term on it lags when there is less than half of what would be there at an even pace: 40 by the end is 30
after three quarters, so 14 lags and 15 does not. Nothing written down is not the same as nothing done: that is unknown,
and from half of the term on somebody asks.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum


class Standing(StrEnum):
    EARLY = "early"
    UNKNOWN = "unknown"
    LAGGING = "lagging"
    ON_COURSE = "on_course"
    REACHED = "reached"
    MISSED = "missed"


NEEDS_TALK = frozenset({Standing.UNKNOWN, Standing.LAGGING, Standing.MISSED})


@dataclass(frozen=True)
class Promise:
    """`target` of a unit between two days; `value` is what there is by now, None when nobody wrote it down."""

    target: int
    starts_on: date
    due_on: date
    value: int | None


def expected(promise: Promise, on: date) -> int:
    """What an even pace would have brought by this day, rounded down; the whole target from the last day on."""
    total = (promise.due_on - promise.starts_on).days
    elapsed = min(max((on - promise.starts_on).days, 0), total)
    return promise.target * elapsed // total


def standing(promise: Promise, on: date) -> Standing:
    """How the promise stands that day."""
    total = (promise.due_on - promise.starts_on).days
    elapsed = (on - promise.starts_on).days
    if promise.value is not None and promise.value >= promise.target:
        return Standing.REACHED
    if elapsed * 2 < total:
        return Standing.EARLY
    if promise.value is None:
        return Standing.UNKNOWN
    if elapsed >= total:
        return Standing.MISSED
    behind = promise.value * total * 2 < promise.target * elapsed
    return Standing.LAGGING if behind else Standing.ON_COURSE
