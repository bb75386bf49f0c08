"""The average effect if everybody had it, against nobody: for data where the whole population is of interest.

The data lab speaks of the effect on the cohort; these stand here for published answers that use the other
question (Hernán & Robins, What If, chapters 12 and 13), and share the regressions with the rest.
"""

from __future__ import annotations

from math import sqrt

import numpy as np

from doorstroom.monitoring.domain.impact.estimators import Estimate, Weighting
from doorstroom.monitoring.domain.linear import Floats, least_squares


def weighted_everybody(weighting: Weighting, outcome: Floats) -> Estimate:
    """IPW with weights 1/e and 1/(1-e), each group's summing to one; the error takes the chances as known,
    which is on the safe side (Lunceford & Davidian 2004)."""
    chance, cohort = weighting.chance, weighting.cohort
    means, squares = [], 0.0
    for group, likely in ((cohort, chance), (~cohort, 1 - chance)):
        weights = 1 / likely[group]
        means.append(float(weights @ outcome[group] / weights.sum()))
        squares += float(((weights * (outcome[group] - means[-1]) / weights.sum()) ** 2).sum())
    return Estimate(means[0] - means[1], sqrt(squares))


def standardised_everybody(design: Floats, as_if: tuple[Floats, Floats], outcome: Floats) -> float:
    """g-computation: fit the outcome, and predict everybody with and without.

    `design` may hold products with the treatment; `as_if` is the same design with everybody in and out.
    """
    fitted = least_squares(design, outcome)
    return float(((as_if[0] - as_if[1]) @ fitted).mean())


def augmented_everybody(weighting: Weighting, outcome: Floats) -> Estimate:
    """AIPW with an outcome model within each group (Glynn & Quinn 2010)."""
    z, cohort, chance = weighting.design, weighting.cohort, weighting.chance
    with_it = z @ least_squares(z[cohort], outcome[cohort])
    without = z @ least_squares(z[~cohort], outcome[~cohort])
    gain = with_it - without
    gain += np.where(cohort, (outcome - with_it) / chance, -(outcome - without) / (1 - chance))
    return Estimate(float(gain.mean()), float(gain.std(ddof=1)) / sqrt(outcome.size))
