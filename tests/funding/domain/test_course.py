"""Grants and claims: who takes each step, what it needs, and what a decision comes to."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from doorstroom.funding.domain.course import CLAIM, GRANT, DecidedItem, Outcome, outcome, submit_by
from doorstroom.funding.domain.errors import FundingError
from doorstroom.kernel.transitions import Attempt, decide, legal_moves

ON = date(2026, 11, 23)
PROVEN = {guard.fact: True for move in CLAIM.values() for guard in move.guards}


def attempt(role, **facts):
    return Attempt(ON, role, "omdat", {**PROVEN, **facts})


def test_the_usual_way_of_a_claim():
    state = "assembling"
    for name, role in (
        ("check", "project_controller"), ("sign", "signatory"), ("submit", "project_controller"), ("ask", "funder"),
        ("answer", "project_controller"), ("decide", "funder"), ("pay", "funder"),
    ):  # fmt: skip
        state = decide(CLAIM, name, state, attempt(role)).target
    assert state == "paid"
    assert legal_moves(CLAIM, "paid") == ("recover",)


def test_who_puts_it_together_does_not_sign():
    refused = decide(CLAIM, "sign", "self_checked", attempt("signatory", signed_by_somebody_else=False))
    assert [(r.code, r.params["fact"]) for r in refused.reasons] == [("fact_missing", "signed_by_somebody_else")]
    assert decide(CLAIM, "sign", "self_checked", attempt("project_controller")).allowed is False


@pytest.mark.parametrize("fact", [guard.fact for guard in CLAIM["check"].guards])
def test_a_check_names_every_proof_that_misses(fact):
    for there, code in ((False, "fact_missing"), (None, "fact_unknown")):
        refused = decide(CLAIM, "check", "assembling", attempt("project_controller", **{fact: there}))
        assert [(r.code, r.params["fact"]) for r in refused.reasons] == [(code, fact)]


def test_late_is_a_reminder_and_no_wall():
    late = decide(CLAIM, "submit", "signed", attempt("project_controller", ten_workdays_ahead=False))
    assert (late.target, [r.params["fact"] for r in late.reminders]) == ("submitted", ["ten_workdays_ahead"])


def test_a_grant_is_settled_after_its_audit():
    assert [legal_moves(GRANT, state) for state in ("granted", "period_open", "audited", "settled")] == [
        ("open_period", "withdraw"), ("audit", "withdraw"), ("settle",), (),
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("items", "found"),
    [
        ([DecidedItem(100, 100)], Outcome("in_full", 100, 100)),
        ([DecidedItem(1000, 959, "uren"), DecidedItem(0, 0)], Outcome("in_part", 1000, 959)),
        ([DecidedItem(500, 0, "geen bewijs")], Outcome("rejected", 500, 0)),
    ],
)
def test_what_a_decision_comes_to(items, found):
    assert outcome(items) == found


def test_a_cut_says_why_and_nobody_gets_more_than_asked():
    for item, code in ((DecidedItem(5, 4, " "), "cut_needs_reason"), (DecidedItem(5, 6, "x"), "allowed_out_of_range")):
        with pytest.raises(FundingError) as refused:
            outcome([DecidedItem(1, 1), item])
        assert (refused.value.code, refused.value.params["item"]) == (code, 2)


@given(st.lists(st.tuples(st.integers(0, 10**9), st.integers(0, 10**9)), min_size=1, max_size=30))
def test_no_cent_is_lost(pairs):
    items = [DecidedItem(max(pair), min(pair), "reden") for pair in pairs]
    found = outcome(items)
    assert found.allowed + found.cut == found.asked == sum(max(pair) for pair in pairs)


def test_ten_working_days_before_the_last_day():
    assert submit_by(date(2026, 12, 31)) == date(2026, 12, 17)
    christmas = frozenset({date(2026, 12, 25)})
    assert submit_by(date(2026, 12, 31), christmas) == date(2026, 12, 16)
