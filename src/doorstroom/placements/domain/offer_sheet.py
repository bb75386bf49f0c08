"""The offer sheet of a placement: what employer and partners promise each other, both confirmed, both reviewed (S2.10).

Whoever confirms, confirms the whole sheet; a word that changes asks both again. Four weeks after the first day each
side says whether both kept their word.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

REVIEW_AFTER = timedelta(weeks=4)


class Stage(StrEnum):
    """What a side still does; `RESTS` until the review."""

    CONFIRM = "confirm"
    RESTS = "rests"
    REVIEW = "review"
    DONE = "done"


@dataclass(frozen=True)
class Word:
    """One side's part of the sheet."""

    confirmed_on: date | None = None
    reviewed_on: date | None = None


def review_on(starts_on: date, words: Iterable[Word]) -> date | None:
    """Four weeks after the first day, or after the later confirmation; None as long as one of both did not confirm."""
    confirmed = [word.confirmed_on for word in words]
    days = [day for day in confirmed if day is not None]
    if not days or len(days) < len(confirmed):
        return None
    return max(starts_on, *days) + REVIEW_AFTER


def stage_of(word: Word, review: date | None, on: date) -> Stage:
    if word.confirmed_on is None:
        return Stage.CONFIRM
    if word.reviewed_on is not None:
        return Stage.DONE
    return Stage.REVIEW if review is not None and on >= review else Stage.RESTS
