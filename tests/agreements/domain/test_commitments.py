"""When a promise lags: less than half of an even pace, from half of the term on."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from doorstroom.agreements.domain.commitments import Promise, Standing, expected, standing

START = date(2026, 1, 1)


def promise(value, *, target=40, days=200):
    return Promise(target, START, START + timedelta(days=days), value)


@pytest.mark.parametrize(
    ("day", "value", "found"),
    [
        (0, None, Standing.EARLY),
        (99, 0, Standing.EARLY),
        (100, None, Standing.UNKNOWN),
        (100, 9, Standing.LAGGING),
        (100, 10, Standing.ON_COURSE),
        (150, 14, Standing.LAGGING),
        (150, 15, Standing.ON_COURSE),
        (150, 40, Standing.REACHED),
        (10, 41, Standing.REACHED),
        (200, 39, Standing.MISSED),
        (200, None, Standing.UNKNOWN),
        (300, 40, Standing.REACHED),
    ],
)
def test_standing_on_a_day(day, value, found):
    assert standing(promise(value), START + timedelta(days=day)) is found


@pytest.mark.parametrize(("day", "there"), [(-5, 0), (0, 0), (50, 10), (149, 29), (150, 30), (200, 40), (999, 40)])
def test_an_even_pace_in_whole_things(day, there):
    assert expected(promise(0), START + timedelta(days=day)) == there


@given(st.integers(1, 500), st.integers(2, 1500), st.integers(0, 600), st.integers(0, 2000))
def test_more_done_never_stands_worse(target, days, value, day):
    order = [Standing.MISSED, Standing.LAGGING, Standing.EARLY, Standing.ON_COURSE, Standing.REACHED]
    on = START + timedelta(days=day)
    less, more = (standing(promise(v, target=target, days=days), on) for v in (value, value + 1))
    assert order.index(less) <= order.index(more)
