"""How a number that may be printed is printed: rounded, as a percentage, as a curve; and euros of a few employers.

Rounding hides whether one person more or less was counted. Percentages are made from the rounded numbers, so
that nobody computes back, and not at all for small groups.

Sources: Handbook on Statistical Disclosure Control ch. 4 (rounding, dominance); Cox 1987 (unbiased rounding).
"""

from __future__ import annotations

import hashlib
import hmac
from collections.abc import Sequence
from dataclasses import dataclass

from doorstroom.monitoring.domain.disclosure import THRESHOLD, Key, Range

BASE = 5
SMALLEST_BASE_OF_A_PERCENTAGE = 25
GRID_DAYS = 28


def round_nearest(count: int, base: int = BASE) -> int:
    """To the nearest multiple, a half upwards."""
    return (2 * count + base) // (2 * base) * base


def round_random(count: int, cell: Key, secret: bytes, base: int = 3) -> int:
    """Up with the chance remainder / base, so that sums are right on average.

    The draw depends on the cell, its count and a secret alone: who asks again gets the same answer and cannot
    average the rounding away.
    """
    remainder = count % base
    text = "\x1f".join((*cell, str(count), str(base))).encode()
    draw = int.from_bytes(hmac.digest(secret, text, hashlib.sha256)[:8], "big") / 2**64
    return count - remainder + (base if draw < remainder / base else 0)


def could_be(shown: int, base: int, threshold: int = THRESHOLD) -> Range:
    """Which counts print as `shown`; a printed count is never below the threshold."""
    down, up = (base // 2, (base - 1) // 2)
    return float(max(threshold, shown - down)), float(shown + up)


def percentage(numerator: int, denominator: int) -> int | None:
    """Whole percent of two rounded numbers; none for a small group."""
    if denominator < SMALLEST_BASE_OF_A_PERCENTAGE:
        return None
    return min(100, (200 * numerator + denominator) // (2 * denominator))


def dominated(contributions: Sequence[int], *, most: int = 1, percent: int = 75) -> bool:
    """The (n, k) rule: the `most` largest together are more than `percent` of the sum (euros of employers, say)."""
    total = sum(contributions)
    return total > 0 and 100 * sum(sorted(contributions)[-most:]) > percent * total


def estimable(contributions: Sequence[int], percent: int = 10) -> bool:
    """The p% rule: the second largest, who knows her own part, can work out the largest within `percent`."""
    ordered = sorted(contributions, reverse=True)
    return bool(ordered) and 100 * sum(ordered[2:]) < percent * ordered[0]


@dataclass(frozen=True)
class CurvePoint:
    day: int
    reached: int
    people: int


def published_curve(
    days: Sequence[int], people: int, until: int, *, step: int = GRID_DAYS, threshold: int = THRESHOLD
) -> list[CurvePoint]:
    """How many of `people`, all followed until that day, had got there by each point of a grid of four weeks.

    `days` holds the day of everybody who got there. Steps of fewer people than the threshold are taken together
    with the next, and the curve ends where fewer than the threshold are still on their way.
    """
    if step < GRID_DAYS:
        raise ValueError(f"a published curve has steps of {GRID_DAYS} days or more, not {step}")
    if people < threshold:
        return []
    points = [CurvePoint(0, 0, people)]
    for day in range(step, until + 1, step):
        reached = sum(d <= day for d in days)
        if people - reached < threshold:
            break
        if reached - points[-1].reached >= threshold:
            points.append(CurvePoint(day, reached, people))
    return points
