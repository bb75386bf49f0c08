"""From one row a person to estimates, checks and a verdict.

Where people were invited, the invited are the cohort, whether they started or not: those who started chose to,
and comparing them with those who did not mistakes that choice for an effect. What starting did to those who
started because they were invited follows by division (instrumental variables; Angrist, Imbens & Rubin 1996).
"""

from __future__ import annotations

from dataclasses import dataclass, field
from math import sqrt

import numpy as np

from doorstroom.monitoring.domain.impact.balance import (
    Difference,
    Overlap,
    differences,
    effective_size,
    largest,
    overlap,
)
from doorstroom.monitoring.domain.impact.covariates import Covariates
from doorstroom.monitoring.domain.impact.estimators import Estimate, Weighting, augmented, strip, unadjusted
from doorstroom.monitoring.domain.impact.gate import (
    FEWEST_TREATED,
    LARGEST_DIFFERENCE,
    LEAST_KNOWN,
    LEAST_ON_SUPPORT,
    Check,
    Verdict,
    at_least,
    at_most,
    least_effective,
    placebo_check,
    verdict,
)
from doorstroom.monitoring.domain.impact.refusals import Unfit
from doorstroom.monitoring.domain.impact.sensitivity import (
    e_value,
    nearest_to_nothing,
    ratio_of_amounts,
    ratio_of_shares,
)
from doorstroom.monitoring.domain.linear import Bools, Floats, Separated

WEAK = 10.0
"""Below this F an invitation hardly moved who started, and dividing by it says nothing (Staiger & Stock 1997)."""


@dataclass(frozen=True, eq=False)
class Study:
    """`cohort` marks the treated, or the invited where `started` is given. An unknown outcome is NaN.

    `before` are the covariates without anything made from the placebo outcome. `registered` says that the
    outcome was fixed before anybody saw results.
    """

    cohort: Bools
    outcome: Floats
    covariates: Covariates
    placebo: Floats | None = None
    before: Covariates | None = None
    started: Bools | None = None
    registered: bool = True

    def known(self) -> Study:
        """Only the people whose outcome is known; refuses when nothing is left to compare."""
        rows = ~np.isnan(self.outcome)
        refuse_empty(self.cohort[rows], self.outcome[rows])
        return Study(
            self.cohort[rows],
            self.outcome[rows],
            self.covariates.only(rows),
            None if self.placebo is None else self.placebo[rows],
            None if self.before is None else self.before.only(rows),
            None if self.started is None else self.started[rows],
            self.registered,
        )


@dataclass(frozen=True, kw_only=True)
class Evaluation:
    """`adjusted` is None when the covariates alone tell the groups apart; nothing can then be compared."""

    estimand: str
    n_treated: int
    n_comparison: int
    total_treated: int
    total_comparison: int
    shares: bool
    unadjusted: Estimate
    adjusted: Estimate | None
    estimators: dict[str, float]
    balance: tuple[Difference, ...]
    overlap: Overlap | None
    effective_size: float | None
    placebo: Estimate | None
    first_stage: Estimate | None
    iv: Estimate | None
    e_value: float | None
    e_value_limit: float | None
    gate: tuple[Check, ...]
    verdict: Verdict = field(default=Verdict.NO_STATEMENT)

    @property
    def failed(self) -> tuple[Check, ...]:
        return tuple(check for check in self.gate if not check.passed)


