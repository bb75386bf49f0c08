"""A warm handover: somebody goes from one organisation to another, and at every moment one person coordinates.

The sender says what for, on which basis and what the person wants; the person has seen it. The receiver says that it
is there, talks with sender and person together (or the person did not want that talk), and takes over or says no with
a reason and something else. Until the receiver takes over the sender coordinates, whatever happens: saying no,
withdrawing and silence all end with the sender. After that the sender still hears what came of it.

Clocks count working days. The numbers of `Terms` are usual in the field; each programme sets its own.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass, replace
from datetime import date, timedelta
from enum import StrEnum
from typing import Any

from doorstroom.intake.domain.errors import IntakeError
from doorstroom.kernel.transitions import Attempt, GuardRule, Move, Strength, decide, table


class State(StrEnum):
    DRAFT = "draft"
    SENT = "sent"
    RECEIVED = "received"
    MEETING = "meeting"
    ACCEPTED = "accepted"
    REPORTED = "reported"
    CLOSED = "closed"
    DECLINED = "declined"
    WITHDRAWN = "withdrawn"
    RETURNED = "returned"


class MoveName(StrEnum):
    SEND = "send"
    RECEIVE = "receive"
    PLAN_TALK = "plan_talk"
    ACCEPT = "accept"
    DECLINE = "decline"
    WITHDRAW = "withdraw"
    EXPIRE = "expire"
    REPORT = "report"
    CLOSE = "close"
    GIVE_BACK = "give_back"


class Side(StrEnum):
    SENDER = "sender"
    RECEIVER = "receiver"
    CLOCK = "clock"


UNANSWERED = frozenset({State.SENT, State.RECEIVED, State.MEETING})
TAKEN_OVER = frozenset({State.ACCEPTED, State.REPORTED, State.CLOSED})
OPEN = frozenset({State.DRAFT}) | UNANSWERED | {State.ACCEPTED, State.REPORTED}


def _law(fact: str, unless: str | None = None) -> GuardRule:
    return GuardRule(fact, Strength.LAW, unless)


def _by(side: Side) -> frozenset[str]:
    return frozenset({side.value})


TABLE = table(
    [
        Move(
            MoveName.SEND, frozenset({State.DRAFT}), State.SENT, _by(Side.SENDER),
            (_law("question_written"), _law("basis_there"), _law("wish_written"), _law("seen_by_person")),
        ),
        Move(MoveName.RECEIVE, frozenset({State.SENT}), State.RECEIVED, _by(Side.RECEIVER)),
        Move(MoveName.PLAN_TALK, UNANSWERED, State.MEETING, _by(Side.RECEIVER)),
        Move(MoveName.ACCEPT, UNANSWERED, State.ACCEPTED, _by(Side.RECEIVER), (_law("talk_held", "talk_waived"),)),
        Move(
            MoveName.DECLINE, UNANSWERED, State.DECLINED, _by(Side.RECEIVER), (_law("alternative_given"),),
            needs_reason=True,
        ),
        Move(
            MoveName.WITHDRAW, UNANSWERED | {State.DRAFT}, State.WITHDRAWN, _by(Side.SENDER), needs_reason=True
        ),
        Move(MoveName.EXPIRE, UNANSWERED, State.RETURNED, _by(Side.CLOCK), (_law("term_over"),)),
        Move(
            MoveName.REPORT, frozenset({State.ACCEPTED}), State.REPORTED, _by(Side.RECEIVER),
            (_law("first_contact_done"), _law("outcome_told")),
        ),
        Move(MoveName.CLOSE, frozenset({State.REPORTED}), State.CLOSED, _by(Side.SENDER)),
        Move(
            MoveName.GIVE_BACK, frozenset({State.ACCEPTED}), State.RETURNED, _by(Side.RECEIVER), needs_reason=True
        ),
    ]
)  # fmt: skip


@dataclass(frozen=True)
class Terms:
    """Working days. `remind`, `managers` and `expiry` count from sending; the others from the step before."""

    receipt: int = 2
    remind: int = 5
    managers: int = 10
    talk: int = 10
    first_contact: int = 5
    report: int = 10
    expiry: int = 20


@dataclass(frozen=True)
class Referral:
    """What is known of one handover. The organisations are numbers; a day that is None has not come."""

    sender: int
    receiver: int
    drafted_on: date
    state: State = State.DRAFT
    question: str = ""
    wish: str = ""
    basis: str = ""
    seen_on: date | None = None
    sent_on: date | None = None
    received_on: date | None = None
    talk_held_on: date | None = None
    talk_waived: str = ""
    accepted_on: date | None = None
    first_contact_on: date | None = None
    reported_on: date | None = None
    ended_on: date | None = None
    alternative: str = ""
    outcome: str = ""

    @property
    def coordinating(self) -> Side:
        """Whose person coordinates the trajectory now."""
        return Side.RECEIVER if self.state in TAKEN_OVER else Side.SENDER


@dataclass(frozen=True)
class Due:
    """The one thing that is waited for, from whom and by when."""

    step: str
    side: Side
    on: date


def move(
    referral: Referral, name: MoveName, *, side: Side, on: date, reason: str = "", terms: Terms | None = None,
    free: Collection[date] = (),
) -> Referral:  # fmt: skip
    """The handover after this move. Raises IntakeError with every reason why it cannot be made."""
    facts = {
        "question_written": bool(referral.question.strip()),
        "basis_there": bool(referral.basis.strip()),
        "wish_written": bool(referral.wish.strip()),
        "seen_by_person": referral.seen_on is not None,
        "talk_held": referral.talk_held_on is not None and referral.talk_held_on <= on,
        "talk_waived": bool(referral.talk_waived.strip()),
        "alternative_given": bool(referral.alternative.strip()),
        "first_contact_done": referral.first_contact_on is not None,
        "outcome_told": bool(referral.outcome.strip()),
        "term_over": _term_over(referral, on, terms or Terms(), free),
    }
    decision = decide(TABLE, name, referral.state, Attempt(on=on, role=side, reason=reason, facts=facts))
    if decision.target is None:
        first = decision.reasons[0]
        code = f"referral_{first.params['fact']}" if "fact" in first.params else f"referral_{first.code}"
        raise IntakeError(code, reasons=decision.reasons, state=referral.state.value)
    moved = replace(referral, state=State(decision.target))
    return replace(moved, **_dated(moved, name, on))


def next_due(referral: Referral, terms: Terms, free: Collection[date] = ()) -> Due | None:
    """What is waited for now. None only when the handover is over, so an open one never waits unnoticed.

    Nothing is promised for after the day on which silence sends it back, however late it was received.
    """
    last = expires_on(referral, terms, free) or date.max

    def due(step: str, side: Side, start: date | None, days: int) -> Due:
        return Due(step, side, min(last, workdays_after(start or referral.drafted_on, days, free)))

    match referral.state:
        case State.DRAFT:
            return due("send", Side.SENDER, referral.drafted_on, terms.remind)
        case State.SENT:
            return due("receipt", Side.RECEIVER, referral.sent_on, terms.receipt)
        case State.RECEIVED | State.MEETING:
            answering = referral.talk_held_on is not None
            return due("answer" if answering else "talk", Side.RECEIVER, referral.received_on, terms.talk)
        case State.ACCEPTED if referral.first_contact_on is None:
            return due("first_contact", Side.RECEIVER, referral.accepted_on, terms.first_contact)
        case State.ACCEPTED:
            return due("report", Side.RECEIVER, referral.accepted_on, terms.report)
        case State.REPORTED:
            return due("read", Side.SENDER, referral.reported_on, terms.receipt)
    return None


def expires_on(referral: Referral, terms: Terms, free: Collection[date] = ()) -> date | None:
    """From this day silence counts as an answer: the sender goes on with somebody else."""
    if referral.state not in UNANSWERED or referral.sent_on is None:
        return None
    return workdays_after(referral.sent_on, terms.expiry, free)


def reminder_level(referral: Referral, terms: Terms, on: date, free: Collection[date] = ()) -> int:
    """0: nobody is reminded; 1: the receiver; 2: the managers on both sides. It never falls while unanswered."""
    if referral.state not in UNANSWERED or referral.sent_on is None:
        return 0
    return sum(on >= workdays_after(referral.sent_on, days, free) for days in (terms.remind, terms.managers))


def merged(referral: Referral, former: int, into: int, on: date) -> Referral:
    """The handover after two organisations became one. Inside one there is nothing to hand over."""
    now = replace(
        referral,
        sender=into if referral.sender == former else referral.sender,
        receiver=into if referral.receiver == former else referral.receiver,
    )
    if now.sender != now.receiver or now.state not in UNANSWERED | {State.DRAFT}:
        return now
    return replace(now, state=State.WITHDRAWN if now.state is State.DRAFT else State.RETURNED, ended_on=on)


def workdays_after(day: date, number: int, free: Collection[date] = ()) -> date:
    """The day on which so many working days have passed: Monday to Friday without public holidays."""
    while number > 0:
        day += timedelta(days=1)
        number -= day.weekday() < 5 and day not in free
    return day


def _term_over(referral: Referral, on: date, terms: Terms, free: Collection[date]) -> bool:
    last = expires_on(referral, terms, free)
    return last is not None and on >= last


def _dated(moved: Referral, name: MoveName, on: date) -> dict[str, Any]:
    field = {
        MoveName.SEND: "sent_on", MoveName.RECEIVE: "received_on", MoveName.ACCEPT: "accepted_on",
        MoveName.REPORT: "reported_on",
    }.get(name, "" if name is MoveName.PLAN_TALK else "ended_on")  # fmt: skip
    days = {field: on} if field else {}
    if moved.received_on is None and name in (MoveName.PLAN_TALK, MoveName.ACCEPT, MoveName.DECLINE):
        days["received_on"] = on
    return days
