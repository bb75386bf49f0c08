"""Watching two groups week by week without crying wolf: a boundary that holds at every moment.

Looking at 1.96 every month finds a difference a quarter of the time when there is none. The cumulative difference
must instead pass sqrt((V + 1/r)(ln(1 + rV) + 2 ln(1/alpha))), V its variance so far, however often one looks.
Sources: Robbins 1970 (normal mixture); Howard, Ramdas, McAuliffe & Sekhon, Annals of Statistics 2021.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from math import log, log1p, sqrt

ALPHA = 0.05


def boundary(variance: float, *, planned: float, alpha: float = ALPHA) -> float:
    """How far the cumulative difference may be from 0; `planned` is the variance expected at the planned end."""
    if variance < 0 or planned <= 0 or not 0 < alpha < 1:
        raise ValueError("a variance is 0 or more, the planned one above 0, and alpha between 0 and 1")
    rate = mixture_rate(planned, alpha)
    return sqrt((variance + 1 / rate) * (log(1 + rate * variance) + 2 * log(1 / alpha)))


def mixture_rate(planned: float, alpha: float = ALPHA) -> float:
    """The r for which the boundary is lowest at the planned end: x = rV solves x = ln(1 + x) + 2 ln(1/alpha)."""
    x = goal = 2 * log(1 / alpha)
    for _ in range(60):  # each round brings it at least twice as near
        x = log1p(x) + goal
    return x / planned


@dataclass(frozen=True)
class Look:
    """One moment of looking: the cumulative difference, the boundary, and whether it was passed now or before."""

    difference: float
    boundary: float
    passed: bool


def watch(
    first: Sequence[tuple[int, int]], second: Sequence[tuple[int, int]], *, planned_people: int, alpha: float = ALPHA
) -> tuple[Look, ...]:
    """Two arms' (reached, people) so far, at each look; the difference is in people of an arm of equal size.

    D = m (share1 - share2), with m = n1 n2 / (n1 + n2) and V = m p (1 - p), p the share of both together but
    never nearer to 0 or 1 than one person. `planned_people` is both arms together at the end.
    """
    looks: list[Look] = []
    for (y1, n1), (y2, n2) in zip(first, second, strict=True):
        size = n1 * n2 / (n1 + n2) if n1 and n2 else 0.0
        share = (y1 + y2 + 1) / (n1 + n2 + 2)
        difference = size * (y1 / n1 - y2 / n2) if size else 0.0
        limit = boundary(size * share * (1 - share), planned=planned_people / 4 * share * (1 - share), alpha=alpha)
        before = bool(looks) and looks[-1].passed
        looks.append(Look(difference, limit, before or abs(difference) >= limit))
    return tuple(looks)
