"""Do the groups look alike in what was known before? Standardised differences, effective size and overlap.

Without overlap there is nobody to compare some of the cohort with; with few effective people the weighted
comparison group is really a handful. Both are shown, never hidden behind a good-looking average.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from doorstroom.monitoring.domain.impact.covariates import Covariates
from doorstroom.monitoring.domain.linear import Bools, Floats

BINS = 20


@dataclass(frozen=True)
class Difference:
    """Of one covariate, in standard deviations of the cohort, as found and after weighting."""

    covariate: str
    before: float
    after: float


def differences(covariates: Covariates, cohort: Bools, odds: Floats) -> tuple[Difference, ...]:
    """Mean of the cohort minus (weighted) mean of the comparison group, over the cohort's own spread.

    Where the whole cohort is the same, the spread of everybody stands in.
    """
    inside, outside = covariates.values[cohort], covariates.values[~cohort]
    spread = inside.std(axis=0, ddof=1) if len(inside) > 1 else np.zeros(inside.shape[1])
    spread = np.where(spread > 0, spread, covariates.values.std(axis=0, ddof=1))
    before = (inside.mean(axis=0) - outside.mean(axis=0)) / spread
    after = (inside.mean(axis=0) - odds @ outside / odds.sum()) / spread
    return tuple(
        Difference(name, float(a), float(b)) for name, a, b in zip(covariates.names, before, after, strict=True)
    )


def largest(values: Sequence[float]) -> float:
    return max((abs(value) for value in values), default=0.0)


def effective_size(weights: Floats) -> float:
    """How many equally weighted people would be worth as much: (sum w)^2 / sum w^2 (Kish 1965)."""
    return float(weights.sum() ** 2 / (weights**2).sum())


@dataclass(frozen=True)
class Overlap:
    """Share of the cohort within the range of the comparison group's chances, and both groups by chance.

    `cohort` and `comparison` count people in bins of equal width of the fitted chance, from 0 to 1.
    """

    on_support: float
    cohort: tuple[int, ...]
    comparison: tuple[int, ...]


def overlap(chance: Floats, cohort: Bools) -> Overlap:
    inside, outside = chance[cohort], chance[~cohort]
    within = (inside >= outside.min()) & (inside <= outside.max())
    counted = [np.histogram(each, bins=BINS, range=(0.0, 1.0))[0] for each in (inside, outside)]
    return Overlap(float(within.mean()), *(tuple(int(n) for n in counts) for counts in counted))
