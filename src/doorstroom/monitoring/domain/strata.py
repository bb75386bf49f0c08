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
from collections.abc import Mapping
from dataclasses import dataclass
from math import exp, log, sqrt

from doorstroom.monitoring.domain.proportions import SMALLEST_DENOMINATOR, Z95, Interval, newcombe, wilson

POOLED = "small groups together"
PROMPT_RATIO = 0.8


Counts = Mapping[str, tuple[int, int]]
"""Of each group how many passed a gate or reached it, and how many there were; "" is those of no known group."""


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


def mirror_of(counts: Counts) -> Mirror:
    sizes = pooled({group: n for group, (_, n) in counts.items() if group and n})
    passed: Counter[str] = Counter()
    for group, (n, _) in counts.items():
        if group:
            passed[group if group in sizes else POOLED] += n
    large = {group: n for group, n in sizes.items() if n >= SMALLEST_DENOMINATOR}
    reference = max(large, key=lambda group: (passed[group] / large[group], group), default="")
    return Mirror(
        groups=tuple(_beside(group, passed, large, reference) for group in sorted(large)),
        unknown=counts.get("", (0, 0))[1],
        people=sum(n for _, n in counts.values()),
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
    """Observed less what these groups did before; `without` people are of no known group, or of one never seen."""

    observed: int
    expected: float
    people: int
    without: int
    difference: Interval


def adjusted_for_mix(now: Counts, before: Counts) -> Adjusted | None:
    """Indirect standardisation. None where nobody's group was seen before.

    Groups that were fewer than ten before stand together. The interval holds the chance in both cohorts, the earlier
    one as roughly as its groups were measured.
    """
    sizes = pooled({group: n for group, (_, n) in before.items() if group and n})
    large = {group: n for group, n in sizes.items() if n >= SMALLEST_DENOMINATOR}
    earlier, mine = _together(before, large, before), _together(now, large, before)
    if not mine:
        return None
    rate = {group: earlier[group][0] / earlier[group][1] for group in mine}
    people, observed = (sum(counts[place] for counts in mine.values()) for place in (1, 0))
    expected = sum(n * rate[group] for group, (_, n) in mine.items())
    chance = sum((n + n * n / earlier[g][1]) * rate[g] * (1 - rate[g]) for g, (_, n) in mine.items())
    reach = Z95 * sqrt(chance)
    return Adjusted(
        observed=observed,
        expected=expected,
        people=people,
        without=sum(n for _, n in now.values()) - people,
        difference=Interval((observed - expected - reach) / people, (observed - expected + reach) / people),
    )


def _together(counts: Counts, large: Mapping[str, int], known: Counts) -> dict[str, tuple[int, int]]:
    """By the large groups; people of a group that was never seen, or of no known group, are left out."""
    found: dict[str, tuple[int, int]] = {}
    for group, (reached, people) in counts.items():
        name = group if group in large else POOLED
        if group and people and name in large and known.get(group, (0, 0))[1]:
            before = found.get(name, (0, 0))
            found[name] = before[0] + reached, before[1] + people
    return found
