"""Values are written in one way and read back equal."""

from dataclasses import replace
from decimal import Decimal

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from doorstroom.matching.domain.answers import SECOND_LOOK, UNSAID, Direction, Question, answer, first_look, only_about
from doorstroom.matching.domain.assessment import Group, assess
from doorstroom.matching.domain.facts import Kind, Licence, Requirement
from doorstroom.matching.domain.reasons import Outcome
from doorstroom.matching.domain.travel import PLANNING_ESTIMATES
from doorstroom.matching.domain.written import digest, read, written
from matching.domain.strategies import ON, persons, places

SLOW_MACHINE = settings(suppress_health_check=[HealthCheck.too_slow])
"""Whole people and places take long to draw when the machine is busy."""

people = st.lists(persons, min_size=1, max_size=4, unique_by=lambda person: person.person_id).map(tuple)


def question(people, place, agreed=frozenset()):
    return Question(Direction.PEOPLE, ON, "seed", PLANNING_ESTIMATES, people, (place,), agreed)


@given(people, places)
@SLOW_MACHINE
def test_a_question_and_its_answer_are_read_back_equal(several, place):
    asked = question(several, place, frozenset({several[0].person_id}))
    assert read(written(asked)) == asked
    assert read(written(answer(asked))) == answer(asked)
    assert written(answer(read(written(asked)))) == written(answer(asked))


@given(people, places, st.randoms())
@SLOW_MACHINE
def test_the_order_in_which_people_come_in_changes_nothing_in_the_answer(several, place, random):
    shuffled = list(several)
    random.shuffle(shuffled)
    assert answer(question(tuple(shuffled), place)) == answer(question(several, place))


@given(persons, places)
@SLOW_MACHINE
def test_before_both_said_yes_the_body_and_support_change_nothing(person, place):
    plain = replace(person, capacities={}, adjustments=frozenset())
    (found,), (without,) = answer(question((person,), place)), answer(question((plain,), place))
    assert found == without
    assert {reason.kind for reason in found.reasons}.isdisjoint({Kind.PHYSICAL, Kind.ADJUSTMENT})


@given(persons, places)
@SLOW_MACHINE
def test_after_both_said_yes_the_answer_is_the_whole_rule(person, place):
    (found,) = answer(question((person,), place, frozenset({person.person_id})))
    assert found == assess(person, place, ON, estimates=PLANNING_ESTIMATES)


@given(persons, places, st.sets(st.sampled_from(sorted(UNSAID))))
@settings(SLOW_MACHINE, max_examples=200)
def test_what_was_not_told_refuses_nobody_and_leaves_no_trace(person, place, told):
    """Nothing untold is met or failed, except what the place decides alone: a start that is over."""
    known, asked = first_look(only_about(person, told), place)
    found = assess(known, asked, ON, estimates=PLANNING_ESTIMATES)
    decided = {reason.kind for reason in found.reasons if reason.outcome in (Outcome.MET, Outcome.FAILED)}
    over = place.start is not None and place.start.end is not None and place.start.end <= ON
    assert decided - set(told) <= ({Kind.START} if over else set())


def test_every_kind_can_be_withheld():
    assert set(UNSAID) | SECOND_LOOK == set(Kind)


def test_a_question_has_one_subject():
    with pytest.raises(ValueError, match="ask for one subject"):
        Question(Direction.PEOPLE, ON, "seed", PLANNING_ESTIMATES, (), ())


def test_what_has_no_written_form_is_refused_by_name():
    with pytest.raises(TypeError, match="complex has no written form"):
        written(1j)


def test_the_written_form_is_this_one():
    """A changed form would make every kept answer unreadable, so the bytes are pinned."""
    licence = Licence(held=True, valid_until=ON)
    assert written((Group.FITS, frozenset({2, 1}), {"b": Decimal("1.5"), "a": licence})) == (
        b'[0,{"$set":[1,2]},{"a":{"$Licence":[true,{"$date":"2026-11-23"}]},"b":{"$Decimal":"1.5"}}]'
    )
    assert digest(b"") == "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"


def test_members_of_enumerations_come_back_as_themselves():
    (needed,) = read(written((Requirement(Kind.SKILL, "hygiene"),)))
    assert needed.kind is Kind.SKILL
