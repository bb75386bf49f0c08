"""A share from a sample of every stratum, with who did not answer and how sure it is.

Every answer stands for as many people as its stratum holds for each of its answers. That takes it that whoever could
not be reached is, among people of the same education, like those who could. What holds without that is said as well:
the share if none, and if all, of those who did not answer had reached it. Where more than a fifth did not answer only
these two ends are a result, as with any figure.

Sources: Cochran 1977, ch. 5 (stratified sampling, with the correction for a finite group); the interval is Wilson's on
the number of people that would be as sure (Kott & Carr 1997); in each stratum the variance is taken one success and one
failure nearer to the middle, since two equal answers do not prove that all are equal.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from doorstroom.monitoring.domain.proportions import SMALLEST_DENOMINATOR, UNKNOWN_LIMIT, Interval, score_interval


@dataclass(frozen=True, kw_only=True)
class Asked:
    """Of one stratum: how many people it holds, how many were drawn, answered, and had reached it."""

    name: str
    people: int
    drawn: int
    answered: int
    yes: int

    def __post_init__(self) -> None:
        if not 0 <= self.yes <= self.answered <= self.drawn <= self.people:
            raise ValueError(f"{self.name}: {self.yes} of {self.answered} of {self.drawn} of {self.people} cannot be")


@dataclass(frozen=True)
class Sampled:
    """The strata together. Without an answer there is no share."""

    strata: Sequence[Asked]

    @property
    def people(self) -> int:
        return sum(each.people for each in self.strata)

    @property
    def drawn(self) -> int:
        return sum(each.drawn for each in self.strata)

    @property
    def answered(self) -> int:
        return sum(each.answered for each in self.strata)

    @property
    def yes(self) -> int:
        return sum(each.yes for each in self.strata)

    @property
    def silent(self) -> tuple[str, ...]:
        """Strata in which nobody answered: nothing is said of their people."""
        return tuple(each.name for each in self.strata if not each.answered)

    @property
    def shown(self) -> bool:
        return self.answered >= SMALLEST_DENOMINATOR

    @property
    def mostly_bounds(self) -> bool:
        return self.drawn - self.answered > UNKNOWN_LIMIT * self.drawn

    @property
    def share(self) -> float | None:
        told = [each for each in self.strata if each.answered]
        people = sum(each.people for each in told)
        return sum(each.people * each.yes / each.answered for each in told) / people if people else None

    @property
    def interval(self) -> Interval | None:
        """95 %; a point when everybody was asked and answered."""
        share, told = self.share, [each for each in self.strata if each.answered]
        if share is None:
            return None
        people = sum(each.people for each in told)
        variance = sum((each.people / people) ** 2 * _variance(each) for each in told)
        if not variance:
            return Interval(share, share)
        nearer = (share * people + 1) / (people + 2)
        return score_interval(share, nearer * (1 - nearer) / variance)

    @property
    def bounds(self) -> Interval | None:
        """If none, and if all, of those who were drawn and did not answer had reached it."""
        drawn = [each for each in self.strata if each.drawn]
        people = sum(each.people for each in drawn)
        if not people:
            return None
        low, high = (
            sum(each.people * (each.yes + more * (each.drawn - each.answered)) / each.drawn for each in drawn) / people
            for more in (0, 1)
        )
        return Interval(low, high)


def _variance(each: Asked) -> float:
    share = (each.yes + 1) / (each.answered + 2)
    return (1 - each.answered / each.people) * share * (1 - share) / each.answered
