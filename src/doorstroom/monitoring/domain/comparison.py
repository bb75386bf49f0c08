"""Is the new version better than the old one, or may the difference be chance?

Two shares are compared by the interval of their difference. It is called "probably not chance" only if that
interval excludes no difference, whichever way the unknown outcomes turn out. Rounds at different times also
differ in labour market, people and staff; the comparison says so, and never calls a difference an effect.
With few people a real gap stays unseen: `visible_gap` says how large it must be to show.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from math import ceil, sqrt

from doorstroom.monitoring.domain.definitions import Definition
from doorstroom.monitoring.domain.facts import TrajectoryFact
from doorstroom.monitoring.domain.figures import CohortCurves, cohort_curves, reached_within, started_clocks
from doorstroom.monitoring.domain.logrank import LogRank, log_rank
from doorstroom.monitoring.domain.proportions import Z95, Interval, Proportion, newcombe

Z80_POWER = 0.8416212335729143
"""One-sided 80 % of the normal distribution: the power a comparison is held against."""


class Verdict(StrEnum):
    TOO_FEW = "too_few"
    NOT_CHANCE = "probably_not_chance"
    MAY_BE_CHANCE = "may_be_chance"
    DEPENDS_ON_UNKNOWN = "depends_on_unknown"


class Timing(StrEnum):
    SAME_TIME = "same_time"
    PARTLY = "partly_same_time"
    NOT_SAME_TIME = "not_same_time"


@dataclass(frozen=True, kw_only=True)
class ArmResult:
    """One version: its counted share, and the curves with everybody in it."""

    label: str
    share: Proportion
    cohort: CohortCurves


@dataclass(frozen=True, kw_only=True)
class Comparison:
    """`difference` is first minus second, None where one of them is empty; `pace` tests the whole curves."""

    outcome: str
    first: ArmResult
    second: ArmResult
    difference: float | None
    interval: Interval | None
    verdict: Verdict
    timing: Timing
    visible_gap: float | None
    pace: LogRank


def compare_versions(
    facts: Sequence[TrajectoryFact],
    definition: Definition,
    outcome: str,
    *,
    arms: tuple[str, str],
    as_of: date,
) -> Comparison:
    """The first arm against the second, on the people whose horizon has passed."""
    groups = [[fact for fact in facts if fact.arm == arm] for arm in arms]
    first, second = (
        ArmResult(
            label=arm,
            share=reached_within(group, definition, outcome, as_of=as_of),
            cohort=cohort_curves(group, definition, as_of=as_of),
        )
        for arm, group in zip(arms, groups, strict=True)
    )
    starts = [[origin for _, origin in started_clocks(group, definition, as_of=as_of)] for group in groups]
    spells = [arm.cohort.curves.spells for arm in (first, second)]
    both = first.share.denominator and second.share.denominator
    return Comparison(
        outcome=outcome,
        first=first,
        second=second,
        difference=_difference(first.share, second.share) if both else None,
        interval=newcombe(first.share.counts, second.share.counts) if both else None,
        verdict=verdict(first.share, second.share),
        timing=timing(*starts),
        visible_gap=visible_gap(first.share.counts, second.share.counts) if both else None,
        pace=log_rank(spells, cause=definition.exits.index(outcome) + 1),
    )


def _difference(first: Proportion, second: Proportion) -> float:
    return first.numerator / first.denominator - second.numerator / second.denominator


def verdict(first: Proportion, second: Proportion) -> Verdict:
    """Reads the interval of the difference, with unknown outcomes counted none, all here and all there."""
    if not (first.shown and second.shown):
        return Verdict.TOO_FEW
    if not _apart(first.counts, second.counts):
        return Verdict.MAY_BE_CHANCE
    signs = {
        _apart((first.numerator + a, first.denominator), (second.numerator + b, second.denominator))
        for a, b in ((0, 0), (first.unknown, 0), (0, second.unknown))
    }
    return Verdict.NOT_CHANCE if len(signs) == 1 else Verdict.DEPENDS_ON_UNKNOWN


def _apart(first: tuple[int, int], second: tuple[int, int]) -> int:
    """1 or -1 when the interval of the difference lies above or below zero, else 0."""
    interval = newcombe(first, second)
    return (interval.low > 0) - (interval.high < 0)


def timing(first: Sequence[date], second: Sequence[date]) -> Timing:
    """At the same time: of both arms, at least half started within the stretch of the other one.

    Two arms that share no stretch are "not at the same time"; anything in between is "partly".
    """
    if not first or not second:
        return Timing.NOT_SAME_TIME
    shares = [_within(first, second), _within(second, first)]
    if max(shares) == 0:
        return Timing.NOT_SAME_TIME
    return Timing.SAME_TIME if min(shares) >= 0.5 else Timing.PARTLY


def _within(days: Sequence[date], others: Sequence[date]) -> float:
    low, high = min(others), max(others)
    return sum(low <= day <= high for day in days) / len(days)


def visible_gap(first: tuple[int, int], second: tuple[int, int]) -> float:
    """The smallest true difference that would show 4 times in 5, around the share of both arms together."""
    pooled = (first[0] + second[0]) / (first[1] + second[1])
    error = sqrt(pooled * (1 - pooled) * (1 / first[1] + 1 / second[1]))
    return (Z95 + Z80_POWER) * error


def people_needed(share: float, other: float) -> int:
    """People per arm for a true difference between two shares to show 4 times in 5."""
    variance = share * (1 - share) + other * (1 - other)
    return ceil((Z95 + Z80_POWER) ** 2 * variance / (share - other) ** 2)
