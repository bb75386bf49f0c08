"""Kaplan-Meier and Aalen-Johansen against tables computed by hand, and what must hold for any cohort."""

from __future__ import annotations

from fractions import Fraction

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from doorstroom.monitoring.domain.logrank import chi_square_tail, log_rank
from doorstroom.monitoring.domain.proportions import wilson
from doorstroom.monitoring.domain.survival import (
    Curves,
    Median,
    Spells,
    aalen_johansen,
    mean_time,
    median,
    share_interval,
)

# Freireich et al. 1963: weeks of remission on 6-MP; the log-rank against placebo is 16.79 in every textbook.
TREATED = [6, 6, 6, 6, 7, 9, 10, 10, 11, 13, 16, 17, 19, 20, 22, 23, 25, 32, 32, 34, 35]
TREATED_ENDED = [1, 1, 1, 0, 1, 0, 1, 0, 0, 1, 1, 0, 0, 0, 1, 1, 0, 0, 0, 0, 0]
PLACEBO = [1, 1, 2, 2, 3, 4, 4, 5, 5, 8, 8, 8, 8, 11, 11, 12, 12, 15, 17, 22, 23]

Cohort = list[tuple[int, int, int]]
spells_of_people = st.lists(
    st.tuples(st.integers(0, 30), st.integers(1, 30), st.integers(0, 3)).map(lambda x: (x[0], x[0] + x[1], x[2])),
    min_size=1,
    max_size=60,
)


def spells(cohort: Cohort, *, delayed: bool = False) -> Spells:
    until, cause = [x[1] for x in cohort], [x[2] for x in cohort]
    return Spells.of(until, cause, [x[0] for x in cohort] if delayed else None)


def by_the_definition(cohort: Cohort, causes: int, *, delayed: bool) -> dict[int, tuple[Fraction, list[Fraction]]]:
    """S and F in exact fractions, straight from the sums of the definition."""
    open_share, reached = Fraction(1), [Fraction(0)] * causes
    out: dict[int, tuple[Fraction, list[Fraction]]] = {}
    for t in sorted({until for _, until, cause in cohort if cause}):
        n = sum((not delayed or entry < t) and t <= until for entry, until, _ in cohort)
        exits = [sum(until == t and cause == k + 1 for _, until, cause in cohort) for k in range(causes)]
        reached = [f + open_share * Fraction(d, n) for f, d in zip(reached, exits, strict=True)]
        open_share *= 1 - Fraction(sum(exits), n)
        out[t] = (open_share, reached)
    return out


def test_four_people_two_exits_by_hand() -> None:
    # n = 4, 3, 1: S = 3/4, 1/2, 0; F1 = 1/4, 1/4, 3/4; F2 = 0, 1/4, 1/4.
    curves = aalen_johansen(Spells.of([1, 2, 2, 3], [1, 2, 0, 1]))
    assert curves.times.tolist() == [1, 2, 3]
    assert curves.at_risk.tolist() == [4, 3, 1]
    assert curves.exits.tolist() == [[1, 0, 1], [0, 1, 0]]
    assert curves.open_share.tolist() == pytest.approx([3 / 4, 1 / 2, 0], abs=1e-15)
    assert curves.reached.tolist()[0] == pytest.approx([1 / 4, 1 / 4, 3 / 4], abs=1e-15)
    assert curves.reached.tolist()[1] == pytest.approx([0, 1 / 4, 1 / 4], abs=1e-15)


def test_exits_come_before_censorings_of_the_same_day() -> None:
    curves = aalen_johansen(Spells.of([5, 5], [1, 0]))
    assert (curves.at_risk.tolist(), curves.open_share.tolist()) == ([2], [0.5])


def test_late_entry_counts_only_from_then_on() -> None:
    # The person who enters on day 2 was not at risk on day 2, and was on day 3.
    curves = aalen_johansen(Spells.of([2, 3, 4], [1, 1, 0], [0, 0, 2]))
    assert curves.at_risk.tolist() == [2, 2]
    assert curves.open_share.tolist() == [0.5, 0.25]


