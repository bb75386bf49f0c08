"""How fast two partners answer each other's handovers, in working days; both read the same figures."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from statistics import median


def workdays_between(start: date, end: date) -> int:
    """Mondays to Fridays after the first day, up to and including the last; public holidays count as other days."""
    return sum((start + timedelta(days=n)).weekday() < 5 for n in range(1, (end - start).days + 1))


@dataclass(frozen=True)
class Asked:
    """One handover from one organisation to another; `answered_on` None: still waiting."""

    sender: int
    receiver: int
    sent_on: date
    answered_on: date | None


@dataclass(frozen=True)
class Pair:
    """`days` of the answers in order; the middle one and the longest say more than an average of few."""

    sender: int
    receiver: int
    days: tuple[int, ...]
    waiting: int
    longest_wait: int

    @property
    def asked(self) -> int:
        return len(self.days) + self.waiting

    @property
    def middle(self) -> float | None:
        return median(self.days) if self.days else None


def pairs(asked: Iterable[Asked], on: date) -> list[Pair]:
    """One line a direction, the slowest middle first."""
    found: dict[tuple[int, int], list[Asked]] = {}
    for each in asked:
        found.setdefault((each.sender, each.receiver), []).append(each)
    lines = [_pair(key, there, on) for key, there in found.items()]
    return sorted(lines, key=lambda pair: (-(pair.middle or 0), pair.sender, pair.receiver))


def _pair(key: tuple[int, int], there: list[Asked], on: date) -> Pair:
    days = sorted(workdays_between(each.sent_on, each.answered_on) for each in there if each.answered_on)
    waits = [workdays_between(each.sent_on, on) for each in there if each.answered_on is None]
    return Pair(*key, tuple(days), len(waits), max(waits, default=0))
