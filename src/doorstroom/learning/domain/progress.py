"""How it goes, twice: what the participant says and what the professional says, each on five steps and in words.

Every three months both say for themselves how ready she is for work. A difference is something to talk about.
The steps decide nothing: no phase, place or payment depends on them (domain rule S3.6). What one side has said
stays as it was said, so that nobody improves somebody else's words (S0.9).
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from doorstroom.programmes.domain.norms import add_months

FIRST_STEP, LAST_STEP = 1, 5
MONTHS_BETWEEN_TALKS = 3


class Party(StrEnum):
    PERSON = "person"
    PROFESSIONAL = "professional"


@dataclass(frozen=True)
class Said:
    """What one side says. Without a step it still may have words, and the other way round."""

    step: int | None = None
    words: str = ""

    def __bool__(self) -> bool:
        return self.step is not None or bool(self.words)


class TalkingPoint(StrEnum):
    """What the two steps, side by side, give to talk about."""

    AGREED = "agreed"
    PERSON_HIGHER = "person_higher"
    PROFESSIONAL_HIGHER = "professional_higher"
    ONE_SIDED = "one_sided"


def talking_point(person: int | None, professional: int | None) -> TalkingPoint:
    """One side alone is not yet a comparison; a step not given is never read as a low one."""
    if person is None or professional is None:
        return TalkingPoint.ONE_SIDED
    if person == professional:
        return TalkingPoint.AGREED
    return TalkingPoint.PERSON_HIGHER if person > professional else TalkingPoint.PROFESSIONAL_HIGHER


def next_talk_on(held: Iterable[date], since: date) -> date:
    """Three months after the last talk, or after `since`, the intake or registration, when there was none."""
    return add_months(max(held, default=since), MONTHS_BETWEEN_TALKS)


def added(standing: Said, given: Said) -> Said | None:
    """What stands after this side says `given`: the first word counts; None when it would change what was said."""
    if not given or given == standing:
        return standing
    return None if standing else given
