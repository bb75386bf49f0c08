"""Nobody works at two places on the same weekday."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from doorstroom.placements.domain.bookings import Booking, Clash, clashes

MONDAY = date(2026, 9, 7)


def booking(first=0, last=None, days=(0, 2, 3), placement=1):
    end = None if last is None else MONDAY + timedelta(days=last)
    return Booking(placement, MONDAY + timedelta(days=first), end, frozenset(days))


@pytest.mark.parametrize(
    ("one", "other", "shared"),
    [
        (booking(), booking(days=(3, 4), placement=2), (3,)),
        (booking(), booking(days=(0, 3), placement=2), (0, 3)),
        (booking(), booking(days=(1, 4), placement=2), None),
        (booking(), booking(days=(), placement=2), None),
        (booking(last=10), booking(first=10, placement=2), (0, 2, 3)),
        (booking(last=10), booking(first=11, placement=2), None),
        (booking(first=11), booking(last=10, placement=2), None),
    ],
)
def test_clash_needs_a_shared_day_and_a_shared_weekday(one, other, shared):
    assert clashes(one, [other]) == (() if shared is None else (Clash(2, shared),))


bookings = st.builds(
    booking,
    first=st.integers(0, 40),
    last=st.none() | st.integers(40, 80),
    days=st.frozensets(st.integers(0, 6)),
    placement=st.integers(1, 5),
)


@given(bookings, bookings)
def test_clash_is_mutual_and_agrees_with_counting_days(one, other):
    horizon = [MONDAY + timedelta(days=n) for n in range(100)]

    def claimed(each):
        return {d for d in horizon if each.first <= d <= (each.last or date.max)}

    together = claimed(one) & claimed(other) and one.weekdays & other.weekdays
    assert bool(clashes(one, [other])) == bool(together)
    assert bool(clashes(other, [one])) == bool(together)
