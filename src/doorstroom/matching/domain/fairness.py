"""Are people of every group chosen and shown as often as the others? Counts with intervals, never one person.

Two measures, each as the ratio of a group to everybody else of whom the same is known:
*selection*, the share who were chosen for a place; *exposure*, the mean chance of standing among the first five people
of a place's page when the order within a group is drawn by lot. The ratio of shares has the score interval (Koopman
1984, Biometrics 40:513), the ratio of means Fieller's interval with the variance between people, because the places of
one person hang together. An interval that excludes 1 is an alarm: a reason to look, not a verdict.
Nothing is shown of fewer than thirty people, nor what would give such a group away.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from math import inf, sqrt
from statistics import NormalDist, fmean, variance

from doorstroom.matching.domain.assessment import Assessment, Group

LEAST_PEOPLE = 30
LEAST_CASES = 5
GAP = 0.10
SHOWN_FIRST = 5
NORMAL = NormalDist()
Z = 1.98
"""A little wider than 95 %: counts are whole numbers, and at 1.96 two groups of 200 with an equal share give an alarm
in up to 5.1 % of reports. At 1.98 it is at most 5 % for shares up to 0.45, worked out exactly."""
LEVEL = 2 * NORMAL.cdf(Z) - 1


class Measure(StrEnum):
    SELECTION = "selection"
    EXPOSURE = "exposure"


@dataclass(frozen=True)
class Case:
    """One person: the groups that are known of her, whether she was chosen, and her exposure from 0 to 1."""

    groups: Mapping[str, str]
    selected: bool
    exposure: float


@dataclass(frozen=True)
class Ratio:
    value: float
    low: float
    high: float

    @property
    def alarm(self) -> bool:
        return not self.low <= 1 <= self.high


@dataclass(frozen=True)
class Comparison:
    """A group against the rest. Suppressed: `people` and all figures are None.

    `power` is the chance that a true gap of ten points between the two would give an alarm with these numbers.
    """

    attribute: str
    group: str
    measure: Measure
    people: int | None = None
    share: float | None = None
    rest_share: float | None = None
    ratio: Ratio | None = None
    power: float | None = None

    @property
    def alarm(self) -> bool:
        return self.ratio is not None and self.ratio.alarm


@dataclass(frozen=True)
class Report:
    """`by_chance` is how many alarms are to be expected when every group is treated the same."""

    people: int
    comparisons: tuple[Comparison, ...]

    @property
    def alarms(self) -> tuple[Comparison, ...]:
        return tuple(each for each in self.comparisons if each.alarm)

    @property
    def by_chance(self) -> float:
        return (1 - LEVEL) * sum(each.ratio is not None for each in self.comparisons)


def fairness_report(cases: Sequence[Case]) -> Report:
    """Every known group of every attribute against the rest, in alphabetical order."""
    found: list[Comparison] = []
    for attribute in sorted({name for case in cases for name in case.groups}):
        known = [case for case in cases if attribute in case.groups]
        sizes = {group: sum(case.groups[attribute] == group for case in known) for group in _groups(known, attribute)}
        hidden = suppressed(sizes)
        for group in sizes:
            own = [case for case in known if case.groups[attribute] == group]
            rest = [case for case in known if case.groups[attribute] != group]
            for measure, compare in COMPARED.items():
                bare = Comparison(attribute, group, measure)
                found.append(bare if group in hidden or len(rest) < LEAST_PEOPLE else compare(bare, own, rest))
    return Report(len(cases), tuple(found))


def _groups(cases: Iterable[Case], attribute: str) -> list[str]:
    return sorted({case.groups[attribute] for case in cases})


def suppressed(sizes: Mapping[str, int]) -> frozenset[str]:
    """Groups that are too small; when only one is, also the next smallest, or a subtraction would show the first."""
    by_size = sorted(sizes, key=lambda group: (sizes[group], group))
    small = [group for group in by_size if sizes[group] < LEAST_PEOPLE]
    return frozenset(by_size[:2] if len(small) == 1 else small)


def _selection(bare: Comparison, own: Sequence[Case], rest: Sequence[Case]) -> Comparison:
    chosen, others = sum(case.selected for case in own), sum(case.selected for case in rest)
    if min(chosen, others, len(own) - chosen, len(rest) - others) < LEAST_CASES:
        return bare
    share, rest_share = chosen / len(own), others / len(rest)
    ratio = ratio_of_shares(chosen, len(own), others, len(rest))
    power = power_of_shares(len(own), len(rest), rest_share)
    return Comparison(bare.attribute, bare.group, bare.measure, len(own), share, rest_share, ratio, power)


def _exposure(bare: Comparison, own: Sequence[Case], rest: Sequence[Case]) -> Comparison:
    mine, theirs = [case.exposure for case in own], [case.exposure for case in rest]
    share, rest_share = fmean(mine), fmean(theirs)
    if not rest_share:
        return bare
    ratio = ratio_of_means(mine, theirs)
    power = power_of_means(sqrt(variance(mine) / len(mine) + variance(theirs) / len(theirs)))
    return Comparison(bare.attribute, bare.group, bare.measure, len(own), share, rest_share, ratio, power)


COMPARED: Mapping[Measure, Callable[[Comparison, Sequence[Case], Sequence[Case]], Comparison]] = {
    Measure.SELECTION: _selection,
    Measure.EXPOSURE: _exposure,
}


def ratio_of_shares(x: int, n: int, y: int, m: int) -> Ratio:
    """(x/n) / (y/m) with Koopman's score interval: all ratios at which the score test does not reject."""
    low = _where(Z, x, n, y, m) if x else 0.0
    return Ratio((x / n) / (y / m), low, _where(-Z, x, n, y, m)) if y else Ratio(inf, low, inf)


