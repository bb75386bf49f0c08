"""All checks must hold before a word about effect is spoken; one that was not done does not hold."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from doorstroom.monitoring.domain.impact.estimators import Estimate

FEWEST_TREATED = 60
LEAST_ON_SUPPORT = 0.90
LARGEST_DIFFERENCE = 0.10
FEWEST_EFFECTIVE, EFFECTIVE_PER_TREATED = 30, 0.25
LEAST_KNOWN = 0.80


class Verdict(StrEnum):
    EFFECT = "effect"
    NO_DEMONSTRABLE_DIFFERENCE = "no_demonstrable_difference"
    NO_STATEMENT = "no_statement"


@dataclass(frozen=True)
class Check:
    """`value` is None when the check could not be, or was not, done."""

    check: str
    value: float | bool | None
    limit: float | bool
    passed: bool


def at_least(check: str, value: float | None, limit: float) -> Check:
    return Check(check, value, limit, value is not None and value >= limit)


def at_most(check: str, value: float | None, limit: float) -> Check:
    return Check(check, value, limit, value is not None and value <= limit)


def placebo_check(placebo: Estimate | None) -> Check:
    """Before anything began there can be no effect: the interval of that difference must hold 0."""
    covered = placebo is not None and not placebo.interval.excludes(0.0)
    return Check("placebo_covers_zero", None if placebo is None else placebo.estimate, 0.0, covered)


def least_effective(treated: int) -> float:
    return max(FEWEST_EFFECTIVE, EFFECTIVE_PER_TREATED * treated)


def verdict(checks: Sequence[Check], adjusted: Estimate | None) -> Verdict:
    if adjusted is None or not all(check.passed for check in checks):
        return Verdict.NO_STATEMENT
    return Verdict.EFFECT if adjusted.interval.excludes(0.0) else Verdict.NO_DEMONSTRABLE_DIFFERENCE
