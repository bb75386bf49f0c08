"""Who gets in, who gets through and for whom it works, by groups that were declared beforehand.

Three mirrors, none a verdict. *Access*: at each gate, the share of a group that passes, beside the group that
passes most. *Outcomes*: the same for results. *Mix*: what would be expected of these people if each group did as
it did before; observed less expected says whether a result is more than the choice of people.

Groups are plain facts on record (education, language, length of benefit, sex, age); there is no estimate of one
person's chances anywhere, and no group is ranked. Groups of fewer than ten are put together, people of whom the
group is not known are counted apart, and a difference is at most a reason for a conversation.

Sources: Katz et al. 1978 (ratio of two shares); the four-fifths rule as a prompt, never as a proof.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from math import exp, log, sqrt

from doorstroom.monitoring.domain.proportions import SMALLEST_DENOMINATOR, Z95, Interval, newcombe, wilson

POOLED = "small groups together"
PROMPT_RATIO = 0.8


@dataclass(frozen=True)
class Person:
    """Before a gate or a moment: which `group` (empty: not known), and whether she passed or reached it."""

    group: str
    passed: bool


@dataclass(frozen=True, kw_only=True)
class GroupShare:
    """`ratio` and `gap` compare with the group that passes most; `prompt` asks for a conversation."""

    group: str
    passed: int
    people: int
    interval: Interval
    ratio: float | None = None
    ratio_interval: Interval | None = None
    gap: Interval | None = None
    prompt: bool = False

    @property
    def share(self) -> float:
        return self.passed / self.people


@dataclass(frozen=True, kw_only=True)
class Mirror:
    """In the alphabetical order of the groups; `unknown` people have no known group."""

    groups: tuple[GroupShare, ...]
    unknown: int
    people: int
    reference: str

    @property
    def unknown_share(self) -> float:
        return self.unknown / self.people if self.people else 0.0


def mirror(people: Iterable[Person]) -> Mirror:
    everybody = list(people)
    return mirror_of(
        Counter(person.group for person in everybody), Counter(person.group for person in everybody if person.passed)
    )


def mirror_of(people: Mapping[str, int], through: Mapping[str, int]) -> Mirror:
    """From how many people there were of each group, and how many of them passed; "" is those of no known group."""
    counts = pooled({group: n for group, n in people.items() if group and n})
    passed: Counter[str] = Counter()
    for group, n in through.items():
        if group:
            passed[group if group in counts else POOLED] += n
    large = {group: n for group, n in counts.items() if n >= SMALLEST_DENOMINATOR}
    reference = max(large, key=lambda group: (passed[group] / large[group], group), default="")
    return Mirror(
        groups=tuple(_beside(group, passed, large, reference) for group in sorted(large)),
        unknown=people.get("", 0),
        people=sum(people.values()),
        reference=reference,
    )


def pooled(counts: Mapping[str, int]) -> dict[str, int]:
    """Groups of fewer than ten as one group."""
    found = {group: n for group, n in counts.items() if n >= SMALLEST_DENOMINATOR}
    small = sum(n for group, n in counts.items() if group not in found)
    return found | ({POOLED: small} if small else {})


def _beside(group: str, passed: Mapping[str, int], people: Mapping[str, int], reference: str) -> GroupShare:
    mine, best = (passed.get(group, 0), people[group]), (passed.get(reference, 0), people[reference])
    if group == reference:
        return GroupShare(group=group, passed=mine[0], people=mine[1], interval=wilson(*mine))
    ratio = (mine[0] / mine[1]) / (best[0] / best[1]) if best[0] else None
    interval = katz(mine, best)
    return GroupShare(
        group=group,
        passed=mine[0],
        people=mine[1],
        interval=wilson(*mine),
        ratio=ratio,
        ratio_interval=interval,
        gap=newcombe(mine, best),
        prompt=ratio is not None and ratio < PROMPT_RATIO and interval is not None and interval.high < 1,
    )


def katz(first: tuple[int, int], second: tuple[int, int], z: float = Z95) -> Interval | None:
    """Interval of a ratio of two shares on the log scale. With nobody in one of them half a person is added."""
    (a, n), (b, m) = first, second
    if not (n and m) or (a == 0 and b == 0):
        return None
    x, y = (a, b) if a and b else (a + 0.5, b + 0.5)
    p, q = (n, m) if a and b else (n + 0.5, m + 0.5)
    middle, error = log((x / p) / (y / q)), z * sqrt(max(0.0, 1 / x - 1 / p + 1 / y - 1 / q))
    return Interval(exp(middle - error), exp(middle + error))


@dataclass(frozen=True, kw_only=True)
class Adjusted:
    """Observed less what these groups did before; `without` people are of groups never seen before."""

    observed: int
    expected: float
    people: int
    without: int
    difference: Interval


def adjusted_for_mix(now: Iterable[Person], before: Iterable[Person]) -> Adjusted | None:
    """Indirect standardisation. None where nobody's group was seen before.

    The interval holds the chance in both cohorts, the earlier one as roughly as its groups were measured.
    """
    earlier = list(before)
    seen = Counter(person.group for person in earlier)
    reached = Counter(person.group for person in earlier if person.passed)
    people = list(now)
    mine = [person for person in people if seen[person.group]]
    if not mine:
        return None
    size = Counter(person.group for person in mine)
    rate = {group: reached[group] / seen[group] for group in size}
    expected = sum(n * rate[group] for group, n in size.items())
    chance = sum(n * rate[g] * (1 - rate[g]) + (n * n / seen[g]) * rate[g] * (1 - rate[g]) for g, n in size.items())
    observed = sum(person.passed for person in mine)
    reach = Z95 * sqrt(chance)
    return Adjusted(
        observed=observed,
        expected=expected,
        people=len(mine),
        without=len(people) - len(mine),
        difference=Interval((observed - expected - reach) / len(mine), (observed - expected + reach) / len(mine)),
    )
