"""What the work itself asks: language per skill, education, licences, physical work, skills.

Each requirement is its own constraint. One that may be learnt at work (`at_start=False`) never refuses
anybody: it comes out met, to learn, or unknown.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from fractions import Fraction

from doorstroom.matching.domain.constraints import ASK_EMPLOYER, ASK_PERSON
from doorstroom.matching.domain.facts import Kind, Licence, PersonFacts, PlaceFacts, Requirement
from doorstroom.matching.domain.reasons import Audience, MatchReason, Outcome, Repair

OBTAIN: Mapping[Kind, str] = {
    Kind.LANGUAGE: "reach_language",
    Kind.EDUCATION: "reach_education",
    Kind.LICENCE: "obtain_licence",
    Kind.SKILL: "learn_skill",
}
"""What the person can gain. Physical work, shifts and rules of law are not in it: there the work adapts."""

ADAPT: Mapping[Kind, str] = {Kind.SHIFT: "without_shift", Kind.LAW: "other_work"}

Fact = int | bool | Licence


def requirements(person: PersonFacts, place: PlaceFacts, on: date) -> tuple[MatchReason, ...]:
    if place.requirements is None:
        return (_unsaid(Kind.SKILL),)
    day = first_day(place, on)
    said = tuple(_requirement(person, place, requirement, day) for requirement in place.requirements)
    return said + tuple(_unsaid(kind) for kind in sorted(place.unsaid))


def _unsaid(kind: Kind) -> MatchReason:
    return MatchReason(kind, Outcome.UNKNOWN, "requirements_unknown", repairs=(ASK_EMPLOYER,))


def first_day(place: PlaceFacts, on: date) -> date:
    """On which a licence must be valid: the start of the place, or today when it is past or unknown."""
    return on if place.start is None else max(on, place.start.start)


def _requirement(person: PersonFacts, place: PlaceFacts, needed: Requirement, first_day: date) -> MatchReason:
    outcome = _outcome(person, needed, first_day)
    repairs: tuple[Repair, ...] = ()
    if outcome is Outcome.UNKNOWN:
        repairs = (ASK_PERSON,)
    elif outcome is Outcome.FAILED:
        repairs = _repairs(needed, place)
    return MatchReason(
        needed.kind,
        outcome,
        f"{needed.kind}_{outcome}",
        needed.code,
        share=_share(needed, place),
        params={"code": needed.code, "level": needed.level, "tasks": tuple(sorted(needed.tasks))},
        repairs=repairs,
    )


def _outcome(person: PersonFacts, needed: Requirement, first_day: date) -> Outcome:
    held = _held(person, needed, first_day)
    if held is None:
        return Outcome.UNKNOWN
    if held:
        return Outcome.MET
    return Outcome.FAILED if needed.at_start else Outcome.TO_LEARN


def _held(person: PersonFacts, needed: Requirement, first_day: date) -> bool | None:
    """None is unknown."""
    fact = known_fact(person, needed.kind, needed.code)
    return None if fact is None else meets(fact, needed.level, first_day)


def known_fact(person: PersonFacts, kind: Kind, code: str) -> Fact | None:
    """What is known of one thing that work can ask; None is unknown."""
    match kind:
        case Kind.SKILL:
            return person.skills.get(code, False if person.skills_complete else None)
        case Kind.EDUCATION:
            return person.education
        case Kind.LANGUAGE:
            return person.languages.get(code)
        case Kind.PHYSICAL:
            return person.capacities.get(code)
        case Kind.LICENCE:
            return person.licences.get(code)
        case Kind.SHIFT:
            return person.shifts.get(code)
    return person.law.get(code)


def meets(fact: Fact, level: int, first_day: date) -> bool:
    """A level is reached or not, a yes or no is what it is, a licence must be valid on the first day, not today."""
    if isinstance(fact, Licence):
        return fact.valid_on(first_day)
    return fact if isinstance(fact, bool) else fact >= level


def _share(needed: Requirement, place: PlaceFacts) -> Fraction:
    return Fraction(len(needed.tasks), len(place.tasks)) if needed.tasks else Fraction(1)


def _repairs(needed: Requirement, place: PlaceFacts) -> tuple[Repair, ...]:
    """First what the person can gain, then how the work can adapt: other tasks, an aid, learning at work."""
    about = {"code": needed.code, "level": needed.level}
    if 0 < len(needed.tasks) < len(place.tasks):
        who = Audience.CASEWORKER if needed.kind is Kind.PHYSICAL else Audience.ACCOUNT_MANAGER
        adapt = Repair("rearrange_tasks", who, {"tasks": tuple(sorted(needed.tasks))})
    elif needed.kind is Kind.PHYSICAL:
        adapt = Repair("aid_at_work", Audience.CASEWORKER, about)
    elif needed.kind in ADAPT:
        adapt = Repair(ADAPT[needed.kind], Audience.ACCOUNT_MANAGER, about)
    else:
        adapt = Repair("learn_at_work", Audience.ACCOUNT_MANAGER, about)
    gain = OBTAIN.get(needed.kind)
    return (adapt,) if gain is None else (Repair(gain, Audience.CASEWORKER, about), adapt)
