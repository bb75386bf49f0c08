"""What the cohort's outcome would have been without, from people who look like it: the effect on the treated.

The headline is the augmented (doubly robust) estimate with weights e/(1-e): right when either the chance of
belonging to the cohort or the outcome without it is modelled rightly (Robins, Rotnitzky & Zhao 1994; Moodie et
al. 2018). Beside it stand simpler estimators; when they disagree widely, so might the truth.
"""

from __future__ import annotations

from dataclasses import dataclass
from math import sqrt

import numpy as np

from doorstroom.monitoring.domain.linear import Bools, Floats, least_squares, logit, standardised, with_constant
from doorstroom.monitoring.domain.proportions import Z95, Interval

STRATA, NEIGHBOURS = 10, 5


@dataclass(frozen=True)
class Estimate:
    """An average difference in the outcome's own unit, with its standard error and 95 % interval."""

    estimate: float
    se: float

    @property
    def interval(self) -> Interval:
        return Interval(self.estimate - Z95 * self.se, self.estimate + Z95 * self.se)


def unadjusted(outcome: Floats, cohort: Bools) -> Estimate:
    """The plain difference in means, with the classical (equal spread) standard error."""
    inside, outside = outcome[cohort], outcome[~cohort]
    squares = ((inside - inside.mean()) ** 2).sum() + ((outside - outside.mean()) ** 2).sum()
    spread = squares / (outcome.size - 2) if outcome.size > 2 else 0.0
    error = sqrt(spread * (1 / inside.size + 1 / outside.size))
    return Estimate(float(inside.mean() - outside.mean()), error)


def robust_error(outcome: Floats, cohort: Bools) -> float:
    """Standard error of the difference in means without assuming equal spread (HC2, equal to Neyman's)."""
    groups = outcome[cohort], outcome[~cohort]
    return sqrt(sum(float(group.var(ddof=1)) / group.size for group in groups))


@dataclass(frozen=True, eq=False)
class Weighting:
    """The fitted chance of belonging to the cohort, and the odds that make the comparison group look like it."""

    design: Floats
    cohort: Bools
    chance: Floats

    @classmethod
    def of(cls, covariates: Floats, cohort: Bools) -> Weighting:
        design = with_constant(standardised(covariates))
        return cls(design, cohort, logit(design, cohort)[1])

    @property
    def odds(self) -> Floats:
        """Of the comparison group only, in its order."""
        outside = self.chance[~self.cohort]
        return np.asarray(outside / (1 - outside))


def augmented(weighting: Weighting, outcome: Floats) -> tuple[Estimate, Floats]:
    """AIPW of the effect on the cohort, and each person's influence on it (their sum is 0, their squares V).

    tau = mean_T(y - m) - sum_C w (y - m) / sum_C w, with m from least squares among the comparison group. The
    influence counts that both models were fitted (stacked estimating equations; Stefanski & Boos 2002).
    """
    z, cohort, odds = weighting.design, weighting.cohort, weighting.odds
    inside, outside = z[cohort], z[~cohort]
    rest = outcome - z @ least_squares(outside, outcome[~cohort])
    treated, compared = rest[cohort].mean(), float(odds @ rest[~cohort] / odds.sum())
    influence = np.empty(outcome.size)
    influence[cohort] = (rest[cohort] - treated) / cohort.sum()
    influence[~cohort] = -odds * (rest[~cohort] - compared) / odds.sum()
    gap = inside.mean(axis=0) - odds @ outside / odds.sum()
    influence[~cohort] -= rest[~cohort] * (outside @ _solve(outside.T @ outside, gap))
    spread = weighting.chance * (1 - weighting.chance)
    slope = (odds * (rest[~cohort] - compared)) @ outside / odds.sum()
    influence -= (cohort - weighting.chance) * (z @ _solve((z * spread[:, None]).T @ z, slope))
    return Estimate(float(treated - compared), sqrt(float(influence @ influence))), influence


def _solve(matrix: Floats, vector: Floats) -> Floats:
    return np.asarray(np.linalg.lstsq(matrix, vector, rcond=None)[0])


def weighted(weighting: Weighting, outcome: Floats) -> float:
    """IPW: the cohort's mean minus the odds-weighted mean of the comparison group."""
    cohort, odds = weighting.cohort, weighting.odds
    return float(outcome[cohort].mean() - odds @ outcome[~cohort] / odds.sum())


def regression(weighting: Weighting, outcome: Floats) -> float:
    """Least squares on everybody: the coefficient of belonging to the cohort."""
    return float(least_squares(np.column_stack([weighting.cohort, weighting.design]), outcome)[0])


def nearest(weighting: Weighting, outcome: Floats, neighbours: int) -> float:
    """Each of the cohort against the people nearest in log odds, with replacement; ties all count alike."""
    cohort = weighting.cohort
    place = np.round(np.log(weighting.chance) - np.log1p(-weighting.chance), 9)  # the same people, the same place
    places, group, sizes = np.unique(place[~cohort], return_inverse=True, return_counts=True)
    totals = np.bincount(group, weights=outcome[~cohort])
    own = place[cohort]
    start = np.searchsorted(places, own)[:, None] + np.arange(-neighbours, neighbours)
    index = np.clip(start, 0, places.size - 1)
    distance = np.where((start >= 0) & (start < places.size), np.abs(places[index] - own[:, None]), np.inf)
    order = np.argsort(distance, axis=1, kind="stable")
    index, distance = np.take_along_axis(index, order, 1), np.take_along_axis(distance, order, 1)
    enough = np.minimum((np.cumsum(sizes[index], axis=1) < neighbours).sum(axis=1), 2 * neighbours - 1)
    finite = np.where(np.isinf(distance), -np.inf, distance)
    reach = np.minimum(np.take_along_axis(distance, enough[:, None], 1), finite.max(axis=1)[:, None])
    chosen = distance <= reach
    means = (totals[index] * chosen).sum(axis=1) / (sizes[index] * chosen).sum(axis=1)
    return float((outcome[cohort] - means).mean())


def stratified(weighting: Weighting, outcome: Floats) -> float:
    """Within strata of equal width of the chance over the cohort's range; strata without both are left out."""
    chance, cohort = weighting.chance, weighting.cohort
    low, high = chance[cohort].min(), chance[cohort].max()
    stratum = np.floor((chance - low) / ((high - low) or 1.0) * STRATA).astype(int)
    stratum = np.where(chance == high, STRATA - 1, stratum)
    total, people = 0.0, 0
    for each in range(STRATA):
        inside, outside = outcome[cohort & (stratum == each)], outcome[~cohort & (stratum == each)]
        if inside.size and outside.size:
            total += inside.size * float(inside.mean() - outside.mean())
            people += inside.size
    return total / people if people else float("nan")


def strip(weighting: Weighting, outcome: Floats) -> dict[str, float]:
    """All estimators side by side, by name."""
    return {
        "aipw": augmented(weighting, outcome)[0].estimate,
        "ipw": weighted(weighting, outcome),
        "nn5": nearest(weighting, outcome, NEIGHBOURS),
        "nn1": nearest(weighting, outcome, 1),
        "stratified": stratified(weighting, outcome),
        "ols": regression(weighting, outcome),
        "unadjusted": unadjusted(outcome, weighting.cohort).estimate,
    }
