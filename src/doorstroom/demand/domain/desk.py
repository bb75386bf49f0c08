"""The question desk of employers: a clock that runs in working hours, and what becomes of the promise.

Open on working days from nine to five; the promise is an answer within one working day, eight hours of this clock.
Closed on the public holidays of the Netherlands (Algemene termijnenwet art. 3, without Good Friday, and with
Liberation Day every five years).
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

OPENS, CLOSES = time(9), time(17)
PROMISE = timedelta(hours=8)


@dataclass(frozen=True)
class Asked:
    """One question: until when the answer was promised, and when it came."""

    due_at: datetime
    answered_at: datetime | None


@dataclass(frozen=True)
class PromiseKept:
    """`kept` of `counted` questions were answered in time; `running` are open and within their term, so not counted.
    A question that is open past its term is counted as not kept."""

    kept: int
    counted: int
    running: int


def promised_by(asked_at: datetime, within: timedelta = PROMISE) -> datetime:
    """When the answer is due: `within` of working time after the question. Outside opening hours nothing passes."""
    moment, left = asked_at, within
    while True:
        opens, closes = _hours(moment)
        begins = max(moment, opens)
        if is_open(moment.date()) and begins < closes:
            if left <= closes - begins:
                return begins + left
            left -= closes - begins
        moment = datetime.combine(moment.date() + timedelta(days=1), time(0), tzinfo=moment.tzinfo)


def is_open(day: date) -> bool:
    return day.weekday() < 5 and day not in holidays(day.year)


def holidays(year: int) -> frozenset[date]:
    easter = _easter(year)
    king = date(year, 4, 27) if date(year, 4, 27).weekday() != 6 else date(year, 4, 26)
    moving = {easter + timedelta(days=days) for days in (1, 39, 50)}
    fixed = {date(year, 1, 1), king, date(year, 12, 25), date(year, 12, 26)}
    return frozenset(moving | fixed | ({date(year, 5, 5)} if year % 5 == 0 else set()))


def promise_kept(questions: Iterable[Asked], at: datetime) -> PromiseKept:
    kept = counted = running = 0
    for question in questions:
        in_time = question.answered_at is not None and question.answered_at <= question.due_at
        if question.answered_at is None and at <= question.due_at:
            running += 1
        else:
            counted, kept = counted + 1, kept + in_time
    return PromiseKept(kept, counted, running)


def _hours(moment: datetime) -> tuple[datetime, datetime]:
    day = moment.date()
    return (datetime.combine(day, OPENS, tzinfo=moment.tzinfo), datetime.combine(day, CLOSES, tzinfo=moment.tzinfo))


def _easter(year: int) -> date:
    """Easter Sunday of the Gregorian calendar (Meeus, Astronomical Algorithms, ch. 8)."""
    a, b, c = year % 19, year // 100, year % 100
    h = (19 * a + b - b // 4 - (b - (b + 8) // 25 + 1) // 3 + 15) % 30
    weekday = (32 + 2 * (b % 4) + 2 * (c // 4) - h - c % 4) % 7
    month, day = divmod(h + weekday - 7 * ((a + 11 * h + 22 * weekday) // 451) + 114, 31)
    return date(year, month, day + 1)
