"""How often a kind of signal was acted on in time, worked by hand, and when it comes once a week."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from doorstroom.signals.domain.effect import EVERY_DAY, LOOKS_BACK, Effect, Spell, effects, weekly_codes

ON = date(2026, 11, 23)


def spell(ago, *, due=0, gone=None, code="no_contact", aside=False):
    """Began so many days ago; its day `due` and its end `gone` so many days after that."""
    began = ON - timedelta(days=ago)
    ended = None if gone is None else began + timedelta(days=gone)
    return Spell(code, began, began + timedelta(days=due), ended, aside)


@pytest.mark.parametrize(
    ("began", "counted"),
    [
        (spell(20, gone=7), (1, 1, 0)), (spell(20, gone=8), (1, 0, 0)), (spell(20, due=12, gone=12), (1, 1, 0)),
        (spell(20, due=12, gone=13), (1, 0, 0)), (spell(7), (0, 0, 1)), (spell(8), (1, 0, 0)),
        (spell(8, due=30), (0, 0, 1)), (spell(8, due=-20, gone=3), (1, 1, 0)),
    ],
)  # fmt: skip
def test_the_clock_ends_on_its_day_or_after_a_week_when_that_is_later(began, counted):
    (found,) = effects([began], ON)
    assert (found.over, found.in_time, found.running) == counted


def test_kinds_stand_apart_by_code_and_only_of_the_last_ninety_days():
    found = effects(
        [spell(9, gone=2, code="b"), spell(9, gone=2, code="a", aside=True), spell(91, gone=1), spell(-1, code="c")], ON
    )
    assert found == (Effect("a", 1, 1, 0, 1), Effect("b", 1, 1, 0, 0))


@pytest.mark.parametrize(
    ("over", "in_time", "percent", "weekly"),
    [(10, 2, 30, True), (10, 3, 30, False), (9, 0, 30, False), (100, 29, 30, True), (100, 0, None, False)],
)
def test_a_kind_comes_once_a_week_below_the_share_and_from_ten_on(over, in_time, percent, weekly):
    found = [Effect("no_contact", over, in_time, 0, 0), *(Effect(code, over, in_time, 0, 0) for code in EVERY_DAY)]
    assert weekly_codes(found, percent) == ({"no_contact"} if weekly else set())


SPELLS = st.builds(
    spell, st.integers(-5, 120), due=st.integers(-30, 60), gone=st.none() | st.integers(1, 90), aside=st.booleans(),
    code=st.sampled_from(["a", "b"]),
)  # fmt: skip


@given(st.lists(SPELLS, max_size=30))
def test_every_spell_of_the_period_is_counted_once(spells):
    found = effects(spells, ON)
    within = [each for each in spells if ON - LOOKS_BACK <= each.raised_on <= ON]
    assert sum(each.over + each.running for each in found) == len(within)
    assert all(0 <= each.in_time <= each.over for each in found)
    assert sum(each.put_aside for each in found) == sum(each.put_aside for each in within)
