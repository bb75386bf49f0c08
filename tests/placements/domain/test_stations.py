"""Room at a station, day by day."""

from collections import Counter
from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from doorstroom.placements.domain.stations import Stay, full_days, shared_days

MONDAY = date(2026, 11, 23)
stays = st.builds(
    lambda first, length, weekdays: Stay(
        MONDAY + timedelta(days=first), MONDAY + timedelta(days=first + length), weekdays
    ),
    st.integers(0, 20), st.integers(0, 15), st.frozensets(st.integers(0, 6), min_size=1),
)  # fmt: skip


def test_a_full_day_is_named():
    wanted = Stay(MONDAY, MONDAY + timedelta(days=13), frozenset({0, 2}))
    assert full_days(wanted, {MONDAY: 1, MONDAY + timedelta(days=9): 2}, capacity=2) == [date(2026, 12, 2)]
    assert shared_days(wanted, [Stay(MONDAY, MONDAY, frozenset({1})), Stay(MONDAY, MONDAY, frozenset({0}))]) == [MONDAY]


@given(st.lists(stays, max_size=12), st.integers(1, 3))
def test_no_day_ever_holds_more_than_fit_in(asked, capacity):
    present: Counter[date] = Counter()
    for stay in asked:
        if not full_days(stay, present, capacity):
            present.update(stay.days())
    assert max(present.values(), default=0) <= capacity
