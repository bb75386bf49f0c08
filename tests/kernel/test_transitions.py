"""Moves from a table, and guards of three strengths."""

from __future__ import annotations

from datetime import date

import pytest

from doorstroom.kernel.errors import Reason
from doorstroom.kernel.transitions import (
    Attempt,
    Confirmation,
    Decision,
    GuardRule,
    Move,
    OpenTask,
    Strength,
    decide,
    legal_moves,
    table,
)

ON = date(2027, 2, 1)
LAW = GuardRule("signed", Strength.LAW, supplied_by=("school",), code="law", source="art. 1")
AGREEMENT = GuardRule(
    "decision",
    Strength.AGREEMENT,
    unless="no_benefit",
    supplied_by=("caseworker",),
    confirmed_by=("manager",),
    max_days=28,
    code="agreement",
)
NORM = GuardRule("coach", Strength.NORM, code="norm")
DOOR = table(
    [
        Move("open", frozenset({"closed"}), "open", frozenset({"porter"}), (LAW, AGREEMENT, NORM), source="rule 1"),
        Move("slam", frozenset({"open"}), "closed", needs_reason=True),
        Move("paint", frozenset({"open", "closed"}), None),
    ]
)
KNOWN = {"signed": True, "decision": True, "coach": True}


def attempt(facts, *confirmations, role="porter", reason=""):
    return Attempt(on=ON, role=role, reason=reason, facts=facts, confirmations=confirmations)


def lack(guard, code="fact_missing"):
    params = {
        "fact": guard.fact,
        "guard": guard.code,
        "strength": guard.strength.value,
        "supplied_by": guard.supplied_by,
        "confirmed_by": guard.confirmed_by,
    }
    return Reason(code, params, guard.source)


def confirm(**changes):
    given = {
        "fact": "decision",
        "confirmed_by": "Femke",
        "role": "manager",
        "reason": "letter is on its way",
        "expires_on": date(2027, 2, 15),
    }
    return Confirmation(**(given | changes))


def test_move_with_everything_in_order_is_allowed():
    assert decide(DOOR, "open", "closed", attempt(KNOWN)) == Decision("open", True, "open")


def test_move_from_another_state_names_the_possible_ones():
    assert decide(DOOR, "open", "open", attempt(KNOWN)) == Decision(
        "open",
        False,
        None,
        (Reason("move_not_from_this_state", {"move": "open", "state": "open", "options": ("slam", "paint")}),),
    )
    assert legal_moves(DOOR, "closed") == ("open", "paint")


def test_unknown_move_is_refused():
    assert [r.code for r in decide(DOOR, "fly", "open", attempt({})).reasons] == ["move_not_from_this_state"]


def test_every_reason_comes_out_at_once():
    facts = {"signed": False, "coach": False}

    decision = decide(DOOR, "open", "closed", attempt(facts, role="guest"))

    assert decision == Decision(
        "open",
        False,
        None,
        reasons=(
            Reason("role_may_not", {"role": "guest", "roles": ("porter",)}, "rule 1"),
            lack(LAW),
            lack(AGREEMENT, "fact_unknown"),
        ),
        passable=(lack(AGREEMENT, "fact_unknown"),),
        reminders=(lack(NORM),),
    )


def test_norm_only_reminds():
    decision = decide(DOOR, "open", "closed", attempt(KNOWN | {"coach": None}))
    assert (decision.allowed, decision.reminders) == (True, (lack(NORM, "fact_unknown"),))


def test_agreement_does_not_apply_where_its_exception_holds():
    facts = {"signed": True, "coach": True, "no_benefit": True}
    assert decide(DOOR, "open", "closed", attempt(facts)) == Decision("open", True, "open")


@pytest.mark.parametrize("exception", [False, None])
def test_exception_that_is_not_known_to_hold_changes_nothing(exception):
    facts = {"signed": True, "coach": True, "no_benefit": exception}
    assert not decide(DOOR, "open", "closed", attempt(facts)).allowed


def test_agreement_passed_by_a_named_person_becomes_an_open_task():
    decision = decide(DOOR, "open", "closed", attempt(KNOWN | {"decision": False}, confirm()))

    task = OpenTask("decision", ("caseworker",), "Femke", "letter is on its way", date(2027, 2, 15))
    assert decision == Decision("open", True, "open", tasks=(task,))


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"reason": " "}, "confirmation_needs_name_and_reason"),
        ({"confirmed_by": ""}, "confirmation_needs_name_and_reason"),
        ({"role": "porter"}, "role_may_not_confirm"),
        ({"expires_on": ON}, "confirmation_expired"),
        ({"expires_on": date(2027, 3, 2)}, "confirmation_too_long"),
    ],
)
def test_confirmation_that_is_not_good_enough_says_why(changes, code):
    decision = decide(DOOR, "open", "closed", attempt(KNOWN | {"decision": False}, confirm(**changes)))

    assert [reason.code for reason in decision.reasons] == ["fact_missing", code]
    assert (decision.allowed, decision.tasks) == (False, ())
    assert decision.passable == (lack(AGREEMENT),)


def test_second_good_confirmation_makes_up_for_a_first_bad_one():
    given = confirm(role="porter"), confirm(expires_on=date(2027, 3, 1))
    decision = decide(DOOR, "open", "closed", attempt(KNOWN | {"decision": False}, *given))
    assert (decision.allowed, [task.expires_on for task in decision.tasks]) == (True, [date(2027, 3, 1)])


def test_law_cannot_be_passed_by_anyone():
    decision = decide(DOOR, "open", "closed", attempt(KNOWN | {"signed": False}, confirm(fact="signed")))
    assert [reason.code for reason in decision.reasons] == ["fact_missing", "law_cannot_be_passed"]
    assert decision.passable == ()


def test_confirmation_of_something_else_does_not_count():
    decision = decide(DOOR, "open", "closed", attempt(KNOWN | {"decision": False}, confirm(fact="coach")))
    assert not decision.allowed


@pytest.mark.parametrize(("reason", "allowed"), [("", False), ("  ", False), ("draught", True)])
def test_reason_is_asked_where_the_move_needs_one(reason, allowed):
    assert decide(DOOR, "slam", "open", attempt({}, reason=reason)).allowed is allowed


def test_same_move_twice_in_a_table_is_refused():
    move = Move("open", frozenset({"closed"}), "open")
    with pytest.raises(ValueError, match="the move open stands in the table twice"):
        table([move, move])