def test_freireich_remission_has_its_textbook_median_and_logrank() -> None:
    treated, placebo = Spells.of(TREATED, TREATED_ENDED), Spells.of(PLACEBO, [1] * 21)
    assert median(aalen_johansen(treated)) == Median(23, 13, None)
    assert median(aalen_johansen(placebo)).time == 8
    test = log_rank([treated, placebo])
    assert (round(test.chi_square, 2), test.freedom, test.observed) == (16.79, 1, (9, 21))
    assert [round(x, 2) for x in test.expected] == [19.25, 10.75]
    assert round(test.p * 1e5, 1) == 4.2


def test_greenwood_of_a_complete_cohort_is_the_binomial_variance() -> None:
    curves = aalen_johansen(Spells.of([1, 2, 3, 4, 5], [1, 1, 1, 1, 1]))
    assert curves.open_variance[2] == pytest.approx(0.4 * 0.6 / 5, abs=1e-15)
    assert curves.reached_variance[0, 2] == pytest.approx(0.4 * 0.6 / 5, abs=1e-15)


@given(spells_of_people, st.booleans())
def test_open_and_all_exits_add_up_to_everybody(cohort: Cohort, delayed: bool) -> None:
    curves = aalen_johansen(spells(cohort, delayed=delayed), causes=3)
    totals = curves.open_share + curves.reached.sum(axis=0)
    assert np.abs(totals - 1).max(initial=0) <= 1e-12
    assert (np.diff(curves.open_share) <= 0).all()
    assert (np.diff(curves.reached, axis=1) >= 0).all()


@given(spells_of_people, st.booleans())
def test_curves_equal_exact_fractions(cohort: Cohort, delayed: bool) -> None:
    curves = aalen_johansen(spells(cohort, delayed=delayed), causes=3)
    exact = by_the_definition(cohort, 3, delayed=delayed)
    assert curves.times.tolist() == sorted(exact)
    for i, t in enumerate(sorted(exact)):
        assert curves.open_share[i] == pytest.approx(float(exact[t][0]), abs=1e-12)
        assert curves.reached[:, i].tolist() == pytest.approx([float(f) for f in exact[t][1]], abs=1e-12)


@given(spells_of_people, st.booleans())
def test_variance_equals_the_printed_double_sum(cohort: Cohort, delayed: bool) -> None:
    curves = aalen_johansen(spells(cohort, delayed=delayed), causes=3)
    for k in range(3):
        for i in range(curves.times.size):
            assert curves.reached_variance[k, i] == pytest.approx(double_sum(curves, k, i), abs=1e-9)


def double_sum(curves: Curves, k: int, i: int) -> float:
    """Var F_k(t) term by term, as Marubini & Valsecchi print it."""
    total = 0.0
    for u in range(i + 1):
        n, d, own = int(curves.at_risk[u]), int(curves.exits[:, u].sum()), int(curves.exits[k, u])
        before = 1.0 if u == 0 else float(curves.open_share[u - 1])
        rise = float(curves.reached[k, i] - curves.reached[k, u])
        total += rise**2 * d / (n * (n - d)) if n > d else 0.0
        total += before**2 * own * (n - own) / n**3 - 2 * rise * before * own / n**2
    return total


@given(spells_of_people, st.randoms(use_true_random=False))
def test_the_order_of_people_does_not_matter(cohort: Cohort, random: object) -> None:
    shuffled = list(cohort)
    random.shuffle(shuffled)  # type: ignore[attr-defined]
    one, other = aalen_johansen(spells(cohort), causes=3), aalen_johansen(spells(shuffled), causes=3)
    assert np.array_equal(one.reached, other.reached)
    assert np.array_equal(one.reached_variance, other.reached_variance)


@given(spells_of_people)
def test_everybody_twice_gives_the_same_curve_and_half_the_variance(cohort: Cohort) -> None:
    one, two = aalen_johansen(spells(cohort), causes=3), aalen_johansen(spells(cohort * 2), causes=3)
    assert np.allclose(one.reached, two.reached, atol=1e-12)
    assert (two.at_risk == 2 * one.at_risk).all()
    assert np.allclose(one.open_variance[:-1], 0) or (two.open_variance <= one.open_variance + 1e-15).all()


@given(spells_of_people)
def test_without_censoring_the_curve_is_the_plain_share(cohort: Cohort) -> None:
    complete = [(entry, until, cause or 1) for entry, until, cause in cohort]
    curves = aalen_johansen(spells(complete), causes=3)
    for t in range(61):
        for k in (1, 2, 3):
            reading = curves.reached_at(k, t)
            assert reading is not None
            plain = sum(until <= t and cause == k for _, until, cause in complete) / len(complete)
            assert reading.value == pytest.approx(plain, abs=1e-12)


