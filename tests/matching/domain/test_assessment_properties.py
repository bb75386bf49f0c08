"""The invariants of the rule over random persons and places."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import Any

from hypothesis import assume, given, settings
from hypothesis import strategies as st

from doorstroom.kernel.period import Period
from doorstroom.matching.domain.assessment import Assessment, Group, assess, group_of
from doorstroom.matching.domain.facts import (
    HoursPerWeek,
    Kind,
    Licence,
    PersonFacts,
    PlaceFacts,
    TravelLimit,
)
from doorstroom.matching.domain.messages import REASONS, REPAIRS
from doorstroom.matching.domain.ordering import people_for_place, places_for_person
from doorstroom.matching.domain.reasons import Audience, MatchReason, Outcome, Repair
from doorstroom.matching.domain.travel import PLANNING_ESTIMATES
from matching.domain.strategies import ON, persons, places


def judge(person: PersonFacts, place: PlaceFacts, on: date = ON) -> Assessment:
    return assess(person, place, on, estimates=PLANNING_ESTIMATES)


@given(persons, places)
def test_group_counts_failed_constraints_and_nothing_else(person, place):
    found = judge(person, place)
    assert found.group == [Group.FITS, Group.NEARLY, Group.NOT_YET][min(len(found.refusal), 2)]
    unasked = tuple(reason for reason in found.reasons if reason.outcome is Outcome.FAILED)
    assert group_of(unasked) == found.group


@given(persons, places)
def test_taking_a_failed_reason_away_moves_the_group_one_step(person, place):
    found = judge(person, place)
    for failed in found.refusal:
        rest = [reason for reason in found.reasons if reason is not failed]
        assert group_of(rest) == [Group.FITS, Group.NEARLY, Group.NOT_YET][min(len(found.refusal) - 1, 2)]


@given(persons, places)
def test_every_refusal_can_be_repaired_and_every_question_has_someone_who_asks(person, place):
    found = judge(person, place)
    assert all(reason.repairs for reason in found.refusal)
    assert all({r.who for r in q.repairs} & {Audience.CASEWORKER, Audience.ACCOUNT_MANAGER} for q in found.questions)
    assert all(0 < reason.share <= 1 for reason in found.reasons)


@given(persons, places)
def test_every_reason_and_repair_fills_its_sentence(person, place):
    for reason in judge(person, place).reasons:
        assert "%(" not in REASONS[reason.text] % reason.params
        for repair in reason.repairs:
            assert "%(" not in REPAIRS[repair.code] % repair.params


@given(persons, places)
def test_same_facts_give_the_same_assessment(person, place):
    assert judge(person, place) == judge(person, place)


@settings(max_examples=150)
@given(persons, places)
def test_any_repair_of_the_one_failed_constraint_turns_nearly_into_fits(person, place):
    found = judge(person, place)
    assume(found.group is Group.NEARLY)
    (failed,) = found.refusal
    for repair in failed.repairs:
        assert judge(*repaired(person, place, failed, repair)).group is Group.FITS


@given(persons, places, st.sampled_from(sorted(Kind)))
def test_forgetting_a_fact_of_the_person_never_adds_a_refusal(person, place, kind):
    fields: dict[Kind, dict[str, Any]] = {
        Kind.TRAVEL: {"location": None},
        Kind.DAYS: {"weekdays": None},
        Kind.HOURS: {"hours": None},
        Kind.START: {"start": None},
        Kind.LANGUAGE: {"languages": {}},
        Kind.EDUCATION: {"education": None},
        Kind.LICENCE: {"licences": {}},
        Kind.PHYSICAL: {"capacities": {}},
        Kind.SKILL: {"skills": {}, "skills_complete": False},
        Kind.SHIFT: {"shifts": {}},
        Kind.LAW: {"law": {}},
        Kind.ADJUSTMENT: {"adjustments": None},
        Kind.WISH: {"wishes": None},
    }
    before, after = judge(person, place), judge(replace(person, **fields[kind]), place)
    assert set(_failed(after)) <= set(_failed(before))


@given(persons, st.lists(places, max_size=6, unique_by=lambda p: p.place_id), st.randoms())
def test_places_for_a_person_do_not_depend_on_the_order_given(person, given_places, random):
    shuffled = random.sample(given_places, len(given_places))
    order = places_for_person(person, given_places, ON, estimates=PLANNING_ESTIMATES)
    assert order == places_for_person(person, shuffled, ON, estimates=PLANNING_ESTIMATES)
    assert [a.group for a in order] == sorted(a.group for a in order)


@given(places, st.lists(persons, max_size=6, unique_by=lambda p: p.person_id), st.randoms())
def test_people_for_a_place_do_not_depend_on_the_order_given(place, people, random):
    shuffled = random.sample(people, len(people))
    order = people_for_place(place, people, ON, seed="s", estimates=PLANNING_ESTIMATES)
    assert order == people_for_place(place, shuffled, ON, seed="s", estimates=PLANNING_ESTIMATES)
    assert len(order.fits) + len(order.nearly) + len(order.not_yet) == len(people)


@given(places, st.lists(persons, min_size=2, max_size=8, unique_by=lambda p: p.person_id))
def test_order_of_people_follows_the_lot_and_not_what_they_can_do(place, people):
    """With nothing known of anybody the same people stand in the same order, only no longer in groups."""
    order = people_for_place(place, people, ON, seed="s", estimates=PLANNING_ESTIMATES)
    blank = [PersonFacts(person.person_id) for person in people]
    asked = replace(place, start=None)
    lot = [a.person_id for a in people_for_place(asked, blank, ON, seed="s", estimates=PLANNING_ESTIMATES).fits]
    for group in (order.fits, order.nearly, order.not_yet):
        ids = [a.person_id for a in group]
        assert ids == [person_id for person_id in lot if person_id in ids]


def _failed(assessment: Assessment) -> list[tuple[Kind, str]]:
    return [(reason.kind, reason.code) for reason in assessment.refusal]


def repaired(
    person: PersonFacts, place: PlaceFacts, reason: MatchReason, repair: Repair
) -> tuple[PersonFacts, PlaceFacts]:
    """Does to the facts exactly what the repair says, from its params alone."""
    says = repair.params
    match repair.code:
        case "longer_journey":
            travel = TravelLimit(says["mode"], says["minutes"], says["kilometres"])
            return replace(person, travel=(travel,)), place
        case "other_transport":
            minutes = reason.params["limit_minutes"]
            travel = TravelLimit(says["mode"], minutes, reason.params["limit_kilometres"])
            return replace(person, travel=(*person.travel, travel)), place
        case "free_days":
            return replace(person, weekdays=person.weekdays | set(says["days"][: says["count"]])), place
        case "other_days":
            wanted = set(says["days"])
            needed = min(len(wanted), reason.params["needed"])
            return person, replace(place, days=frozenset(wanted), days_needed=needed)
        case "more_hours" | "fewer_hours":
            return replace(person, hours=HoursPerWeek(Decimal(says["hours"]), Decimal(says["hours"]))), place
        case "offer_more_hours" | "offer_fewer_hours":
            return person, replace(place, hours=HoursPerWeek(Decimal(says["hours"]), Decimal(says["hours"])))
        case "new_start":
            return person, replace(place, start=Period(max(says["day"], _first(person)), None))
        case "start_with_place":
            return replace(person, start=Period(says["day"], None)), place
        case "start_with_person":
            return person, replace(place, start=Period(says["day"], None))
        case "discuss_adjustment":
            return person, replace(place, adjustments=place.adjustments | {reason.code})
    return _requirement_repaired(person, place, reason, repair)


def _first(person: PersonFacts) -> date:
    return ON if person.start is None else person.start.start


def _requirement_repaired(
    person: PersonFacts, place: PlaceFacts, reason: MatchReason, repair: Repair
) -> tuple[PersonFacts, PlaceFacts]:
    code, level = reason.code, reason.params["level"]
    match repair.code:
        case "reach_language":
            return replace(person, languages={**person.languages, code: level}), place
        case "reach_education":
            return replace(person, education=level), place
        case "obtain_licence":
            return replace(person, licences={**person.licences, code: Licence()}), place
        case "learn_skill":
            return replace(person, skills={**person.skills, code: True}), place
        case "learn_at_work":
            learn = tuple(
                replace(r, at_start=False) if (r.kind, r.code) == (reason.kind, code) else r for r in place.requirements
            )
            return person, replace(place, requirements=learn)
        case "rearrange_tasks" | "aid_at_work" | "without_shift" | "other_work":
            kept = tuple(r for r in place.requirements if (r.kind, r.code) != (reason.kind, code))
            return person, replace(place, requirements=kept)
    raise AssertionError(repair.code)