def evaluate(study: Study) -> Evaluation:
    """The effect on the cohort, with everything that must stand beside it."""
    seen = study.known()
    try:
        weighting = Weighting.of(seen.covariates.values, seen.cohort)
    except Separated:
        weighting = None
    adjusted, influence = augmented(weighting, seen.outcome) if weighting else (None, None)
    placebo = _placebo(seen)
    balance = differences(seen.covariates, seen.cohort, weighting.odds) if weighting else ()
    shared = overlap(weighting.chance, seen.cohort) if weighting else None
    effective = effective_size(weighting.odds) if weighting else None
    first, iv = _instrument(seen, weighting, adjusted, influence)
    ratios = _e_values(seen, adjusted)
    checks = _checks(study, seen, balance, shared, effective, placebo)
    return Evaluation(
        estimand="ATT" if seen.started is None else "ITT",
        n_treated=int(seen.cohort.sum()),
        n_comparison=int((~seen.cohort).sum()),
        total_treated=int(study.cohort.sum()),
        total_comparison=int((~study.cohort).sum()),
        shares=_shares(seen.outcome),
        unadjusted=unadjusted(seen.outcome, seen.cohort),
        adjusted=adjusted,
        estimators=strip(weighting, seen.outcome) if weighting else {},
        balance=balance,
        overlap=shared,
        effective_size=effective,
        placebo=placebo,
        first_stage=first,
        iv=iv,
        e_value=ratios[0],
        e_value_limit=ratios[1],
        gate=checks,
        verdict=verdict(checks, adjusted),
    )


def refuse_empty(cohort: Bools, outcome: Floats) -> None:
    if not cohort.any():
        raise Unfit("empty_cohort")
    if cohort.all():
        raise Unfit("empty_comparison")
    if outcome.min() == outcome.max():
        raise Unfit("same_outcome", value=f"{outcome[0]:g}")


def _shares(outcome: Floats) -> bool:
    """An outcome of yes or no, so that differences are percentage points."""
    return bool(np.isin(outcome, (0.0, 1.0)).all())


def _placebo(seen: Study) -> Estimate | None:
    """The same analysis on something that was settled before; None without one, or without overlap."""
    if seen.placebo is None or seen.before is None:
        return None
    try:
        return augmented(Weighting.of(seen.before.values, seen.cohort), seen.placebo)[0]
    except Separated:
        return None


def _instrument(
    seen: Study, weighting: Weighting | None, adjusted: Estimate | None, influence: Floats | None
) -> tuple[Estimate | None, Estimate | None]:
    """How much more the invited started, and the effect on those who did because of it; None when weak."""
    if seen.started is None or weighting is None or adjusted is None or influence is None:
        return None, None
    first, moved = augmented(weighting, seen.started.astype(np.float64))
    if (first.se > 0 and (first.estimate / first.se) ** 2 < WEAK) or first.estimate == 0:
        return first, None
    ratio = adjusted.estimate / first.estimate
    each = (influence - ratio * moved) / first.estimate
    return first, Estimate(ratio, sqrt(float(each @ each)))


def _e_values(seen: Study, adjusted: Estimate | None) -> tuple[float | None, float | None]:
    """Of the estimate, and of the end of its interval nearest to nothing."""
    if adjusted is None:
        return None, None
    limit = nearest_to_nothing(adjusted.interval)
    found: list[float | None] = []
    for difference in (adjusted.estimate, limit):
        if _shares(seen.outcome):
            ratio = ratio_of_shares(float(seen.outcome[seen.cohort].mean()), difference)
        else:
            ratio = ratio_of_amounts(difference, float(seen.outcome.std(ddof=1)))
        found.append(None if ratio is None else e_value(ratio))
    return found[0], found[1]


def _checks(
    study: Study,
    seen: Study,
    balance: tuple[Difference, ...],
    shared: Overlap | None,
    effective: float | None,
    placebo: Estimate | None,
) -> tuple[Check, ...]:
    treated = int(seen.cohort.sum())
    known = [seen.cohort.sum() / study.cohort.sum(), (~seen.cohort).sum() / (~study.cohort).sum()]
    return (
        at_least("treated_people", treated, FEWEST_TREATED),
        at_least("share_on_support", shared.on_support if shared else 0.0, LEAST_ON_SUPPORT),
        at_most("largest_difference", largest([d.after for d in balance]) if shared else None, LARGEST_DIFFERENCE),
        at_least("effective_comparison_people", effective, least_effective(treated)),
        placebo_check(placebo),
        at_least("outcome_known_treated", float(known[0]), LEAST_KNOWN),
        at_least("outcome_known_comparison", float(known[1]), LEAST_KNOWN),
        Check("outcome_registered", study.registered, True, study.registered),
    )
