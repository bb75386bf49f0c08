"""Exact chances against enumeration, against people drawn one by one, and against what must always hold."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from itertools import product
from math import comb

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from doorstroom.monitoring.domain.forecast_counts import (
    circle,
    likely_rates,
    likely_shares,
    numbers,
    sure_people,
    uncertain_people,
)
from doorstroom.monitoring.domain.simulation import (
    Band,
    Capacity,
    Group,
    Rates,
    Scenario,
    _Chances,
    simulate,
    what_if,
)

TODAY, DEADLINE = date(2026, 11, 23), date(2028, 12, 31)
RATES = Rates(
    people=216,
    bands=(
        Band(first=1, last=4, person_weeks=800, job=2, stopped=20),
        Band(first=5, last=20, person_weeks=2700, job=30, stopped=25),
        Band(first=21, last=40, person_weeks=1500, job=70, stopped=12),
    ),
    kept=0.78, job_starters=102, lasting_weeks=26,
)  # fmt: skip
SCENARIO = Scenario(
    as_of=TODAY, reached=445, on_the_way=(Group(3, 24), Group(12, 20)), at_work=(Group(8, 30), Group(30, 4)),
    first_start=date(2026, 12, 7), every_weeks=4, rates=RATES, capacity=Capacity(caseload=24, place_until=20),
)  # fmt: skip
CERTAIN = replace(RATES, people=10**8, job_starters=10**8)


# The engine of chances


def enumerated(sizes: list[int], chances: list[float]) -> list[float]:
    """Every way in which people can get there or not, added up by how many did."""
    people = [p for n, p in zip(sizes, chances, strict=True) for _ in range(n)]
    found = [0.0] * (len(people) + 1)
    for outcome in product((0, 1), repeat=len(people)):
        found[sum(outcome)] += float(np.prod([p if got else 1 - p for got, p in zip(outcome, people, strict=True)]))
    return found


def test_sum_of_groups_is_the_sum_over_all_outcomes():
    sizes, chances = [3, 2, 4], [0.2, 0.9, 0.55]
    found = numbers(sure_people(circle(9), sizes, chances)).chances
    assert np.abs(found[:10] - enumerated(sizes, chances)).max() < 1e-14
    assert abs(found[10:]).max() < 1e-14


def test_one_group_is_a_binomial_to_the_last_digits():
    found = numbers(sure_people(circle(400), [400], [0.31]))
    exact = [comb(400, k) * 0.31**k * 0.69 ** (400 - k) for k in range(401)]
    assert np.abs(found.chances[:401] - exact).max() < 1e-14
    assert found.quantile(0.5) == 124
    assert found.range(0.8) == (112, 136)


def test_inflow_in_batches_has_the_mean_and_the_variance_it_was_given():
    found = numbers(uncertain_people(circle(400), [40.0], [0.5], spread=3.0)).chances
    places = np.arange(found.size)
    mean = float(found @ places)
    assert mean == pytest.approx(20, abs=1e-9)
    assert float(found @ (places - mean) ** 2) == pytest.approx(20 * (1 + 0.5 * 2), abs=1e-8)  # thinned by one half


def test_likely_values_keep_the_mean_and_spread_of_what_was_measured():
    shares = likely_shares(0.3, 99)
    assert shares.mean() == pytest.approx(0.3, abs=1e-12)
    assert shares.std() == pytest.approx((0.3 * 0.7 / 100) ** 0.5, abs=1e-12)
    assert likely_rates(2.0, 0.1).mean() == pytest.approx(2.0, abs=1e-12)
    assert likely_shares(0.0, 50).max() < 0.05


# From rates to plans


def test_rates_become_shares_of_those_who_started():
    """Week 1: 1/10 find work and 2/10 stop; week 2: the same of the 70 % who are left."""
    rates = Rates(people=100, bands=(Band(first=1, last=2, person_weeks=100, job=10, stopped=20),),
                  kept=0.5, job_starters=10, lasting_weeks=26)  # fmt: skip
    assert rates.inside.tolist() == pytest.approx([1, 0.7, 0.49])
    assert rates.found.tolist() == pytest.approx([0, 0.1, 0.17])
    assert [rates.found_within(w) for w in (-1, 0, 2, 9)] == pytest.approx([0, 0, 0.17, 0.17])


def test_the_last_start_is_the_last_that_can_still_count():
    """26 weeks of work and at least one week to find it: 27 weeks before the deadline."""
    days = SCENARIO.starts(DEADLINE)
    assert days[0] == date(2026, 12, 7)
    assert days[-1] == date(2028, 6, 19)
    assert (DEADLINE - days[-1]).days // 7 >= 27 > (DEADLINE - days[-1] - timedelta(weeks=4)).days // 7


def test_needed_people_rise_with_the_certainty_asked_and_are_the_fewest_that_give_it():
    answer = simulate(SCENARIO, 800, DEADLINE)
    plans = [answer.needed[chance] for chance in (0.5, 0.8, 0.95)]
    assert [plan.a_start for plan in plans] == [51, 56, 61]
    assert [plan.people for plan in plans] == [21 * plan.a_start for plan in plans]
    assert [plan.chance >= wanted for plan, wanted in zip(plans, (0.5, 0.8, 0.95), strict=True)] == [True] * 3
    chances = _Chances(SCENARIO, DEADLINE, SCENARIO.starts(DEADLINE), 80)
    assert chances.of(plans[1].a_start - 1).at_least(800) < 0.8
    assert answer.without.chance < 1e-9
    assert answer.without.expected == pytest.approx(493.55, abs=0.01)


def drawn(scenario: Scenario, a_start: int, deadline: date, runs: int, seed: int) -> np.ndarray:
    """The same programme person by person and week by week, with dice."""
    rng = np.random.default_rng(seed)
    rates, left = scenario.rates, (deadline - scenario.as_of).days // 7
    bands = {w: b for b in rates.bands for w in range(b.first, b.last + 1)}
    totals = np.full(runs, scenario.reached)
    groups = [(-g.weeks_ago, g.people, g.weeks_ago) for g in scenario.on_the_way]
    groups += [((day - scenario.as_of).days // 7, a_start, 0) for day in scenario.starts(deadline)]
    for start, people, age in groups:
        present = np.full(runs, people)
        for week in range(age + 1, rates.bands[-1].last + 1):
            band = bands[week]
            job, stop = band.job / band.person_weeks, band.stopped / band.person_weeks
            jobs = rng.binomial(present, job)
            stops = rng.binomial(present - jobs, stop / (1 - job))
            present = present - jobs - stops
            if start + week + rates.lasting_weeks <= left:
                totals = totals + rng.binomial(jobs, rates.kept)
    for group in scenario.at_work:
        to_go = max(0, rates.lasting_weeks - group.weeks_ago)
        totals = totals + rng.binomial(group.people, rates.kept ** (to_go / rates.lasting_weeks))
    return totals


def test_chances_agree_with_twenty_thousand_programmes_drawn_person_by_person():
    """Rates known for certain (a million people), so that only the lots of people differ."""
    sure = replace(SCENARIO, rates=CERTAIN)
    plan = simulate(sure, 800, DEADLINE).needed[0.8]
    totals = drawn(sure, plan.a_start, DEADLINE, 20_000, seed=20261123)
    assert abs((totals >= 800).mean() - plan.chance) < 4 * (0.25 / 20_000) ** 0.5
    assert abs(totals.mean() - plan.expected) < 4 * totals.std() / 20_000**0.5
    assert np.abs(np.quantile(totals, [0.1, 0.9]) - plan.range80).max() <= 1


def test_knowing_the_rates_roughly_asks_for_more_people():
    sure = replace(SCENARIO, rates=CERTAIN)
    certain, rough = (simulate(s, 800, DEADLINE).needed[0.95] for s in (sure, SCENARIO))
    assert (certain.a_start, rough.a_start) == (55, 61)


def test_coaches_and_places_limit_the_starts():
    few = replace(SCENARIO, capacity=Capacity(caseload=24, place_until=20, coaches=8, places=110))
    plan = simulate(few, 800, DEADLINE).possible
    assert (plan.coaches <= 8, plan.places <= 110) == (True, True)
    more = replace(few, capacity=replace(few.capacity, coaches=9, places=130))
    assert simulate(more, 800, DEADLINE).possible.a_start > plan.a_start
    assert simulate(SCENARIO, 800, DEADLINE).possible is None


def test_no_number_of_starts_reaches_a_target_after_the_last_day_that_counts():
    answer = simulate(SCENARIO, 800, TODAY + timedelta(weeks=20))
    assert (answer.last_start, set(answer.needed.values())) == (None, {None})
    assert answer.without.starts == 0
    with pytest.raises(ValueError, match="is not after 2026-11-23"):
        simulate(SCENARIO, 800, TODAY)


def test_a_target_that_is_reached_needs_nobody():
    assert simulate(SCENARIO, 445, DEADLINE).needed[0.95].a_start == 0


def test_what_if_fewer_stop_and_more_keep_their_work():
    now = simulate(SCENARIO, 800, DEADLINE).needed[0.8].a_start
    fewer_stop = simulate(what_if(SCENARIO, stopped=0.5), 800, DEADLINE).needed[0.8].a_start
    keep = simulate(what_if(SCENARIO, kept=0.9), 800, DEADLINE).needed[0.8].a_start
    assert (now, fewer_stop, keep) == (56, 49, 47)


@settings(max_examples=8, deadline=None)
@given(st.integers(0, 60), st.integers(0, 60), st.integers(1, 8), st.integers(446, 900))
def test_more_people_on_the_way_never_ask_for_more_starts(few, extra, every, target):
    def needed(people: int) -> float:
        scenario = replace(SCENARIO, on_the_way=(Group(2, people),), every_weeks=every)
        plan = simulate(scenario, target, DEADLINE).needed[0.8]
        return plan.a_start if plan else float("inf")

    assert needed(few + extra) <= needed(few)
