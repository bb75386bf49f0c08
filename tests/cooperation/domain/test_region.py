"""One timeline for all partners; and places beside people without giving anybody away."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from doorstroom.cooperation.domain.steps import STEPS, Taken, timeline
from doorstroom.cooperation.domain.supply import Cell, Gap, gap

ON = date(2026, 9, 1)
steps = st.lists(st.builds(Taken, st.sampled_from(STEPS), st.dates(ON, ON + timedelta(days=90))), max_size=12)
words = st.dictionaries(st.sampled_from(STEPS), st.dictionaries(st.sampled_from("AB"), st.sampled_from("xyz")))


@given(steps, words)
def test_two_organisations_with_other_names_read_one_timeline(taken, named):
    mine, theirs = (timeline(taken, named, reader) for reader in "AB")
    assert [(line.step, line.on) for line in mine] == [(line.step, line.on) for line in theirs]
    assert sorted((line.on, line.step) for line in mine) == sorted((each.on, each.step) for each in taken)
    for line, other in zip(mine, theirs, strict=True):
        assert line.own == named.get(line.step, {}).get("A", "")
        assert line.others.get("B", "") == other.own


@pytest.mark.parametrize(
    ("cell", "expected"),
    [
        (Cell(12, 0, 0), Gap(12, 0, 12, 12)),
        (Cell(12, 10, 0), Gap(12, 10, 2, 2)),
        (Cell(12, 9, 8), Gap(12, None, 3, 11)),
        (Cell(12, 9, 9), Gap(12, 9, 3, 3)),
        (Cell(0, 30, 4), Gap(0, 30, -30, -30)),
    ],
)
def test_fewer_than_ten_are_shown_only_to_who_sees_them_all(cell, expected):
    assert gap(cell) == expected


@given(st.integers(0, 50), st.integers(1, 9), st.integers(1, 9))
def test_what_is_withheld_looks_the_same_whatever_the_number(places, one, other):
    assert gap(Cell(places, one, 0)) == gap(Cell(places, other, 0))
