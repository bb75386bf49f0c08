"""Ratios with intervals, power, suppression, and how often an alarm is right or wrong, worked out exactly."""

from dataclasses import replace
from math import inf

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.stats import binom
from statsmodels.stats.proportion import confint_proportions_2indep

from doorstroom.matching.domain.assessment import Assessment, Group
from doorstroom.matching.domain.fairness import (
    LEVEL,
    Case,
    Measure,
    Z,
    exposures,
    fairness_report,
    power_of_means,
    power_of_shares,
    ratio_of_means,
    ratio_of_shares,
    score,
    suppressed,
)

N = 200


def alarm_chance(p: float, q: float, n: int = N) -> float:
    """The exact chance of an alarm at these true shares: the sum over all tables that can come out."""
    first, second = (binom.pmf(np.arange(n + 1), n, share) for share in (p, q))
    xs, ys = (np.flatnonzero(pmf > 1e-9) for pmf in (first, second))
    return float(sum(first[x] * second[y] for x in xs for y in ys if abs(score(int(x), n, int(y), n, 1.0)) > Z))


@pytest.mark.parametrize(("p", "q"), [(0.20, 0.10), (0.10, 0.20), (0.90, 0.80), (0.05, 0.15)])
def test_a_planted_gap_of_ten_points_between_two_groups_of_200_is_found_in_80_percent(p, q):
    assert alarm_chance(p, q) >= 0.80


@pytest.mark.parametrize("share", [0.05, 0.10, 0.15, 0.20, 0.30, 0.40, 0.80, 0.90])
def test_without_a_gap_at_most_5_percent_give_an_alarm(share):
    assert alarm_chance(share, share) <= 0.05


def test_the_printed_power_is_the_exact_chance_of_an_alarm():
    """Around one half, ten points are found in only one of two reports with 200 per group, and the report says so."""
    for share in (0.10, 0.20, 0.40):
        exact = min(alarm_chance(share - 0.10, share), alarm_chance(share + 0.10, share))
        assert abs(power_of_shares(N, N, share) - exact) < 0.02
    assert round(power_of_shares(N, N, 0.40), 2) == 0.51


def simulated(gap: float, runs: int, seed: int) -> float:
    """Share of alarms on exposure: people differ (beta), each stands on the pages of twenty places."""
    random = np.random.default_rng(seed)
    alarms = 0
    for _ in range(runs):
        chances = [random.beta(8 * mean, 8 * (1 - mean), N) for mean in (0.45, 0.45 + gap)]
        mine, theirs = (random.binomial(20, chance) / 20 for chance in chances)
        alarms += ratio_of_means(mine.tolist(), theirs.tolist()).alarm
    return alarms / runs


def test_a_planted_gap_of_ten_points_in_exposure_is_found_near_the_middle_of_the_scale():
    assert simulated(0.10, runs=400, seed=20261123) >= 0.80
    assert simulated(0.0, runs=2000, seed=20261123) <= 0.05


@given(st.integers(1, 60), st.integers(1, 60), st.integers(0, 40), st.integers(0, 40))
def test_the_interval_is_koopmans_and_excludes_equality_exactly_when_the_score_does(x, y, more, others):
    n, m = x + more, y + others
    ratio = ratio_of_shares(x, n, y, m)
    assert ratio.low <= ratio.value <= ratio.high
    at_one = abs(score(x, n, y, m, 1.0))
    if abs(at_one - Z) > 1e-6:
        assert ratio.alarm is (at_one > Z)
    assert abs(score(x, n, y, m, ratio.high) + Z) < 1e-6
    assert abs(score(x, n, y, m, ratio.low) - Z) < 1e-6 or ratio.low < 1e-12


@pytest.mark.parametrize(("x", "n", "y", "m"), [(36, 200, 60, 240), (12, 80, 30, 90), (5, 40, 5, 60)])
def test_the_interval_equals_that_of_a_known_library(x, n, y, m):
    low, high = confint_proportions_2indep(
        x, n, y, m, method="score", compare="ratio", correction=False, alpha=1 - LEVEL
    )
    ratio = ratio_of_shares(x, n, y, m)
    assert (round(ratio.low, 6), round(ratio.high, 6)) == (round(low, 6), round(high, 6))


def test_nobody_chosen_in_the_rest_leaves_the_ratio_open_above():
    assert (ratio_of_shares(5, 40, 0, 40).value, ratio_of_shares(5, 40, 0, 40).high) == (inf, inf)
    assert ratio_of_shares(0, 40, 5, 40).low == 0


def people(group: str, number: int, chosen: int, exposure: float = 0.5, attribute: str = "language") -> list[Case]:
    """`number` people of whom `chosen` were chosen; exposures lie evenly around the mean."""
    return [Case({attribute: group}, i < chosen, exposure + (0.1 if i % 2 else -0.1)) for i in range(number)]


