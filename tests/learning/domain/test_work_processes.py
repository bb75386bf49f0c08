"""Signed by both, and the gain of a person apart from any paper (S1.2)."""

from hypothesis import given
from hypothesis import strategies as st

from doorstroom.learning.domain.work_processes import Gains, Levels, Standing, gains, standing

levels = st.builds(Levels, st.none() | st.integers(0, 8), st.none() | st.integers(0, 8), st.booleans())


def test_one_side_is_not_enough():
    assert [standing(signed) for signed in ([], ["school"], ["workplace"], ["workplace", "school"])] == [
        Standing.OPEN, Standing.SCHOOL_ONLY, Standing.WORKPLACE_ONLY, Standing.SIGNED_OFF,
    ]  # fmt: skip


def test_level_gain_per_person():
    group = [Levels(0, 2), Levels(1, 2, ended=True), Levels(1, 1), Levels(0, None), Levels(1, None, ended=True)]
    assert [each.gain for each in group] == [2, 1, 0, None, None]
    assert gains([*group, Levels(None, None)]) == Gains({0: 1, 1: 1, 2: 1}, learning=1, unknown=2)


@given(st.lists(levels))
def test_everybody_counts_once(group):
    assert gains(group).people == len(group)
