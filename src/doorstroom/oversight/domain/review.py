"""The monthly review of the log: what is drawn, what still has to be judged, and when it may be signed."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from datetime import date, timedelta
from enum import StrEnum

from doorstroom.oversight.domain.errors import ReviewRefused

SAMPLE = 25
DAYS_TO_REVIEW = 21


class Verdict(StrEnum):
    """What somebody found after asking."""

    IN_ORDER = "in_order"
    EXPLAINED = "explained"
    UNLAWFUL = "unlawful"


def first_of_next(month: date) -> date:
    return (month.replace(day=1) + timedelta(days=32)).replace(day=1)


def last_month(on: date) -> date:
    """The first day of the month before this day's month."""
    return (on.replace(day=1) - timedelta(days=1)).replace(day=1)


def due_on(month: date) -> date:
    """Three weeks after the month is over."""
    return first_of_next(month) + timedelta(days=DAYS_TO_REVIEW)


def draw_sample(entries: Sequence[int], *, month: date, organisation_id: int, size: int = SAMPLE) -> list[int]:
    """The same rows for everybody who draws: those whose mark for this month and organisation is smallest."""

    def mark(entry: int) -> str:
        return hashlib.sha256(f"{organisation_id} {month:%Y-%m} {entry}".encode()).hexdigest()

    return sorted(sorted(entries, key=mark)[:size])


def check_verdict(verdict: Verdict, reason: str) -> None:
    """Whatever is not plainly in order needs words. Raises ReviewRefused."""
    if verdict is not Verdict.IN_ORDER and not reason.strip():
        raise ReviewRefused("reason_needed")


def check_sign_off(*, open_items: int, works_council_on: date | None, already: bool) -> None:
    """Signing closes the month. Raises ReviewRefused with what is still missing."""
    if already:
        raise ReviewRefused("signed_already")
    if works_council_on is None:
        raise ReviewRefused("works_council_missing")
    if open_items:
        raise ReviewRefused("items_open", open=open_items)
