"""How strong would something unmeasured have to be to explain the result away?

VanderWeele & Ding, Annals of Internal Medicine 2017: the E-value is the smallest risk ratio that an unmeasured
factor must have with both taking part and the outcome. For amounts, the ratio is approximated by exp(0.91 d).
"""

from __future__ import annotations

from math import exp, sqrt

from doorstroom.monitoring.domain.proportions import Interval


def e_value(ratio: float) -> float:
    """RR + sqrt(RR (RR - 1)); a ratio below 1 is turned round first."""
    if ratio <= 0:
        raise ValueError(f"a risk ratio is above 0, not {ratio}")
    above = ratio if ratio >= 1 else 1 / ratio
    return above + sqrt(above * (above - 1))


def ratio_of_shares(share: float, difference: float) -> float | None:
    """The cohort's share over what it would have been without; None where that leaves 0..1."""
    without = share - difference
    return share / without if share > 0 and 0 < without <= 1 else None


def ratio_of_amounts(difference: float, spread: float) -> float | None:
    return exp(0.91 * difference / spread) if spread > 0 and abs(difference / spread) < 100 else None


def nearest_to_nothing(interval: Interval) -> float:
    """The end of the interval that claims least; 0 when it holds 0."""
    if not interval.excludes(0.0):
        return 0.0
    return interval.low if interval.low > 0 else interval.high
