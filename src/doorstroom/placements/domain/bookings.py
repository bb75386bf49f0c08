"""Nobody works at two places on the same weekday.

Two bookings clash when their periods share a day and their weekdays share one. A booking whose weekdays are
not known claims none: unknown is asked about, never refused.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True)
class Booking:
    """`last` is the last day that counts; None is open-ended. Weekdays as in `date.weekday()`."""

    placement: int | None
    first: date
    last: date | None
    weekdays: frozenset[int]


@dataclass(frozen=True)
class Clash:
    placement: int | None
    weekdays: tuple[int, ...]


def clashes(wanted: Booking, standing: Iterable[Booking]) -> tuple[Clash, ...]:
    """The standing bookings that claim a weekday of the wanted one, with those weekdays."""
    return tuple(
        Clash(other.placement, tuple(sorted(shared)))
        for other in standing
        if _meet(wanted, other) and (shared := wanted.weekdays & other.weekdays)
    )


def _meet(one: Booking, other: Booking) -> bool:
    return (one.last is None or other.first <= one.last) and (other.last is None or one.first <= other.last)
