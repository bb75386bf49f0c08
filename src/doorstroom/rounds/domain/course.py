"""The course of a round: planned, recruiting, selecting, confirmed, running, finishing, evaluated.

People may be selected while others are still being recruited, so a round can be confirmed from both states. A
round is only confirmed when every seat stands on a place that an employer signed or that somebody promised by
name (see `backing`), and only starts on its day.
"""

from __future__ import annotations

from datetime import date
from enum import StrEnum

from doorstroom.kernel.errors import Reason
from doorstroom.kernel.transitions import Attempt, Move, decide, table
from doorstroom.rounds.domain.errors import RoundError


class State(StrEnum):
    PLANNED = "planned"
    RECRUITING = "recruiting"
    SELECTING = "selecting"
    CONFIRMED = "confirmed"
    RUNNING = "running"
    FINISHING = "finishing"
    EVALUATED = "evaluated"
    CANCELLED = "cancelled"


class MoveName(StrEnum):
    OPEN_RECRUITING = "open_recruiting"
    BEGIN_SELECTING = "begin_selecting"
    CONFIRM = "confirm"
    START = "start"
    FINISH = "finish"
    EVALUATE = "evaluate"
    CANCEL = "cancel"


CO_SIGNING = frozenset({"school_coordinator", "account_manager"})
"""Roles of partners whose yes a round needs before it is confirmed: who teaches, and who brings the places."""

TAKES_PEOPLE = frozenset({State.PLANNED, State.RECRUITING, State.SELECTING, State.CONFIRMED})
CHOOSES_PEOPLE = frozenset({State.RECRUITING, State.SELECTING, State.CONFIRMED})
OVER = frozenset({State.FINISHING, State.EVALUATED, State.CANCELLED})
"""No seat of such a round is filled any more."""
MAY_BE_SIGNED = frozenset({State.PLANNED, State.RECRUITING, State.SELECTING})
MAY_CHANGE_SEATS = frozenset({State.PLANNED, State.RECRUITING, State.SELECTING, State.CONFIRMED})
TABLE = table(
    [
        Move(MoveName.OPEN_RECRUITING, frozenset({State.PLANNED}), State.RECRUITING),
        Move(MoveName.BEGIN_SELECTING, frozenset({State.RECRUITING}), State.SELECTING),
        Move(MoveName.CONFIRM, frozenset({State.RECRUITING, State.SELECTING}), State.CONFIRMED),
        Move(MoveName.START, frozenset({State.CONFIRMED}), State.RUNNING),
        Move(MoveName.FINISH, frozenset({State.RUNNING}), State.FINISHING),
        Move(MoveName.EVALUATE, frozenset({State.FINISHING}), State.EVALUATED),
        Move(MoveName.CANCEL, TAKES_PEOPLE, State.CANCELLED),
    ]
)


def move(name: MoveName, state: str, *, on: date) -> State:
    """The state after this move. Raises RoundError when it cannot be made from here."""
    decision = decide(TABLE, name, state, Attempt(on=on))
    if decision.target is None:
        raise RoundError("move_not_from_this_state", reasons=decision.reasons, move=name.value, state=state)
    return State(decision.target)


def cancelling_leaves(waiting: int) -> Reason | None:
    """A cancelled round leaves nobody behind: each person is told and led elsewhere first."""
    return Reason("people_wait", {"people": waiting}) if waiting else None
