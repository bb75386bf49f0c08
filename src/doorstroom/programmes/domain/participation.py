"""What follows for a person from an approach being voluntary or not, and from who decides what in it."""

from __future__ import annotations

from dataclasses import dataclass

from doorstroom.programmes.domain.route_model import Participation
from doorstroom.programmes.domain.vocabulary import DecisionSubject

PERSON = "participant"
ON_ATTENDANCE = (DecisionSubject.SUSPENSION, DecisionSubject.EXIT)


@dataclass(frozen=True)
class Consequence:
    """A sentence by its code; `roles` are the model's own codes, `subjects` what they decide on."""

    code: str
    roles: tuple[str, ...] = ()
    subjects: tuple[DecisionSubject, ...] = ()


def consequences(participation: Participation) -> tuple[Consequence, ...]:
    return (_declining(participation), *_objecting(participation), _attendance(participation))


def _declining(participation: Participation) -> Consequence:
    if not participation.voluntary:
        return Consequence("declining_obliged", _deciders(participation, DecisionSubject.REGISTRATION))
    return Consequence("declining_with_reason" if participation.declining_needs_reason else "declining_free")


def _objecting(participation: Participation) -> tuple[Consequence, ...]:
    """One asks again those who decided; what the person decides alone needs no objection."""
    others = (
        (decision.subject, tuple(role for role in decision.roles if role != PERSON))
        for decision in participation.decisions
    )
    return tuple(Consequence("objecting", roles, (subject,)) for subject, roles in others if roles)


def _attendance(participation: Participation) -> Consequence:
    """In a voluntary approach being absent is a reason to talk, never a ground for a decision about a person."""
    roles = () if participation.voluntary else _deciders(participation, *ON_ATTENDANCE)
    return Consequence("attendance_decides", roles, ON_ATTENDANCE) if roles else Consequence("attendance_guides")


def _deciders(participation: Participation, *subjects: DecisionSubject) -> tuple[str, ...]:
    found = (role for right in participation.decisions if right.subject in subjects for role in right.roles)
    return tuple(dict.fromkeys(role for role in found if role != PERSON))
