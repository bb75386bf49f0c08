"""Whether the seats of a round stand on places.

A seat is backed by a place that the employer signed for, or that somebody with a name promised on a date. A
hint ("we thought of four more") backs nothing; it says whom to call first. A round with more seats than backed
places cannot be confirmed: two ways out remain, finding places and making the round smaller.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True)
class Caller:
    """Somebody to turn to; the phone may be unknown."""

    name: str
    phone: str = ""


@dataclass(frozen=True)
class Hint:
    """What an employer said it might still offer, and who keeps the contact with it."""

    employer: str
    seats: int
    said_on: date
    account_manager: Caller | None = None


@dataclass(frozen=True)
class Seats:
    seats: int
    signed: int
    promised: int

    @property
    def backed(self) -> int:
        return self.signed + self.promised

    @property
    def to_find(self) -> int:
        return max(0, self.seats - self.backed)

    @property
    def promised_shown(self) -> int:
        """Of the seats (not of the places) those that stand on a promise; signed places come first."""
        return max(0, min(self.promised, self.seats - self.signed))

    @property
    def signed_shown(self) -> int:
        return min(self.signed, self.seats)


@dataclass(frozen=True)
class Shortfall:
    """How many places are missing, who said something before, and whom to call; `hints` from most to least."""

    seats: Seats
    hints: tuple[Hint, ...]
    call: Caller | None

    @property
    def short(self) -> int:
        return self.seats.to_find


def shortfall(seats: Seats, hints: Iterable[Hint], account_managers: Iterable[Caller]) -> Shortfall | None:
    """None when every seat is backed. The account manager of the best hint comes before those of the round."""
    if seats.to_find == 0:
        return None
    best = tuple(sorted(hints, key=lambda hint: (-hint.seats, hint.said_on, hint.employer)))
    known = [hint.account_manager for hint in best if hint.account_manager]
    return Shortfall(seats, best, next(iter([*known, *account_managers]), None))
