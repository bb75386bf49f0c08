"""What the work itself asks: language per skill, education, licences, physical work, skills.

Each requirement is its own constraint. One that may be learnt at work (`at_start=False`) never refuses
anybody: it comes out met, to learn, or unknown.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from fractions import Fraction

from doorstroom.matching.domain.constraints import ASK_EMPLOYER, ASK_PERSON
from doorstroom.matching.domain.facts import Kind, PersonFacts, PlaceFacts, Requirement
from doorstroom.matching.domain.reasons import Audience, MatchReason, Outcome, Repair

OBTAIN: Mapping[Kind, str] = {
    Kind.LANGUAGE: "reach_language",
    Kind.EDUCATION: "reach_education",
    Kind.LICENCE: "obtain_licence",
    Kind.SKILL: "learn_skill",
}
"""What the person can gain. Physical work is not in it: there the work adapts, not the person."""


def requirements(person: PersonFacts, place: PlaceFacts, on: date) -> tuple[MatchReason, ...]:
    if place.requirements is None:
        return (MatchReason(Kind.SKILL, Outcome.UNKNOWN, "requirements_unknown", repairs=(ASK_EMPLOYER,)),)
    first_day = on if place.start is None else max(on, place.start.start)
    return tuple(_requirement(person, place, requirement, first_day) for requirement in place.requirements)


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
    """None is unknown. A licence must be valid on the first day, not today."""
    if needed.kind is Kind.SKILL:
        return person.skills.get(needed.code)
    if needed.kind is Kind.LICENCE:
        licence = person.licences.get(needed.code)
        return None if licence is None else licence.valid_on(first_day)
    levels = {Kind.LANGUAGE: person.languages, Kind.PHYSICAL: person.capacities}
    level = person.education if needed.kind is Kind.EDUCATION else levels[needed.kind].get(needed.code)
    return None if level is None else level >= needed.level


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
    else:
        adapt = Repair("learn_at_work", Audience.ACCOUNT_MANAGER, about)
    gain = OBTAIN.get(needed.kind)
    return (adapt,) if gain is None else (Repair(gain, Audience.CASEWORKER, about), adapt)