@given(spells_of_people)
def test_one_minus_kaplan_meier_is_never_below_aalen_johansen(cohort: Cohort) -> None:
    curves = aalen_johansen(spells(cohort), causes=3)
    naive = aalen_johansen(spells(cohort).only(1))
    for i, t in enumerate(curves.times):
        reading = naive.open_at(int(t))
        assert reading is not None
        assert curves.reached[0, i] <= 1 - reading.value + 1e-12


@given(spells_of_people, st.integers(1, 60))
def test_mean_times_add_up_to_the_horizon(cohort: Cohort, horizon: int) -> None:
    assert sum(mean_time(aalen_johansen(spells(cohort), causes=3), horizon)) == pytest.approx(horizon)


@settings(max_examples=50)
@given(spells_of_people)
def test_readings_lie_within_their_intervals(cohort: Cohort) -> None:
    curves = aalen_johansen(spells(cohort), causes=3)
    for t in range(curves.last_seen + 1):
        for reading in (curves.open_at(t), *(curves.reached_at(k, t) for k in (1, 2, 3))):
            assert reading is not None
            assert 0 <= reading.interval.low <= reading.value + 1e-9
            assert reading.value - 1e-9 <= reading.interval.high <= 1


def test_beyond_the_last_person_seen_an_open_curve_says_nothing() -> None:
    half = aalen_johansen(Spells.of([10, 20], [1, 0]))
    assert half.open_at(20) is not None
    assert half.open_at(21) is None
    everybody_left = aalen_johansen(Spells.of([10, 20], [1, 1]))
    late = everybody_left.reached_at(1, 100)
    assert late is not None
    assert (late.value, late.at_risk) == (1.0, 0)


def test_no_exit_among_twenty_people_is_not_certainty() -> None:
    reading = aalen_johansen(Spells.of([100] * 20, [0] * 20)).reached_at(1, 50)
    assert reading is not None
    assert (reading.value, reading.interval) == (0.0, wilson(0, 20))


def test_log_log_interval_of_one_half() -> None:
    # V = 0.01 at S = 1/2: log(-log S) = -0.36651, error = 1.96 * 0.1 / (0.5 * 0.69315) = 0.56553, S^e^±error.
    interval = share_interval(0.5, 0.01, 25)
    assert (round(interval.low, 4), round(interval.high, 4)) == (0.2952, 0.6745)


def test_nobody_gives_an_empty_curve_and_no_readings() -> None:
    nobody = aalen_johansen(Spells.of([], []), causes=2)
    assert (nobody.times.size, nobody.reached.shape, nobody.open_at(0)) == (0, (2, 0), None)
    assert median(nobody) == Median(None, None, None)


@pytest.mark.parametrize(
    ("until", "cause", "entry", "message"),
    [
        ([3, 1], [1, 1], [0, 1], "spell 1: until 1"),
        ([3, 1], [1, -1], None, "spell 1: until 1, cause -1"),
        ([3, 1], [1], None, "one value a person"),
        ([1.5], [1], None, "count days, not 1.5"),
    ],
)
def test_spells_that_cannot_be_are_refused_with_the_row(
    until: list[int], cause: list[int], entry: list[int] | None, message: str
) -> None:
    with pytest.raises(ValueError, match=message):
        Spells.of(until, cause, entry)


@pytest.mark.parametrize(
    ("value", "freedom", "tail"),
    [(3.841459, 1, 0.05), (5.991465, 2, 0.05), (7.814728, 3, 0.05), (9.487729, 4, 0.05), (25.40, 3, 1.274e-5)],
)
def test_chi_square_tail_equals_the_tables(value: float, freedom: int, tail: float) -> None:
    assert chi_square_tail(value, freedom) == pytest.approx(tail, rel=1e-3)


def test_log_rank_of_identical_groups_finds_nothing() -> None:
    group = Spells.of(TREATED, TREATED_ENDED)
    test = log_rank([group, group, group])
    assert (round(test.chi_square, 12), test.freedom, round(test.p, 9)) == (0.0, 2, 1.0)


def test_log_rank_without_exits_finds_nothing() -> None:
    group = Spells.of([4, 5], [0, 0])
    assert (log_rank([group, group]).chi_square, log_rank([group, group]).p) == (0.0, 1.0)
