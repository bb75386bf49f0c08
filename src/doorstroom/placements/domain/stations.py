"""Room at a station, day by day: on a day as many people as its capacity, and one person at one station."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta

LONGEST_DAYS = 366
"""A booking longer than a year is a slip of the pen."""


@dataclass(frozen=True)
class Stay:
    """On these weekdays (0 is Monday), from the first to the last day."""

    first: date
    last: date
    weekdays: frozenset[int]

    def days(self) -> Iterator[date]:
        for number in range((self.last - self.first).days + 1):
            day = self.first + timedelta(days=number)
            if day.weekday() in self.weekdays:
                yield day


def full_days(wanted: Stay, present: Mapping[date, int], capacity: int) -> list[date]:
    """The days of this stay on which nobody more fits in."""
    return [day for day in wanted.days() if present.get(day, 0) >= capacity]


def shared_days(wanted: Stay, others: Iterable[Stay]) -> list[date]:
    """The days of this stay on which the same person is booked already."""
    taken = {day for other in others for day in other.days()}
    return [day for day in wanted.days() if day in taken]