def test_a_report_says_shares_ratio_power_and_alarm():
    report = fairness_report([*people("A2", 100, 10), *people("B1", 200, 60)])
    first = report.comparisons[0]
    assert (first.attribute, first.group, first.measure, first.people) == ("language", "A2", Measure.SELECTION, 100)
    assert (first.share, first.rest_share, round(first.ratio.value, 3)) == (0.1, 0.3, 0.333)
    assert (first.alarm, round(first.power, 2)) == (True, 0.4)
    assert [(each.group, each.measure.value, each.alarm) for each in report.comparisons] == [
        ("A2", "selection", True), ("A2", "exposure", False), ("B1", "selection", True), ("B1", "exposure", False),
    ]  # fmt: skip
    assert (report.people, len(report.alarms), round(report.by_chance, 2)) == (300, 2, 0.19)


def test_of_fewer_than_thirty_people_nothing_is_shown_nor_what_gives_them_away():
    report = fairness_report([*people("A1", 29, 10), *people("A2", 40, 10), *people("B1", 200, 60)])
    shown = {each.group: each.people for each in report.comparisons if each.measure is Measure.SELECTION}
    assert shown == {"A1": None, "A2": None, "B1": 200}
    assert {each.ratio for each in report.comparisons if each.group != "B1"} == {None}


@given(st.dictionaries(st.sampled_from("abcdef"), st.integers(0, 90)))
def test_one_suppressed_group_never_stands_alone(sizes):
    hidden = suppressed(sizes)
    assert {group for group, size in sizes.items() if size < 30} <= hidden
    assert len(hidden) != 1 or len(sizes) == 1


def test_few_chosen_are_not_shown():
    (selection, exposure) = fairness_report([*people("A2", 60, 4), *people("B1", 60, 30)]).comparisons[:2]
    assert (selection.people, selection.ratio, exposure.people) == (None, None, 60)


def test_people_of_whom_a_group_is_not_known_are_no_group():
    report = fairness_report([*people("A2", 60, 20), *people("B1", 60, 20), Case({}, True, 0.5)])
    assert (report.people, {each.group for each in report.comparisons}) == (121, {"A2", "B1"})


def test_a_report_without_people_is_empty():
    assert fairness_report([]).comparisons == ()


def test_exposure_is_the_chance_of_standing_among_the_first_five():
    """Four fit and stand there always; of ten who nearly fit one comes along; who does not yet fit never does."""

    def stands(person, group):
        return Assessment(person, "place", group, (), None, ())

    found = [
        *(stands(f"fits{n}", Group.FITS) for n in range(4)),
        *(stands(f"nearly{n}", Group.NEARLY) for n in range(10)),
        stands("not_yet", Group.NOT_YET),
    ]
    chances = exposures([found, [replace(each, group=Group.FITS) for each in found]])
    assert (chances["fits0"], chances["nearly0"], chances["not_yet"]) == (
        (1 + 5 / 15) / 2, (0.1 + 5 / 15) / 2, (0 + 5 / 15) / 2,
    )  # fmt: skip


def test_the_interval_of_means_excludes_equality_exactly_when_their_difference_excludes_zero():
    """Fieller by hand: means 0.5 and 0.4, each with a standard error of 0.02: (0.2 ± √(0.04 - ab)) / a."""
    spread = 0.02 * 10 * (99 / 100) ** 0.5
    mine = [0.5 - spread, 0.5 + spread] * 50
    theirs = [0.4 - spread, 0.4 + spread] * 50
    ratio = ratio_of_means(mine, theirs)
    a, b = 0.4**2 - (1.98 * 0.02) ** 2, 0.5**2 - (1.98 * 0.02) ** 2
    half = (0.2**2 - a * b) ** 0.5
    ends = [round((0.2 - half) / a, 9), round((0.2 + half) / a, 9)]
    assert [round(ratio.low, 9), round(ratio.high, 9)] == ends
    assert ratio.alarm is (0.1 > 1.98 * (2 * 0.02**2) ** 0.5)


def test_a_group_that_is_never_shown_is_an_alarm_and_a_rest_without_measure_is_none():
    assert ratio_of_means([0.0] * 40, [0.3, 0.5] * 20).alarm is True
    wide = ratio_of_means([0.0, 1.0] * 20, [0.0] * 39 + [1.0])
    assert (wide.low, wide.high, wide.alarm) == (0.0, inf, False)


def test_power_grows_as_the_spread_shrinks():
    assert (round(power_of_means(0.05), 2), round(power_of_means(0.025), 2), power_of_means(0)) == (0.51, 0.98, 1.0)
