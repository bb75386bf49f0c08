"""What an agreement becomes by people and by the calendar."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from doorstroom.agreements.domain.course import TABLE, Signature, Term, ends_soon, required_signed, state_of
from doorstroom.kernel.transitions import Attempt, decide, legal_moves

ON = date(2026, 11, 23)
START = date(2026, 1, 1)


@pytest.mark.parametrize(
    ("days_left", "replaced", "state"),
    [
        (121, False, "in_force"),
        (120, False, "evaluating"),
        (1, False, "evaluating"),
        (0, False, "expired"),
        (-5, False, "expired"),
        (0, True, "renewed"),
        (60, True, "evaluating"),
    ],
)
def test_the_calendar_moves_an_agreement_in_force(days_left, replaced, state):
    assert state_of(Term("in_force", START, ON + timedelta(days=days_left), replaced), ON) == state


@pytest.mark.parametrize("step", ["draft", "review", "signing", "terminated"])
def test_the_calendar_leaves_the_other_steps_alone(step):
    assert state_of(Term(step, START, ON - timedelta(days=1)), ON) == step


def test_without_end_it_stays_in_force():
    assert state_of(Term("in_force", START, None), ON) == "in_force"
    assert ends_soon(None, ON) is False


@given(st.lists(st.tuples(st.sampled_from(["implementer", "supporter", "payer"]), st.booleans()), max_size=20))
def test_only_supporters_may_still_be_waited_for(parties):
    expected = [c for c, signed in parties if not signed and c != "supporter"] == []
    assert required_signed(Signature(c, signed) for c, signed in parties) is expected


@pytest.mark.parametrize(
    ("state", "moves"),
    [
        ("draft", ("submit", "terminate")),
        ("review", ("send_back", "open_signing", "terminate")),
        ("signing", ("send_back", "conclude", "terminate")),
        ("in_force", ("evaluate", "expire", "renew", "terminate")),
        ("evaluating", ("expire", "renew", "terminate")),
        ("expired", ()),
        ("renewed", ()),
        ("terminated", ()),
    ],
)
def test_what_each_state_allows(state, moves):
    assert legal_moves(TABLE, state) == moves


def test_ending_asks_for_a_reason():
    refused = decide(TABLE, "terminate", "in_force", Attempt(ON, "programme_manager"))
    assert [reason.code for reason in refused.reasons] == ["reason_needed"]
    assert decide(TABLE, "terminate", "in_force", Attempt(ON, "programme_manager", "Klaar.")).target == "terminated"
