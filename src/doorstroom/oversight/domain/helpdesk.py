"""When somebody who solves problems with the system may look into one file, and for how long.

She asks with the number of the report, the file it is about and a reason; the functional administrator of the
organisation whose data it is says yes or no. Yes opens the file to her alone for so many hours, to read. It closes by
itself, and at once when either of them says so. What nobody answered within five days has lapsed.
"""

from __future__ import annotations

from datetime import datetime, timedelta
from enum import StrEnum

from doorstroom.oversight.domain.errors import ReviewRefused

HOURS_AT_MOST = 8
LEAST_WORDS = 20
WAITS = timedelta(days=5)


class HelpdeskState(StrEnum):
    WAITING = "waiting"
    LAPSED = "lapsed"
    DECLINED = "declined"
    OPEN = "open"
    OVER = "over"


def check_question(*, case: str, reason: str, hours: int) -> None:
    """Raises ReviewRefused when the number of the report lacks, the reason says too little or it lasts too long."""
    if not case.strip():
        raise ReviewRefused("case_needed")
    if len(reason.strip()) < LEAST_WORDS:
        raise ReviewRefused("helpdesk_says_too_little", least=LEAST_WORDS)
    if not 1 <= hours <= HOURS_AT_MOST:
        raise ReviewRefused("helpdesk_too_long", most=HOURS_AT_MOST)


def closes_at(at: datetime, hours: int) -> datetime:
    """The moment from which it is closed again."""
    return at + timedelta(hours=hours)


def state_of(*, asked_at: datetime, agreed: bool | None, until: datetime | None, at: datetime) -> HelpdeskState:
    """What holds at this moment; `agreed` is None while nobody answered."""
    if agreed is None:
        return HelpdeskState.WAITING if at < asked_at + WAITS else HelpdeskState.LAPSED
    if not agreed or until is None:
        return HelpdeskState.DECLINED
    return HelpdeskState.OPEN if at < until else HelpdeskState.OVER
