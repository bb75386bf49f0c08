"""A draw that nobody chooses and anybody can do again."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from doorstroom.followup.domain.sample import draw

PEOPLE = st.dictionaries(st.integers(1, 10_000), st.sampled_from(["", "lower", "middle"]), min_size=1, max_size=80)


def test_of_each_stratum_its_share_rounded_up_and_at_least_two():
    people = {number: "middle" if number <= 70 else "lower" if number <= 97 else "" for number in range(1, 101)}
    found = draw(people, size=30, name="1/na-6-maanden")
    assert [(each.name, each.people, len(each.drawn)) for each in found] == [
        ("", 3, 2), ("lower", 27, 9), ("middle", 70, 21),
    ]  # fmt: skip
    assert found[0].drawn == (100, 99)


@given(PEOPLE, st.integers(1, 100))
def test_the_order_in_which_people_are_given_changes_nothing_and_each_is_drawn_once(people, size):
    found = draw(people, size=size, name="x")
    assert found == draw(dict(reversed(people.items())), size=size, name="x")
    drawn = [number for each in found for number in each.drawn]
    assert len(drawn) == len(set(drawn)) >= min(size, len(people))
    assert all(people[number] == each.name for each in found for number in each.drawn)


@given(PEOPLE, st.integers(1, 40), st.integers(1, 40))
def test_a_larger_draw_keeps_whom_a_smaller_one_drew(people, size, more):
    smaller, larger = (draw(people, size=n, name="x") for n in (size, size + more))
    assert all(set(a.drawn) <= set(b.drawn) for a, b in zip(smaller, larger, strict=True))


def test_another_moment_draws_others():
    people = dict.fromkeys(range(100), "lower")
    assert draw(people, size=10, name="1/na-6-maanden") != draw(people, size=10, name="1/na-12-maanden")


def test_a_draw_of_nobody_is_refused():
    with pytest.raises(ValueError, match="one person or more, not 0"):
        draw({1: ""}, size=0, name="x")
