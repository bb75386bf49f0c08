"""Do two groups leave at the same pace? The log-rank test on whole curves.

It weighs every day on which somebody left, and asks how many of those who left would have come from each
group if the pace were the same. It says whether there is a difference, never how large or why.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from math import erfc, exp, gamma, sqrt

import numpy as np

from doorstroom.monitoring.domain.survival import OPEN, Ints, Spells


@dataclass(frozen=True)
class LogRank:
    """Whether the groups leave at the same pace: chi-square with `freedom` degrees and its p-value."""

    chi_square: float
    freedom: int
    p: float
    observed: tuple[int, ...]
    expected: tuple[float, ...]


def log_rank(groups: Sequence[Spells], cause: int = 1) -> LogRank:
    """Mantel's test on the pace of one exit, other exits being censorings (Mantel 1966; Peto & Peto 1972)."""
    own = [group.only(cause) for group in groups]
    times = np.unique(np.concatenate([group.until[group.cause == 1] for group in own]))
    if not times.size:
        return LogRank(0.0, len(groups) - 1, 1.0, (0,) * len(groups), (0.0,) * len(groups))
    at_risk = np.vstack([group.at_risk(times) for group in own]).astype(float)
    exits = np.vstack([_counted(group, times) for group in own]).astype(float)
    total, left = at_risk.sum(axis=0), exits.sum(axis=0)
    expected = at_risk * left / total
    spread = left * (total - left) / np.maximum(total - 1, 1) / total
    shares = at_risk / total
    covariance = np.diag((at_risk * spread).sum(axis=1)) - (at_risk * spread) @ shares.T
    gap = (exits - expected).sum(axis=1)[:-1]
    chi_square = float(gap @ np.linalg.pinv(covariance[:-1, :-1]) @ gap)
    return LogRank(
        chi_square,
        len(groups) - 1,
        chi_square_tail(chi_square, len(groups) - 1),
        tuple(int(x) for x in exits.sum(axis=1)),
        tuple(float(x) for x in expected.sum(axis=1)),
    )


def _counted(spells: Spells, times: Ints) -> Ints:
    ends = np.sort(spells.until[spells.cause != OPEN])
    right, left = np.searchsorted(ends, times, side="right"), np.searchsorted(ends, times, side="left")
    return (right - left).astype(np.int64)


def chi_square_tail(value: float, freedom: int) -> float:
    """P(chi-square > value): the tail at 1 or 2 degrees of freedom, plus one term for every two more."""
    half, lowest = value / 2, 2 - freedom % 2
    tail = erfc(sqrt(half)) if lowest == 1 else exp(-half)
    return tail + sum(float(half ** (k / 2)) * exp(-half) / gamma(k / 2 + 1) for k in range(lowest, freedom, 2))