def _where(target: float, x: int, n: int, y: int, m: int) -> float:
    """The ratio at which the score is `target`, by halving: the score falls as the ratio rises."""
    low, high = 0.0, 1.0
    while score(x, n, y, m, high) > target:
        low, high = high, high * 2
    for _ in range(100):
        middle = (low + high) / 2
        low, high = (middle, high) if score(x, n, y, m, middle) > target else (low, middle)
    return (low + high) / 2


def score(x: int, n: int, y: int, m: int, ratio: float) -> float:
    """The score statistic for x/n = ratio · y/m, with both shares as likely as they can be under that ratio."""
    a, b, c = (n + m) * ratio, -(n * ratio + x + m + y * ratio), x + y
    q = (-b - sqrt(max(b * b - 4 * a * c, 0.0))) / (2 * a) if a else c / (n + m)
    p = q * ratio
    spread = sqrt(max(p * (1 - p) / n + ratio * ratio * q * (1 - q) / m, 0.0))
    return (x / n - ratio * y / m) / spread if spread else 0.0


def ratio_of_means(mine: Sequence[float], theirs: Sequence[float]) -> Ratio:
    """Fieller's interval (1954, JRSS B 16:175): all ratios R at which mean - R x other mean may be zero."""
    mean, other = fmean(mine), fmean(theirs)
    a = other**2 - Z**2 * variance(theirs) / len(theirs)
    b, c = mean * other, mean**2 - Z**2 * variance(mine) / len(mine)
    if a <= 0:
        return Ratio(mean / other, 0.0, inf)
    half = sqrt(max(b * b - a * c, 0.0))
    return Ratio(mean / other, max(0.0, (b - half) / a), (b + half) / a)


def power_of_shares(n: int, m: int, rest_share: float, gap: float = GAP) -> float:
    """Chance of an alarm when the group's share lies `gap` from the rest's, on the side where that is hardest."""
    return min(_power(n, m, p, rest_share) for p in (rest_share - gap, rest_share + gap) if 0 <= p <= 1)


def _power(n: int, m: int, p: float, q: float) -> float:
    pooled = (n * p + m * q) / (n + m)
    under_equality = sqrt(pooled * (1 - pooled) * (1 / n + 1 / m))
    spread = sqrt(p * (1 - p) / n + q * (1 - q) / m)
    return NORMAL.cdf((abs(p - q) - Z * under_equality) / spread) if spread else 1.0


def power_of_means(spread: float, gap: float = GAP) -> float:
    return NORMAL.cdf(gap / spread - Z) if spread else 1.0


def exposures(answers: Iterable[Sequence[Assessment]]) -> dict[str, float]:
    """Per person the mean chance, over the pages of these places, of standing among the first five."""
    chances: dict[str, list[float]] = {}
    for found in answers:
        left = float(SHOWN_FIRST)
        for group in Group:
            members = [each.person_id for each in found if each.group is group]
            for person in members:
                chances.setdefault(person, []).append(min(1.0, left / len(members)))
            left = max(0.0, left - len(members))
    return {person: fmean(each) for person, each in chances.items()}
