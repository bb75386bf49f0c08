"""Seats on places, and the way from asked to started, in plain Python."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from doorstroom.rounds.domain.backing import Caller, Hint, Seats, shortfall
from doorstroom.rounds.domain.course import TABLE, MoveName, State, move
from doorstroom.rounds.domain.errors import RoundError
from doorstroom.rounds.domain.funnel import Counted, Steps, funnel

SAID = date(2026, 9, 14)


@pytest.mark.parametrize(
    ("seats", "signed", "promised", "to_find", "shown"),
    [(24, 17, 2, 5, (17, 2)), (24, 24, 3, 0, (24, 0)),
     (20, 17, 5, 0, (17, 3)), (4, 9, 0, 0, (4, 0)), (3, 0, 0, 3, (0, 0))],
)  # fmt: skip
def test_seats_stand_on_signed_places_first(seats, signed, promised, to_find, shown):
    found = Seats(seats, signed, promised)
    assert (found.to_find, (found.signed_shown, found.promised_shown)) == (to_find, shown)


@given(st.integers(1, 60), st.integers(0, 60), st.integers(0, 60))
def test_every_seat_is_signed_promised_or_to_find(seats, signed, promised):
    found = Seats(seats, signed, promised)
    assert found.signed_shown + found.promised_shown + found.to_find == seats


def test_whom_to_call_is_the_account_manager_of_the_largest_hint():
    hints = [
        Hint("De Linden", 2, SAID, Caller("Mo")),
        Hint("Zorgkring Oost", 4, SAID, Caller("Chantal", "0612345678")),
    ]
    found = shortfall(Seats(24, 17, 2), hints, [Caller("WSP")])
    assert found is not None
    assert (found.short, found.call) == (5, Caller("Chantal", "0612345678"))
    assert [hint.employer for hint in found.hints] == ["Zorgkring Oost", "De Linden"]


def test_without_a_known_contact_the_round_s_own_account_manager_is_called():
    found = shortfall(Seats(2, 1, 0), [Hint("De Linden", 2, SAID)], [Caller("WSP")])
    assert found is not None
    assert found.call == Caller("WSP")
    assert shortfall(Seats(2, 1, 0), [], []).call is None
    assert shortfall(Seats(2, 2, 0), [Hint("De Linden", 2, SAID)], [Caller("WSP")]) is None


def test_round_may_be_confirmed_while_it_still_recruits():
    assert move(MoveName.CONFIRM, State.RECRUITING, on=SAID) is State.CONFIRMED
    assert move(MoveName.CONFIRM, State.SELECTING, on=SAID) is State.CONFIRMED


def test_every_move_from_every_other_state_is_refused():
    for name in MoveName:
        for state in State:
            if state in TABLE[name].sources:
                assert move(name, state, on=SAID) == TABLE[name].target
            else:
                with pytest.raises(RoundError, match="move_not_from_this_state"):
                    move(name, state, on=SAID)


def test_funnel_of_the_round_with_two_referrers_and_one_who_came_alone():
    counted = [
        Counted(1, "selected", True, False, 2),
        Counted(1, "withdrawn", False, False, 1),
        Counted(2, "not_now", True, False, 1),
        Counted(None, "open", False, False, 1),
        Counted(1, "selected", True, True, 1),
    ]
    found = funnel({1: 3, 2: 2, 3: 1}, counted)
    assert found.total == Steps(
        asked=6, nominated=6, came=4, selected=3, reserve=0, not_now=1, withdrawn=1, waiting=1, started=1
    )
    assert [line.referrer for line in found.lines] == [1, 2, 3, None]
    assert found.of(3) == Steps(asked=1)
    assert found.of(None) == Steps(nominated=1, waiting=1)


def test_who_begins_without_a_nomination_is_started_and_nothing_before():
    found = funnel({1: 3}, [Counted(1, "selected", True, True, 2), Counted(None, "direct", False, True, 28)])
    assert found.total == Steps(asked=3, nominated=2, came=2, selected=2, started=30, direct=28)
    assert found.of(None) == Steps(started=28, direct=28)


counts = st.builds(
    Counted,
    referrer=st.none() | st.integers(1, 4),
    outcome=st.sampled_from(["open", "selected", "reserve", "not_now", "withdrawn"]),
    came=st.booleans(),
    started=st.booleans(),
    people=st.integers(1, 9),
)


@given(st.dictionaries(st.integers(1, 5), st.integers(1, 20)), st.lists(counts))
def test_total_is_the_sum_of_its_lines_and_everybody_has_one_fate(asked, counted):
    found = funnel(asked, counted)
    assert sum((line.steps for line in found.lines), Steps()) == found.total
    total = found.total
    assert total.nominated == sum(row.people for row in counted)
    assert total.nominated == total.selected + total.reserve + total.not_now + total.withdrawn + total.waiting
    assert total.asked == sum(asked.values())
