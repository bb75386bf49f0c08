"""Counting by issue and by programmes made of projects: what comes in goes out."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from doorstroom.cooperation.domain.rollup import Tally, by, rolled_up, top_of, total

tallies = st.builds(lambda started, waiting, left: Tally(started + waiting + left, started, waiting + started, left),
                    *[st.integers(0, 500)] * 3)  # fmt: skip


@given(st.lists(st.tuples(st.none() | st.integers(1, 4), tallies), max_size=12))
def test_lines_add_up_to_all(rows):
    lines = by(rows)
    assert set(lines) == {key for key, _ in rows}
    assert total(lines.values()) == total(tally for _, tally in rows)


@given(st.dictionaries(st.integers(1, 12), tallies, max_size=12), st.data())
def test_grouping_into_projects_and_programmes_moves_no_total(own, data):
    """A programme is part of one with a higher number, or of none, so that no chain returns to itself."""
    part_of = {
        programme: data.draw(st.none() | st.integers(programme + 1, 13), label=f"part of, {programme}")
        for programme in own
    }
    tops = rolled_up(own, part_of)
    assert total(tops.values()) == total(own.values())
    assert all(part_of.get(top) is None for top in tops)


def test_twelve_projects_in_two_programmes_in_one():
    own = {n: Tally(n, n, 1, n - 1) for n in range(1, 13)}
    part_of = {n: 20 if n <= 6 else 21 for n in own} | {20: 30, 21: 30}
    assert rolled_up(own, part_of) == {30: Tally(78, 78, 12, 66)}
    assert rolled_up(own, {}) == own


def test_a_chain_that_returns_to_itself_is_no_roll_up():
    with pytest.raises(ValueError, match="1"):
        top_of(1, {1: 2, 2: 1})
