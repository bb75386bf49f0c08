"""A share never stands without what it is a share of."""

from __future__ import annotations

from dataclasses import fields
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from doorstroom.monitoring.domain.proportions import Interval, Proportion, newcombe, whole_percent, wilson


def share(numerator: int, denominator: int, *, unknown: int = 0, running: int = 0) -> Proportion:
    return Proportion(
        definition="stopped/1",
        numerator=numerator,
        denominator=denominator,
        clock="started",
        horizon="20 weeks",
        running=running,
        unknown=unknown,
        as_of=date(2026, 11, 23),
    )


@pytest.mark.parametrize(
    ("numerator", "denominator", "low", "high"),
    [
        (81, 263, 0.2553, 0.3662),
        (15, 148, 0.0624, 0.1605),
        (0, 20, 0.0, 0.1611),
        (1, 29, 0.0061, 0.1718),
        (19, 27, 0.5152, 0.8415),
    ],
)
def test_wilson_equals_the_printed_tables(numerator: int, denominator: int, low: float, high: float) -> None:
    interval = wilson(numerator, denominator)
    assert (round(interval.low, 4), round(interval.high, 4)) == (low, high)


@pytest.mark.parametrize(
    ("first", "second", "low", "high"),
    [
        ((56, 70), (48, 80), 0.0524, 0.3339),
        ((9, 10), (3, 10), 0.1705, 0.8090),
        ((10, 10), (0, 10), 0.6075, 1.0),
    ],
)
def test_newcombe_equals_the_printed_tables(
    first: tuple[int, int], second: tuple[int, int], low: float, high: float
) -> None:
    interval = newcombe(first, second)
    assert (round(interval.low, 4), round(interval.high, 4)) == (low, high)


@given(st.integers(0, 200), st.integers(1, 200))
def test_wilson_holds_the_share_and_mirrors(numerator: int, more: int) -> None:
    n = numerator + more
    here, there = wilson(numerator, n), wilson(more, n)
    assert 0 <= here.low <= numerator / n <= here.high <= 1
    assert (here.low, here.high) == pytest.approx((1 - there.high, 1 - there.low), abs=1e-12)


@given(st.integers(0, 60), st.integers(0, 60), st.integers(0, 60), st.integers(0, 60))
def test_newcombe_turns_its_sign_with_the_groups(a: int, b: int, c: int, d: int) -> None:
    first, second = (a, a + b + 1), (c, c + d + 1)
    here, there = newcombe(first, second), newcombe(second, first)
    assert (here.low, here.high) == pytest.approx((-there.high, -there.low), abs=1e-12)
    assert -1 <= here.low <= first[0] / first[1] - second[0] / second[1] <= here.high <= 1


def test_no_field_of_a_proportion_can_be_forgotten() -> None:
    given_fields = {field.name for field in fields(Proportion)}
    assert given_fields == {
        "definition", "numerator", "denominator", "clock", "horizon", "running", "unknown", "as_of"
    }  # fmt: skip
    for name in given_fields:
        values = {field.name: getattr(share(16, 40), field.name) for field in fields(Proportion)}
        del values[name]
        with pytest.raises(TypeError, match=name):
            Proportion(**values)


def test_a_proportion_in_a_page_by_itself_is_never_a_percentage() -> None:
    assert str(share(16, 40)) == f"{share(16, 40)}" == "16/40"
    with pytest.raises(TypeError):
        float(share(16, 40))  # type: ignore[arg-type]


@pytest.mark.parametrize(("numerator", "denominator"), [(0, 0), (4, 7), (9, 9)])
def test_below_ten_people_there_is_no_percentage(numerator: int, denominator: int) -> None:
    small = share(numerator, denominator)
    assert (small.percent, small.percent_interval, small.shown) == (None, None, False)


def test_from_ten_people_on_there_is_one_with_its_interval() -> None:
    assert (share(4, 10).percent, share(4, 10).percent_interval) == (40, (17, 69))
    assert (share(16, 40).percent, share(16, 40).percent_interval) == (40, (26, 55))
    assert (share(19, 120).percent, share(19, 120).percent_interval) == (16, (10, 23))


def test_unknown_outcomes_widen_the_interval_to_both_bounds() -> None:
    half_known = share(10, 40, unknown=10)
    assert half_known.bounds == Interval(0.25, 0.5)
    assert half_known.interval == Interval(wilson(10, 40).low, wilson(20, 40).high)
    assert half_known.mostly_bounds
    assert not share(10, 40, unknown=8).mostly_bounds


def test_of_nobody_there_is_no_interval() -> None:
    assert (share(0, 0, running=12).interval, share(0, 0, running=12).bounds) == (None, None)


@pytest.mark.parametrize(
    ("numerator", "denominator", "unknown", "running"), [(8, 10, 3, 0), (-1, 10, 0, 0), (1, 10, 0, -1)]
)
def test_counts_that_cannot_be_are_refused(numerator: int, denominator: int, unknown: int, running: int) -> None:
    with pytest.raises(ValueError, match="stopped/1"):
        share(numerator, denominator, unknown=unknown, running=running)


@pytest.mark.parametrize(("value", "percent"), [(0.125, 13), (0.155, 16), (19 / 120, 16), (0.0, 0), (1.0, 100)])
def test_percents_round_half_up(value: float, percent: int) -> None:
    assert whole_percent(value) == percent


@pytest.mark.parametrize(("numerator", "denominator"), [(1, 0), (5, 4), (-1, 4)])
def test_wilson_refuses_counts_that_cannot_be(numerator: int, denominator: int) -> None:
    with pytest.raises(ValueError, match="no interval for"):
        wilson(numerator, denominator)
