"""The rule on one person and one place: each constraint, each outcome, who may read it."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date
from decimal import Decimal
from fractions import Fraction

import pytest

from doorstroom.kernel.period import Period
from doorstroom.matching.domain.assessment import Assessment, Group, assess
from doorstroom.matching.domain.constraints import ASK_EMPLOYER, ASK_PERSON
from doorstroom.matching.domain.facts import (
    HoursPerWeek,
    Kind,
    Licence,
    PersonFacts,
    PlaceFacts,
    Point,
    Requirement,
    TravelLimit,
)
from doorstroom.matching.domain.reasons import Audience, MatchReason, Repair
from doorstroom.matching.domain.travel import PLANNING_ESTIMATES

ON = date(2026, 11, 23)
START = date(2027, 2, 1)
MON, TUE, WED, THU, FRI = range(5)

PERSON = PersonFacts(
    person_id="person-1",
    location=Point(51.5, 5.5),
    travel=(TravelLimit("bicycle", minutes=60),),
    weekdays=frozenset({MON, WED, THU, FRI}),
    hours=HoursPerWeek(Decimal(16), Decimal(28)),
    start=Period(date(2027, 1, 4)),
    languages={"speaking": 3, "reading": 2},
    education=2,
    licences={
        "driving_b": Licence(held=False),
        "conduct_certificate": Licence(valid_until=date(2027, 6, 30)),
    },
    capacities={"lifting_kg": 10},
    skills={"listening": True, "hygiene": False},
    adjustments=frozenset({"fixed_times"}),
    wishes=("care", "cook"),
)
PLACE = PlaceFacts(
    place_id="place-1",
    location=Point(51.6, 5.5),
    days=frozenset({MON, WED, THU}),
    hours=HoursPerWeek(Decimal(24), Decimal(27)),
    start=Period(START, date(2027, 3, 1)),
    tasks=("personal care", "meals", "laundry"),
    requirements=(
        Requirement(Kind.LANGUAGE, "speaking", 3),
        Requirement(Kind.LICENCE, "conduct_certificate"),
        Requirement(Kind.SKILL, "hygiene", tasks=frozenset({"meals"}), at_start=False),
        Requirement(Kind.PHYSICAL, "lifting_kg", 10, frozenset({"laundry"})),
    ),
    adjustments=frozenset({"fixed_times", "seated_work"}),
    concepts=frozenset({"care"}),
)


def judge(person: PersonFacts = PERSON, place: PlaceFacts = PLACE, on: date = ON) -> Assessment:
    return assess(person, place, on, estimates=PLANNING_ESTIMATES)


def reason(found: Assessment, kind: Kind, code: str = "") -> MatchReason:
    (only,) = [each for each in found.reasons if each.kind is kind and each.code == code]
    return only


def asks(*requirements: Requirement) -> PlaceFacts:
    return replace(PLACE, requirements=requirements)


def test_fitting_place_lists_every_constraint_that_was_looked_at():
    found = judge()
    assert found.group is Group.FITS
    assert [(each.text, each.code) for each in found.reasons] == [
        ("wish_met", "care"),
        ("travel_met", ""),
        ("days_met", ""),
        ("hours_met", ""),
        ("start_met", ""),
        ("language_met", "speaking"),
        ("licence_met", "conduct_certificate"),
        ("skill_to_learn", "hygiene"),
        ("physical_met", "lifting_kg"),
        ("adjustment_met", "fixed_times"),
    ]
    assert found.minutes == 58
    assert found.ready_tasks == ("personal care", "laundry")
    assert found.questions == ()


FAILURES = [
    ({"travel": (TravelLimit("bicycle", minutes=57),)}, {}, "travel_failed"),
    ({"travel": (TravelLimit("bicycle", kilometres=14.4),)}, {}, "travel_failed_kilometres"),
    ({"weekdays": frozenset({MON, WED, FRI})}, {}, "days_failed"),
    ({"weekdays": frozenset({MON, FRI})}, {"days_needed": 2}, "days_failed"),
    ({"hours": HoursPerWeek(Decimal(28), Decimal(36))}, {}, "hours_too_few"),
    ({"hours": HoursPerWeek(Decimal(12), Decimal("23.5"))}, {}, "hours_too_many"),
    ({"start": Period(date(2027, 3, 1))}, {}, "start_too_early"),
    ({"start": Period(date(2026, 12, 1), START)}, {}, "start_too_late"),
    ({}, {"start": Period(date(2026, 9, 1), ON)}, "start_passed"),
    ({"languages": {"speaking": 2}}, {}, "language_failed"),
    ({"licences": {"conduct_certificate": Licence(held=False)}}, {}, "licence_failed"),
    ({"licences": {"conduct_certificate": Licence(valid_until=date(2027, 1, 31))}}, {}, "licence_failed"),
    ({"capacities": {"lifting_kg": 5}}, {}, "physical_failed"),
    ({}, {"adjustments": frozenset({"seated_work"})}, "adjustment_failed"),
    ({}, {"requirements": (Requirement(Kind.EDUCATION, "education", 3),)}, "education_failed"),
    ({}, {"requirements": (Requirement(Kind.SKILL, "hygiene"),)}, "skill_failed"),
    ({}, {"requirements": (Requirement(Kind.LICENCE, "driving_b"),)}, "licence_failed"),
    ({"shifts": {"night": False}}, {"requirements": (Requirement(Kind.SHIFT, "night"),)}, "shift_failed"),
    ({"law": {"night_work": False}}, {"requirements": (Requirement(Kind.LAW, "night_work"),)}, "law_failed"),
    ({"skills_complete": True}, {"requirements": (Requirement(Kind.SKILL, "cooking"),)}, "skill_failed"),
]


@pytest.mark.parametrize(("person", "place", "text"), FAILURES)
def test_one_failed_constraint_is_nearly(person, place, text):
    found = judge(replace(PERSON, **person), replace(PLACE, **place))
    assert [each.text for each in found.refusal] == [text]
    assert found.group is Group.NEARLY


BOUNDARIES = [
    ({"travel": (TravelLimit("bicycle", minutes=58),)}, {}),
    ({"travel": (TravelLimit("bicycle", kilometres=14.5),)}, {}),
    ({"travel": (TravelLimit("walking", minutes=30), TravelLimit("car", minutes=25))}, {}),
    ({"travel": (TravelLimit("walking"),)}, {}),
    ({"weekdays": frozenset({MON, WED})}, {"days_needed": 2}),
    ({"hours": HoursPerWeek(Decimal(27), Decimal(36))}, {}),
    ({"start": Period(date(2027, 2, 28))}, {}),
    ({"licences": {"conduct_certificate": Licence(valid_until=START)}}, {}),
    ({}, {"requirements": ()}),
    ({}, {"days_needed": 3}),
    ({}, {"hours": HoursPerWeek(Decimal(28), Decimal(28))}),
    ({"adjustments": frozenset()}, {"adjustments": frozenset()}),
    ({"wishes": ("garden",)}, {}),
]


@pytest.mark.parametrize(("person", "place"), BOUNDARIES)
def test_exactly_on_the_limit_fits(person, place):
    assert judge(replace(PERSON, **person), replace(PLACE, **place)).group is Group.FITS


def test_two_failed_constraints_are_not_yet():
    found = judge(replace(PERSON, languages={"speaking": 2, "reading": 1}, capacities={"lifting_kg": 5}))
    assert [each.code for each in found.refusal] == ["speaking", "lifting_kg"]
    assert found.group is Group.NOT_YET


def test_two_tasks_that_ask_the_same_thing_are_one_constraint():
    tasks = (Requirement(Kind.LANGUAGE, "speaking", 4, frozenset({task})) for task in ("meals", "laundry"))
    found = judge(place=asks(*tasks))
    assert [each.code for each in found.refusal] == ["speaking", "speaking"]
    assert found.group is Group.NEARLY


def test_each_language_skill_is_a_constraint_of_its_own():
    place = asks(Requirement(Kind.LANGUAGE, "speaking", 4), Requirement(Kind.LANGUAGE, "reading", 4))
    assert judge(place=place).group is Group.NOT_YET


UNKNOWN = [
    ({"location": None}, {}, "travel_unknown", (ASK_PERSON,)),
    ({"travel": ()}, {}, "travel_unknown", (ASK_PERSON,)),
    ({}, {"location": None}, "travel_unknown", (ASK_EMPLOYER,)),
    ({"weekdays": None}, {"days": None}, "days_unknown", (ASK_PERSON, ASK_EMPLOYER)),
    ({"hours": None}, {}, "hours_unknown", (ASK_PERSON,)),
    ({}, {"start": None}, "start_unknown", (ASK_EMPLOYER,)),
    ({"start": Period(date(2026, 9, 1), date(2026, 10, 1))}, {}, "start_unknown", (ASK_PERSON,)),
    ({"languages": {"reading": 2}}, {}, "language_unknown", (ASK_PERSON,)),
    ({"licences": {}}, {}, "licence_unknown", (ASK_PERSON,)),
    ({"capacities": {}}, {}, "physical_unknown", (ASK_PERSON,)),
    ({"skills": {}}, {}, "skill_unknown", (ASK_PERSON,)),
    ({}, {"requirements": None}, "requirements_unknown", (ASK_EMPLOYER,)),
    ({"adjustments": None}, {}, "adjustment_unknown", (ASK_PERSON,)),
    (
        {},
        {"adjustments": None},
        "adjustment_unoffered",
        (Repair("discuss_adjustment", Audience.CASEWORKER),),
    ),
    ({"wishes": None}, {}, "wish_unknown", (ASK_PERSON,)),
    ({}, {"concepts": frozenset()}, "wish_unknown", (ASK_EMPLOYER,)),
]


@pytest.mark.parametrize(("person", "place", "text", "repairs"), UNKNOWN)
def test_unknown_is_a_question_and_no_refusal(person, place, text, repairs):
    found = judge(replace(PERSON, **person), replace(PLACE, **place))
    assert [(each.text, each.repairs) for each in found.questions] == [(text, repairs)]
    assert found.group is Group.FITS


def test_person_of_whom_nothing_is_known_has_questions_and_no_refusal():
    found = judge(PersonFacts("person-2"))
    assert found.group is Group.FITS
    assert len(found.questions) == 10
    assert found.refusal == ()
    assert found.minutes is None


def test_journey_too_long_names_the_limit_and_what_would_reach_it():
    found = reason(judge(replace(PERSON, travel=(TravelLimit("bicycle", minutes=45),))), Kind.TRAVEL)
    assert found.params == {
        "mode": "bicycle",
        "minutes": 58,
        "kilometres": 14.5,
        "limit_minutes": 45,
        "limit_kilometres": None,
    }
    assert found.repairs == (
        Repair("longer_journey", Audience.PERSON, {"mode": "bicycle", "minutes": 58, "kilometres": 14.5}),
        Repair("other_transport", Audience.CASEWORKER, {"mode": "car", "minutes": 25}),
        Repair("other_transport", Audience.CASEWORKER, {"mode": "e_bike", "minutes": 44}),
    )


def test_missing_days_say_which_and_how_many():
    place = replace(PLACE, days=frozenset({TUE, WED, THU}), days_needed=2)
    found = reason(judge(replace(PERSON, weekdays=frozenset({WED, FRI})), place), Kind.DAYS)
    assert found.params == {"days": (1, 2, 3), "needed": 2, "missing": (1, 3), "short": 1}
    assert found.repairs == (
        Repair("free_days", Audience.PERSON, {"days": (1, 3), "count": 1}),
        Repair("other_days", Audience.EMPLOYER, {"days": (2, 4)}),
    )


def test_requirement_of_one_task_is_a_third_of_the_work_and_can_be_rearranged():
    found = reason(judge(replace(PERSON, capacities={"lifting_kg": 5})), Kind.PHYSICAL, "lifting_kg")
    assert found.share == Fraction(1, 3)
    assert found.repairs == (Repair("rearrange_tasks", Audience.CASEWORKER, {"tasks": ("laundry",)}),)


def test_requirement_of_the_whole_place_can_be_reached_or_learnt_at_work():
    found = reason(judge(replace(PERSON, languages={"speaking": 2})), Kind.LANGUAGE, "speaking")
    assert found.share == 1
    assert found.repairs == (
        Repair("reach_language", Audience.CASEWORKER, {"code": "speaking", "level": 3}),
        Repair("learn_at_work", Audience.ACCOUNT_MANAGER, {"code": "speaking", "level": 3}),
    )


def test_requirement_of_every_task_cannot_be_rearranged_away():
    found = judge(place=asks(Requirement(Kind.LICENCE, "driving_b", tasks=frozenset(PLACE.tasks))))
    assert [repair.code for repair in found.refusal[0].repairs] == ["obtain_licence", "learn_at_work"]
    assert found.refusal[0].share == 1


@pytest.mark.parametrize(
    ("own", "on", "first"),
    [
        (Period(date(2027, 1, 4)), ON, START),
        (Period(date(2027, 2, 15)), ON, date(2027, 2, 15)),
        (Period(date(2027, 1, 4)), date(2027, 2, 20), date(2027, 2, 20)),
    ],
)
def test_first_day_is_the_first_that_suits_both_and_is_not_past(own, on, first):
    assert reason(judge(replace(PERSON, start=own), on=on), Kind.START).params == {"day": first}


def test_what_may_be_learnt_at_work_never_refuses():
    place = asks(*(replace(each, at_start=False, level=20) for each in PLACE.requirements))
    found = judge(replace(PERSON, licences={"conduct_certificate": Licence(held=False)}), place)
    assert found.group is Group.FITS
    assert [each.text for each in found.reasons if each.text.endswith("to_learn")] == [
        "language_to_learn",
        "licence_to_learn",
        "skill_to_learn",
        "physical_to_learn",
    ]


LOOKED_AT = set(Kind) - {Kind.EDUCATION, Kind.SHIFT, Kind.LAW}


@pytest.mark.parametrize(
    ("audience", "kinds"),
    [
        (Audience.PERSON, LOOKED_AT),
        (Audience.CASEWORKER, LOOKED_AT),
        (Audience.ACCOUNT_MANAGER, LOOKED_AT - {Kind.PHYSICAL, Kind.ADJUSTMENT}),
        (
            Audience.EMPLOYER,
            {Kind.DAYS, Kind.HOURS, Kind.START, Kind.LANGUAGE, Kind.LICENCE, Kind.SKILL},
        ),
    ],
)
def test_each_reader_gets_the_reasons_meant_for_this_reader(audience, kinds):
    found = judge()
    assert {each.kind for each in found.reasons_for(audience)} == kinds


def test_reader_hears_that_something_is_withheld_but_not_what():
    found = judge(replace(PERSON, capacities={"lifting_kg": 5}))
    assert found.group is Group.NEARLY
    assert [each for each in found.reasons_for(Audience.EMPLOYER) if each in found.refusal] == []
    assert found.withheld_from(Audience.EMPLOYER) is True
    assert found.withheld_from(Audience.CASEWORKER) is False
    assert judge().withheld_from(Audience.EMPLOYER) is False


@pytest.mark.parametrize(
    ("build", "message"),
    [
        (
            lambda: replace(PLACE, tasks=("meals",)),
            "place place-1: requirement lifting_kg belongs to ['laundry'], not a task of this place; "
            "add the task or take it from the requirement",
        ),
        (
            lambda: replace(PLACE, days_needed=4),
            "place place-1: asks 4 days but names 3; name more days or ask fewer",
        ),
        (
            lambda: HoursPerWeek(Decimal(30), Decimal(20)),
            "hours per week: minimum 30 is above maximum 20; swap them",
        ),
        (
            lambda: Requirement(Kind.WISH, "care"),
            "requirement care: wish is no requirement; use a field of the place",
        ),
        (
            lambda: judge(replace(PERSON, travel=(TravelLimit("horse"),))),
            "no travel estimate for 'horse'; give one or use one of "
            "['bicycle', 'car', 'e_bike', 'public_transport', 'walking']",
        ),
    ],
)
def test_contradicting_facts_are_refused_with_what_where_and_repair(build, message):
    with pytest.raises(ValueError, match=f"^{re.escape(message)}$"):
        build()
