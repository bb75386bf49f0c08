"""A share of people, never loose from what it is a share of.

Whoever shows "40 %" also shows what was counted, of how many, from which moment, how many are still under
way, of how many nothing is known, and how far chance alone could have moved it. With fewer than ten people
there is no percentage at all, only "4 of 7 people". People of whom nothing is known stay in the denominator:
the interval then runs from "none of them" to "all of them".
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from math import sqrt

Z95 = 1.959963984540054
"""Two-sided 95 % of the normal distribution; all intervals here are 95 % unless they say otherwise."""

SMALLEST_DENOMINATOR = 10
"""Below this a percentage says more about one person than about the approach."""

UNKNOWN_LIMIT = 0.20
"""Above this share of unknown outcomes only the bounds may be called a result."""


@dataclass(frozen=True)
class Interval:
    """From `low` to `high`, both included."""

    low: float
    high: float

    def __post_init__(self) -> None:
        if not self.low <= self.high:
            raise ValueError(f"an interval runs from low to high, not from {self.low} to {self.high}")

    def excludes(self, value: float) -> bool:
        return value < self.low or value > self.high

    def percents(self) -> tuple[int, int]:
        return whole_percent(self.low), whole_percent(self.high)


def whole_percent(share: float) -> int:
    """Rounded half up, as people do on paper: 12.5 % becomes 13 and not 12."""
    return int(share * 100 + 0.5 + 1e-9)


def wilson(numerator: int, denominator: int, z: float = Z95) -> Interval:
    """Score interval of one proportion (Wilson, JASA 1927); method 3 of Newcombe, Stat Med 1998;17:857."""
    if not 0 <= numerator <= denominator or denominator == 0:
        raise ValueError(f"no interval for {numerator} of {denominator}: count 0..n of n people, with n above 0")
    return score_interval(numerator / denominator, denominator, z)


def score_interval(share: float, n: float, z: float = Z95) -> Interval:
    """The same for a share that is as sure as that of `n` people, which need not be a whole number."""
    middle = share + z * z / (2 * n)
    reach = z * sqrt(share * (1 - share) / n + z * z / (4 * n * n))
    scale = 1 + z * z / n
    low = 0.0 if share == 0 else (middle - reach) / scale
    high = 1.0 if share == 1 else (middle + reach) / scale
    return Interval(low, high)


def newcombe(first: tuple[int, int], second: tuple[int, int], z: float = Z95) -> Interval:
    """Interval of the difference `first` - `second`, each (numerator, denominator).

    Hybrid of two score intervals: method 10 of Newcombe, Stat Med 1998;17:873. It stays within -1..1 and
    holds for small groups and for shares near 0 or 1, where the usual formula fails.
    """
    one, other = wilson(*first, z), wilson(*second, z)
    share, base = first[0] / first[1], second[0] / second[1]
    difference = share - base
    low = difference - sqrt((share - one.low) ** 2 + (other.high - base) ** 2)
    high = difference + sqrt((one.high - share) ** 2 + (base - other.low) ** 2)
    return Interval(max(low, -1.0), min(high, 1.0))


@dataclass(frozen=True, kw_only=True)
class Proportion:
    """`numerator` of `denominator` people, with everything that must stand beside it.

    `denominator` holds the people whose horizon has passed, `unknown` among them those without a known
    outcome; `running` people are not in it, their horizon has not passed on `as_of`. No field has a default,
    so that none can be forgotten.
    """

    definition: str
    numerator: int
    denominator: int
    clock: str
    horizon: str
    running: int
    unknown: int
    as_of: date

    def __post_init__(self) -> None:
        if not (self.definition and self.clock):
            raise ValueError("a share needs the code of its definition and the moment its clock starts")
        if min(self.numerator, self.unknown, self.running) < 0:
            raise ValueError(f"a share counts people, and {self} of {self.definition} holds a number below zero")
        if self.numerator + self.unknown > self.denominator:
            raise ValueError(
                f"{self.definition}: {self.numerator} reached and {self.unknown} unknown are more than the "
                f"{self.denominator} people counted; count unknown people in the denominator, once"
            )

    def __str__(self) -> str:
        """Counts only: a share that slips into a page by itself is never a bare percentage."""
        return f"{self.numerator}/{self.denominator}"

    @property
    def counts(self) -> tuple[int, int]:
        return self.numerator, self.denominator

    @property
    def shown(self) -> bool:
        """Whether there are people enough for a percentage."""
        return self.denominator >= SMALLEST_DENOMINATOR

    @property
    def bounds(self) -> Interval | None:
        """What the share would be if none, and if all, of the unknown people had reached the outcome."""
        if self.denominator == 0:
            return None
        return Interval(self.numerator / self.denominator, (self.numerator + self.unknown) / self.denominator)

    @property
    def mostly_bounds(self) -> bool:
        """So much is unknown that the bounds, and not the share, are the result."""
        return self.unknown > UNKNOWN_LIMIT * self.denominator

    @property
    def interval(self) -> Interval | None:
        """Chance and missing answers together: Wilson around both ends of the bounds."""
        if self.denominator == 0:
            return None
        lowest = wilson(self.numerator, self.denominator)
        highest = wilson(self.numerator + self.unknown, self.denominator)
        return Interval(lowest.low, highest.high)

    @property
    def percent(self) -> int | None:
        """None below ten people. Unknown outcomes count as not reached."""
        return whole_percent(self.numerator / self.denominator) if self.shown else None

    @property
    def percent_interval(self) -> tuple[int, int] | None:
        return self.interval.percents() if self.shown and self.interval else None
