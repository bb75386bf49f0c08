"""Whose people are counted with a programme."""

from hypothesis import given
from hypothesis import strategies as st

from doorstroom.monitoring.domain.wholes import with_parts


def test_projects_of_projects_are_counted_with_the_programme_each_once():
    part_of = {1: None, 2: 1, 3: 1, 4: 3, 5: None}
    assert with_parts(1, part_of) == [1, 2, 3, 4]
    assert with_parts(3, part_of) == [3, 4]
    assert with_parts(5, part_of) == [5]


@given(st.lists(st.integers(0, 9), min_size=1, max_size=10))
def test_programmes_at_the_top_share_out_everybody_and_nobody_twice(above):
    """Each programme is part of an earlier one or, where that is itself, of none."""
    part_of = {place: each if each < place else None for place, each in enumerate(above)}
    tops = [with_parts(each, part_of) for each, whole in part_of.items() if whole is None]
    assert sorted(part for whole in tops for part in whole) == sorted(part_of)
