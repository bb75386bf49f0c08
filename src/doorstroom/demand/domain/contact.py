"""How often partners call on one employer: whoever wants to, first hears who was there already.

A small employer that three partners call in a week stops answering. More than `MOST` contacts in `DAYS` days, of
all partners together, ask for a reason; what the employer asked for itself does not count.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

MOST, DAYS = 2, 14


@dataclass(frozen=True)
class Call:
    """One contact that a partner sought."""

    on: date
    who: str


@dataclass(frozen=True)
class Pressure:
    """The contacts that partners sought in the `DAYS` days up to and with today, the latest first."""

    calls: tuple[Call, ...]

    @property
    def asks_reason(self) -> bool:
        return len(self.calls) >= MOST

    @property
    def names(self) -> str:
        return ", ".join(dict.fromkeys(call.who for call in self.calls))


def pressure(calls: Iterable[Call], on: date) -> Pressure:
    recent = [call for call in calls if on - timedelta(days=DAYS) < call.on <= on]
    return Pressure(tuple(sorted(recent, key=lambda call: call.on, reverse=True)))
