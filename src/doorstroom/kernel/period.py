"""A stretch of days: the first day counts, the end day does not; an open end is None."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta


@dataclass(frozen=True, order=True)
class Period:
    """Closed start, open end. Raises ValueError when the end is not after the start."""

    start: date
    end: date | None = None

    def __post_init__(self) -> None:
        if self.end is not None and self.end <= self.start:
            raise ValueError(f"a period must end after it starts: {self.start} - {self.end}")

    def __contains__(self, day: date) -> bool:
        return self.start <= day and (self.end is None or day < self.end)

    def overlaps(self, other: Period) -> bool:
        return (other.end is None or self.start < other.end) and (self.end is None or other.start < self.end)

    def days(self) -> int | None:
        return None if self.end is None else (self.end - self.start).days


def monday_of(day: date) -> date:
    return day - timedelta(days=day.weekday())


def week_number(*, start: date, on: date) -> int:
    """The programme week of a day: week 1 is the calendar week in which `start` falls; 0 or less before it."""
    return (monday_of(on) - monday_of(start)).days // 7 + 1
