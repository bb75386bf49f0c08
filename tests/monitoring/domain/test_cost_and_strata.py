"""Costs and mirrors against hand calculation, published intervals and simulation."""

from __future__ import annotations

import numpy as np
import pytest

from doorstroom.monitoring.domain.cost import (
    Additional,
    PersonCost,
    cost_of_cohort,
    cost_per_additional_job,
    ratio_interval,
)
from doorstroom.monitoring.domain.proportions import Interval
from doorstroom.monitoring.domain.strata import POOLED, adjusted_for_mix, katz, mirror_of, pooled


def person(cost: int, job: bool) -> PersonCost:
    return PersonCost(
        by_funder={"municipality": cost, "ESF": 100_00}, subsidies=50_00, employer=20_00, lasting_job=job
    )  # fmt: skip


def test_cost_of_a_lasting_job_gross_net_by_funder_and_the_employers_part_apart():
    report = cost_of_cohort([person(900_00, True), person(500_00, False), person(700_00, True), person(300_00, False)])
    assert (report.gross.total, report.gross.jobs, report.gross.per_job) == (2800_00, 2, 1400_00)
    assert (report.net.total, report.net.per_job) == (2600_00, 1300_00)
    assert report.by_funder == {"ESF": 400_00, "municipality": 2400_00}
    assert report.employers == 80_00


def test_no_lasting_job_gives_no_cost_of_one():
    report = cost_of_cohort([person(900_00, False)] * 5)
    assert (report.gross.per_job, report.gross.interval) == (None, None)


def test_interval_of_a_ratio_solves_its_equation():
    """At both ends (top - r bottom)^2 is z^2 times its own variance: what the interval is made of."""
    tops, bottoms = [9.0, 5, 7, 3, 8, 6], [1.0, 0, 1, 0, 1, 1]
    found = ratio_interval(tops, bottoms, z=1.0)
    n = len(tops)
    for r in (found.low, found.high):
        parts = np.array(tops) - r * np.array(bottoms)
        assert parts.mean() ** 2 == pytest.approx(parts.var(ddof=1) / n)


def test_interval_of_a_ratio_covers_the_truth_in_95_of_100_cohorts():
    rng = np.random.default_rng(5)
    hits = 0
    for _ in range(1000):
        jobs = rng.random(120) < 0.4
        costs = 4000 + 2000 * rng.standard_normal(120) + 1500 * jobs
        hits += not ratio_interval(list(costs), list(jobs.astype(float))).excludes(4600 / 0.4)
    assert 930 <= hits <= 970


def test_an_additional_job_has_a_cost_only_when_there_is_an_effect():
    assert cost_per_additional_job(1_000_000_00, 400, 0.05, Interval(-0.01, 0.11)) == Additional(
        None, None, "effect_may_be_nought"
    )
    assert cost_per_additional_job(1_000_000_00, 400, -0.1, Interval(-0.2, -0.01)).why_not == "fewer_jobs"
    found = cost_per_additional_job(1_000_000_00, 400, 0.1, Interval(0.05, 0.2))
    assert found == Additional(25_000_00, Interval(12_500_00, 50_000_00))


# Mirrors


def test_ratio_of_two_shares_on_the_log_scale():
    """36/40 against 16/80 is 4.5: by hand log 4.5 +- 1.96 sqrt(1/36 - 1/40 + 1/16 - 1/80)."""
    found = katz((36, 40), (16, 80))
    assert (round(found.low, 2), round(found.high, 2)) == (2.87, 7.06)
    assert katz((0, 10), (0, 20)) is None
    assert katz((0, 20), (10, 20)).high < 1


def test_access_by_group_beside_the_group_that_passes_most():
    found = mirror_of({"lower": (18, 60), "middle": (36, 60), "": (2, 6)})
    lower, middle = found.groups
    assert (found.reference, found.unknown, found.unknown_share) == ("middle", 6, 6 / 126)
    assert (lower.share, lower.ratio, lower.prompt) == (0.3, 0.5, True)
    assert (middle.ratio, middle.prompt) == (None, False)
    assert lower.gap.high < 0


def test_a_difference_that_can_be_chance_is_no_prompt():
    found = mirror_of({"lower": (5, 12), "middle": (8, 12)})
    assert [(g.ratio, g.prompt) for g in found.groups] == [(pytest.approx(0.625), False), (None, False)]


def test_small_groups_are_taken_together_and_a_last_few_are_not_shown():
    assert pooled({"a": 30, "b": 4, "c": 7}) == {"a": 30, POOLED: 11}
    found = mirror_of({"a": (10, 30), "b": (4, 4), "c": (1, 7)})
    assert [(g.group, g.passed, g.people) for g in found.groups] == [("a", 10, 30), (POOLED, 5, 11)]
    assert [g.group for g in mirror_of({"a": (10, 30), "b": (4, 4)}).groups] == ["a"]
    assert mirror_of({}).groups == ()


def test_result_less_what_the_mix_of_people_gives():
    """Before: 20 % of the one group and 60 % of the other. Now 30 and 10 of them: 12 expected, 15 came."""
    before = {"far": (20, 100), "near": (60, 100)}
    now = {"far": (9, 30), "near": (6, 10), "new": (1, 3)}
    found = adjusted_for_mix(now, before)
    assert (found.observed, found.expected, found.people, found.without) == (15, pytest.approx(12), 40, 3)
    assert not found.difference.excludes(0.0)
    better = adjusted_for_mix({"far": (24, 30)}, before)
    assert better.difference.low > 0
    assert adjusted_for_mix({"new": (1, 3), "": (1, 3)}, before) is None


def test_groups_that_were_small_before_stand_together_and_a_last_few_are_left_out():
    before = {"far": (20, 100), "a": (3, 6), "b": (3, 6), "": (5, 40)}
    found = adjusted_for_mix({"far": (4, 10), "a": (3, 4), "": (9, 9)}, before)
    assert (found.observed, found.expected, found.people, found.without) == (7, pytest.approx(4), 14, 9)
    alone = adjusted_for_mix({"far": (4, 10), "a": (3, 4)}, {"far": (20, 100), "a": (3, 6)})
    assert (alone.people, alone.without) == (10, 4)


def test_same_rates_with_an_easier_mix_are_no_better_result():
    """Everybody near: the plain share rises from 40 to 60 %, the result for these people is the same."""
    before = {"far": (20, 100), "near": (60, 100)}
    found = adjusted_for_mix({"near": (24, 40)}, before)
    assert (found.observed, found.expected) == (24, 24)
