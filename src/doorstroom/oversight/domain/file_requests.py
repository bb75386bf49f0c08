"""When somebody opens a file that she may not see: in an emergency at once, otherwise by asking.

Who asks begins with what she knows: both names and the date of birth, exactly. An emergency needs words, opens the file
to her alone until the end of that day, is told to the participant by the log like every look, and the privacy officer
of her organisation judges it within five working days. After five tries a day that met nobody it stops, so that nobody
fishes. Asking answers the same whether the person is known or not; the privacy officer of the lead partner decides,
with the ground written down, for at most thirty days.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from doorstroom.oversight.domain.errors import ReviewRefused

LEAST_WORDS = 20
TRIES_A_DAY = 5
DAYS_AT_MOST = 30
DAYS_TO_JUDGE = 5
DAYS_WAITING = 30


@dataclass(frozen=True)
class Known:
    """What the one who asks knows of the person."""

    given_name: str
    family_name: str
    birth_date: date


def check_emergency(*, reason: str, tries: int) -> None:
    """Raises ReviewRefused when the reason says too little or too much was tried."""
    if len(reason.strip()) < LEAST_WORDS:
        raise ReviewRefused("emergency_says_too_little", least=LEAST_WORDS)
    if tries >= TRIES_A_DAY:
        raise ReviewRefused("too_many_tries", tries=TRIES_A_DAY)


def open_until(on: date, days: int) -> date:
    """The first day on which the file is closed again. Raises ReviewRefused."""
    if not 1 <= days <= DAYS_AT_MOST:
        raise ReviewRefused("open_too_long", most=DAYS_AT_MOST)
    return on + timedelta(days=days)


def judge_by(on: date) -> date:
    """Five working days, Monday to Friday, after the emergency."""
    left, day = DAYS_TO_JUDGE, on
    while left:
        day += timedelta(days=1)
        left -= day.weekday() < 5
    return day
