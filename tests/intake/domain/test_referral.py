"""The warm handover: who may do what, what it needs, and by when."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest

from doorstroom.intake.domain.errors import IntakeError
from doorstroom.intake.domain.referral import (
    OPEN,
    TABLE,
    UNANSWERED,
    Due,
    MoveName,
    Referral,
    Side,
    State,
    Terms,
    expires_on,
    merged,
    move,
    next_due,
    reminder_level,
    workdays_after,
)

GEMEENTE, WERKBEDRIJF = 1, 2
MONDAY = date(2026, 11, 2)
DRAFT = Referral(
    GEMEENTE, WERKBEDRIJF, MONDAY, question="Begeleiding op de werkplek", wish="Ik wil met mensen werken.",
    basis="Participatiewet art. 7", seen_on=MONDAY,
)  # fmt: skip
TERMS = Terms()


def sent(on: date = MONDAY) -> Referral:
    return move(DRAFT, MoveName.SEND, side=Side.SENDER, on=on)


def accepted(on: date = MONDAY) -> Referral:
    return move(replace(sent(on), talk_held_on=on), MoveName.ACCEPT, side=Side.RECEIVER, on=on)


@pytest.mark.parametrize(
    ("without", "code"),
    [
        ({"question": " "}, "referral_question_written"),
        ({"basis": ""}, "referral_basis_there"),
        ({"wish": ""}, "referral_wish_written"),
        ({"seen_on": None}, "referral_seen_by_person"),
    ],
)
def test_nothing_is_sent_without_question_basis_wish_and_the_person_having_seen_it(without, code):
    with pytest.raises(IntakeError) as caught:
        move(replace(DRAFT, **without), MoveName.SEND, side=Side.SENDER, on=MONDAY)
    assert caught.value.code == code


def test_all_that_is_missing_is_said_in_one_go():
    with pytest.raises(IntakeError) as caught:
        move(replace(DRAFT, question="", seen_on=None), MoveName.SEND, side=Side.SENDER, on=MONDAY)
    assert [reason.params["fact"] for reason in caught.value.reasons] == ["question_written", "seen_by_person"]


def test_the_whole_way_with_its_days():
    day = timedelta(days=1)
    now = move(sent(), MoveName.RECEIVE, side=Side.RECEIVER, on=MONDAY + day)
    now = move(now, MoveName.PLAN_TALK, side=Side.RECEIVER, on=MONDAY + 2 * day)
    assert now.coordinating is Side.SENDER
    now = move(replace(now, talk_held_on=MONDAY + 3 * day), MoveName.ACCEPT, side=Side.RECEIVER, on=MONDAY + 3 * day)
    assert now.coordinating is Side.RECEIVER
    now = replace(now, first_contact_on=MONDAY + 4 * day, outcome="Zij begint maandag.")
    now = move(now, MoveName.REPORT, side=Side.RECEIVER, on=MONDAY + 4 * day)
    now = move(now, MoveName.CLOSE, side=Side.SENDER, on=MONDAY + 7 * day)
    assert (now.sent_on, now.received_on, now.accepted_on, now.reported_on, now.ended_on) == (
        MONDAY, MONDAY + day, MONDAY + 3 * day, MONDAY + 4 * day, MONDAY + 7 * day,
    )  # fmt: skip
    assert (now.state, next_due(now, TERMS)) == (State.CLOSED, None)


def test_taking_over_needs_a_talk_of_three_or_that_the_person_did_not_want_it():
    with pytest.raises(IntakeError) as caught:
        move(sent(), MoveName.ACCEPT, side=Side.RECEIVER, on=MONDAY)
    assert caught.value.code == "referral_talk_held"
    planned = replace(sent(), talk_held_on=MONDAY + timedelta(days=1))
    with pytest.raises(IntakeError, match="referral_talk_held"):
        move(planned, MoveName.ACCEPT, side=Side.RECEIVER, on=MONDAY)
    waived = replace(sent(), talk_waived="Zij kent de jobcoach al.")
    assert move(waived, MoveName.ACCEPT, side=Side.RECEIVER, on=MONDAY).state is State.ACCEPTED


def test_no_comes_with_a_reason_and_something_else_and_leaves_the_sender_coordinating():
    with pytest.raises(IntakeError) as caught:
        move(sent(), MoveName.DECLINE, side=Side.RECEIVER, on=MONDAY)
    assert [reason.code for reason in caught.value.reasons] == ["reason_needed", "fact_missing"]
    other = replace(sent(), alternative="Vraag het Vennenwerk.")
    declined = move(other, MoveName.DECLINE, side=Side.RECEIVER, on=MONDAY, reason="Wij zijn vol tot januari.")
    assert (declined.state, declined.coordinating, declined.ended_on) == (State.DECLINED, Side.SENDER, MONDAY)


def test_no_report_before_the_first_contact():
    told = replace(accepted(), outcome="Begonnen")
    with pytest.raises(IntakeError, match="referral_first_contact_done"):
        move(told, MoveName.REPORT, side=Side.RECEIVER, on=MONDAY)


@pytest.mark.parametrize(("name", "wrong"), [
    (MoveName.SEND, Side.RECEIVER), (MoveName.RECEIVE, Side.SENDER), (MoveName.ACCEPT, Side.SENDER),
    (MoveName.DECLINE, Side.SENDER), (MoveName.WITHDRAW, Side.RECEIVER), (MoveName.CLOSE, Side.RECEIVER),
    (MoveName.EXPIRE, Side.SENDER), (MoveName.GIVE_BACK, Side.SENDER), (MoveName.REPORT, Side.SENDER),
])  # fmt: skip
def test_each_move_is_up_to_one_side(name, wrong):
    (state,) = sorted(TABLE[name].sources)[:1]
    with pytest.raises(IntakeError) as caught:
        move(replace(DRAFT, state=State(state)), name, side=wrong, on=MONDAY)
    assert "role_may_not" in [reason.code for reason in caught.value.reasons]


def test_clocks_count_working_days_and_leave_out_holidays():
    friday, christmas = date(2026, 12, 18), {date(2026, 12, 25)}
    assert workdays_after(friday, 5, christmas) == date(2026, 12, 28)
    assert workdays_after(friday, 4, christmas) == date(2026, 12, 24)
    assert next_due(sent(friday), TERMS) == Due("receipt", Side.RECEIVER, date(2026, 12, 22))


def test_nothing_is_promised_for_after_the_day_it_goes_back():
    """Received three weeks late, so that the days for a talk would run past that day."""
    late = move(sent(), MoveName.RECEIVE, side=Side.RECEIVER, on=MONDAY + timedelta(days=21))
    last = expires_on(late, TERMS)
    assert (last, next_due(late, TERMS)) == (last, Due("talk", Side.RECEIVER, last))


def test_what_is_waited_for_at_each_step():
    received = move(sent(), MoveName.RECEIVE, side=Side.RECEIVER, on=date(2026, 11, 4))
    seen = replace(accepted(), first_contact_on=MONDAY)
    reported = move(replace(seen, outcome="x"), MoveName.REPORT, side=Side.RECEIVER, on=date(2026, 11, 6))
    steps = [DRAFT, sent(), received, replace(received, talk_held_on=MONDAY), accepted(), seen, reported]
    assert [next_due(each, TERMS) for each in steps] == [
        Due("send", Side.SENDER, date(2026, 11, 9)),
        Due("receipt", Side.RECEIVER, date(2026, 11, 4)),
        Due("talk", Side.RECEIVER, date(2026, 11, 18)),
        Due("answer", Side.RECEIVER, date(2026, 11, 18)),
        Due("first_contact", Side.RECEIVER, date(2026, 11, 9)),
        Due("report", Side.RECEIVER, date(2026, 11, 16)),
        Due("read", Side.SENDER, date(2026, 11, 10)),
    ]


def test_a_programme_sets_its_own_clocks():
    quick = Terms(receipt=1, remind=2, managers=3, expiry=4)
    assert next_due(sent(), quick) == Due("receipt", Side.RECEIVER, date(2026, 11, 3))
    assert [reminder_level(sent(), quick, date(2026, 11, day)) for day in (3, 4, 5, 30)] == [0, 1, 2, 2]
    assert expires_on(sent(), quick) == date(2026, 11, 6)


def test_silence_returns_it_to_the_sender_on_the_day_and_not_before():
    last = expires_on(sent(), TERMS)
    assert last == date(2026, 11, 30)
    with pytest.raises(IntakeError, match="referral_term_over"):
        move(sent(), MoveName.EXPIRE, side=Side.CLOCK, on=last - timedelta(days=1))
    returned = move(sent(), MoveName.EXPIRE, side=Side.CLOCK, on=last)
    assert (returned.state, returned.coordinating) == (State.RETURNED, Side.SENDER)
    assert expires_on(accepted(), TERMS) is None, "what was taken over never expires"


def test_every_open_state_waits_for_something_and_every_unanswered_one_expires():
    """By the table: no state can be reached in which nobody has anything to do and nothing ends it."""
    left = {source for step in TABLE.values() for source in step.sources}
    assert {State(state) for state in left} == OPEN
    assert TABLE[MoveName.EXPIRE].sources == UNANSWERED
    for state in State:
        asked = next_due(replace(DRAFT, state=state, sent_on=MONDAY), TERMS)
        assert (asked is not None) == (state in OPEN), state


def test_merging_sender_and_receiver_returns_what_is_unanswered_and_moves_the_rest():
    assert merged(sent(), WERKBEDRIJF, 9, MONDAY).receiver == 9
    inside = merged(sent(), WERKBEDRIJF, GEMEENTE, MONDAY)
    assert (inside.state, inside.ended_on, inside.coordinating) == (State.RETURNED, MONDAY, Side.SENDER)
    taken = merged(accepted(), WERKBEDRIJF, GEMEENTE, MONDAY)
    assert (taken.state, taken.receiver) == (State.ACCEPTED, GEMEENTE)
