"""Funnel, shrinkage and the anytime boundary keep their promises when nothing, or a known amount, is going on."""

from __future__ import annotations

from math import log, pi, sin, sqrt

import numpy as np
import pytest

from doorstroom.monitoring.domain.anytime import boundary, mixture_rate, watch
from doorstroom.monitoring.domain.funnel import Z998, ratios, share_limits, shares
from doorstroom.monitoring.domain.shrinkage import shrunk


def test_funnel_raises_few_false_flags_at_35_units() -> None:
    """Bar: at most 0.15 flags a look when no unit truly differs."""
    rng = np.random.default_rng(20261123)
    people = rng.integers(20, 31, (400, 35))
    flags = [len(shares(rng.binomial(n, 0.55), n).signals) for n in people]
    assert sum(flags) / len(flags) <= 0.15


def test_funnel_sees_a_unit_that_truly_differs() -> None:
    people = [200] * 12
    assert shares([100] * 11 + [150], people).signals == (11,)


def test_funnel_of_fewer_than_ten_units_flags_nobody() -> None:
    found = shares([100] * 8 + [190], [200] * 9)
    assert (found.signals, found.between) == ((), 0.0)
    assert found.z[8] > Z998


def test_funnel_widens_when_all_units_differ() -> None:
    rng = np.random.default_rng(1)
    truth = np.clip(rng.normal(0.5, 0.15, 60), 0.05, 0.95)
    found = shares(rng.binomial(400, truth), [400] * 60)
    assert found.dispersion > 10
    assert found.limits(0.025) > 3 * Z998 * 0.025
    assert len(found.signals) <= 3


def test_limits_of_shares_hold_the_unit_that_lies_on_them() -> None:
    """On the arcsine scale 25 people give an error of 0.1; around a half, 1.96 of these reach sin²(π/4 ± 0.196)."""
    found = shares([100] * 8, [200] * 8)
    limits = share_limits(found, 0.5, 25, 1.96)
    assert (limits.low, limits.high) == pytest.approx((sin(pi / 4 - 0.196) ** 2, sin(pi / 4 + 0.196) ** 2))
    assert share_limits(found, 0.01, 10).low == 0.0
    assert share_limits(found, 0.99, 10).high == 1.0


def test_ratios_by_hand() -> None:
    found = ratios([100, 400], [100.0, 200.0])
    assert found.deviation.tolist() == [0.0, log(2)]
    assert found.z.tolist() == pytest.approx([0.0, log(2) * 20])
    assert found.signals == ()


def test_a_unit_without_people_is_refused() -> None:
    with pytest.raises(ValueError, match="at least one person"):
        shares([0, 1], [0, 2])
    with pytest.raises(ValueError, match="above 0"):
        ratios([0, 3], [1.0, 2.0])


def test_shrunken_intervals_cover_nine_in_ten_and_more() -> None:
    """Bar: at least 90 % of nominal 95 at n = 20-30 (35 regions, true spread 7 points), and less error than raw."""
    rng = np.random.default_rng(20261123)
    covered, raw, drawn, units = 0, 0.0, 0.0, 0
    for _ in range(12):
        people = rng.integers(20, 31, 35)
        truth = rng.beta(0.55 * 49.5, 0.45 * 49.5, 35)
        reached = rng.binomial(people, truth)
        found = shrunk(reached.tolist(), people.tolist())
        covered += sum(each.low <= share <= each.high for each, share in zip(found, truth, strict=True))
        raw += float(((reached / people - truth) ** 2).sum())
        drawn += float((([each.share for each in found] - truth) ** 2).sum())
        units += 35
    assert covered / units >= 0.90
    assert raw / drawn >= 2.0


def test_shrinkage_draws_the_small_unit_most_and_keeps_the_order_given() -> None:
    small, large, other = shrunk([4, 200, 50], [5, 250, 100], benchmark=0.5)
    assert small.share < large.share < 0.8
    assert small.high - small.low > large.high - large.low
    assert large.above is not None
    assert large.above > 0.99
    assert other.above is not None
    assert 0.3 < other.above < 0.8


def test_shrinkage_refuses_more_reached_than_people() -> None:
    with pytest.raises(ValueError, match="between none and all"):
        shrunk([3], [2])


def test_boundary_is_lowest_at_the_planned_end() -> None:
    rate = mixture_rate(50.0)
    heights = [(50 + 1 / r) * (log(1 + r * 50) + 2 * log(20)) for r in (0.9 * rate, rate, 1.1 * rate)]
    assert boundary(50.0, planned=50.0) == pytest.approx(sqrt(heights[1]))
    assert heights[1] == min(heights)


def test_looking_every_month_for_two_years_rarely_cries_wolf() -> None:
    """Fixed limits at 1.96 cry wolf in a quarter of such programmes; this boundary in at most one in twenty."""
    rng = np.random.default_rng(20261123)
    alarms = fixed = 0
    for _ in range(400):
        one, other = np.cumsum(rng.binomial(10, 0.5, 24)), np.cumsum(rng.binomial(10, 0.5, 24))
        people = np.arange(1, 25) * 10
        looks = watch(
            list(zip(one.tolist(), people.tolist(), strict=True)),
            list(zip(other.tolist(), people.tolist(), strict=True)),
            planned_people=480,
        )
        alarms += looks[-1].passed
        fixed += bool((np.abs(one - other) / np.sqrt(people / 2) >= 1.96).any())
    assert alarms / 400 <= 0.05
    assert 0.15 <= fixed / 400 <= 0.40


def test_a_large_difference_is_found_and_stays_found() -> None:
    looks = watch([(8, 10), (80, 100), (400, 500)], [(4, 10), (40, 100), (250, 500)], planned_people=1000)
    assert [look.passed for look in looks] == [False, True, True]
