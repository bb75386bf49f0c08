"""One reason: what it is about, how it came out, who may read it, and what would repair it.

FAILED stands only behind a hard constraint: something the work needs on the first day, or a limit of the
person. UNKNOWN is a question with somebody who asks it; it is never counted as failed. TO_LEARN is missing
but may be learnt or arranged at work.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from fractions import Fraction
from typing import Any

from doorstroom.matching.domain.facts import Kind


class Outcome(StrEnum):
    MET = "met"
    FAILED = "failed"
    UNKNOWN = "unknown"
    TO_LEARN = "to_learn"


class Audience(StrEnum):
    PERSON = "person"
    CASEWORKER = "caseworker"
    ACCOUNT_MANAGER = "account_manager"
    EMPLOYER = "employer"


_OWN = frozenset({Audience.PERSON, Audience.CASEWORKER})
_STAFF = _OWN | {Audience.ACCOUNT_MANAGER}
_ALL = frozenset(Audience)

AUDIENCES: Mapping[Kind, frozenset[Audience]] = {
    Kind.TRAVEL: _STAFF,
    Kind.DAYS: _ALL,
    Kind.HOURS: _ALL,
    Kind.START: _ALL,
    Kind.LANGUAGE: _ALL,
    Kind.EDUCATION: _ALL,
    Kind.LICENCE: _ALL,
    Kind.SHIFT: _ALL,
    Kind.LAW: _OWN,
    Kind.SKILL: _ALL,
    Kind.PHYSICAL: _OWN,
    Kind.ADJUSTMENT: _OWN,
    Kind.WISH: _STAFF,
}
"""Where a person lives is not for the employer; what the body can do, and a rule of law that would tell an age, are
for the person and the own caseworker."""


@dataclass(frozen=True)
class Repair:
    """One thing that would take a refusal away or answer a question, and who can do it."""

    code: str
    who: Audience
    params: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True)
class MatchReason:
    """`text` names the sentence in `messages.py`, `params` fill it.

    `share` is the part of the place's tasks that the reason touches: 1 for the whole place.
    """

    kind: Kind
    outcome: Outcome
    text: str
    code: str = ""
    share: Fraction = Fraction(1)
    params: Mapping[str, Any] = field(default_factory=dict)
    repairs: tuple[Repair, ...] = ()

    @property
    def audience(self) -> frozenset[Audience]:
        return AUDIENCES[self.kind]
