"""When a choice is made well, and who may register, as plain rules."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from doorstroom.intake.domain.playbook import (
    OUTCOMES,
    Standing,
    Table,
    Verdict,
    Voice,
    choice_faults,
    standing,
    verdict_faults,
)
from doorstroom.intake.domain.registration import age_refusal
from doorstroom.programmes.domain.fields import Names
from doorstroom.programmes.domain.route_model import Criterion, Playbook
from doorstroom.programmes.domain.vocabulary import CriterionKind


def criterion(code):
    return Criterion(code=code, kind=CriterionKind.TEXT, name=Names((("nl", code.title()),)), judged_by=("teacher",))


PLAYBOOK = Playbook(criteria=(criterion("wish"), criterion("days")), deciders=2, employer_has_met=True)
MET = {"wish": Verdict("met"), "days": Verdict("met")}
FULL = Table(MET, True, "De groep is vol.", "Ronde 10 in september.")
ROLES = frozenset({"teacher", "coach"})


def codes(table, outcome="selected", role="teacher"):
    return [reason.code for reason in choice_faults(PLAYBOOK, ROLES, table, Voice(1, role, outcome))]


@pytest.mark.parametrize(
    ("table", "outcome", "role", "found"),
    [
        (FULL, "selected", "teacher", []),
        (FULL, "not_now", "coach", []),
        (FULL, "maybe", "teacher", ["outcome_not_in_list"]),
        (FULL, "selected", "manager", ["role_does_not_decide"]),
        (Table({"wish": Verdict("met")}, True), "selected", "teacher", ["criteria_open"]),
        (Table({**MET, "days": Verdict("not_met")}, True), "selected", "teacher", ["verdict_needs_reason"]),
        (Table({**MET, "days": Verdict("unknown", " ")}, True), "reserve", "teacher", ["verdict_needs_reason"]),
        (Table({**MET, "days": Verdict("not_met", "Oppas nog niet rond")}, True), "selected", "teacher", []),
        (Table(MET, False), "selected", "teacher", ["employer_has_not_met"]),
        (Table(MET, False), "reserve", "teacher", ["employer_has_not_met"]),
        (Table(MET, False, "De reis is te lang.", "Ronde 10."), "not_now", "teacher", []),
        (Table(MET, True), "not_now", "teacher", ["not_now_needs_reason", "not_now_needs_alternative"]),
        (Table(), "selected", "manager", ["role_does_not_decide", "criteria_open", "employer_has_not_met"]),
    ],
)
def test_everything_that_is_missing_is_named_at_once(table, outcome, role, found):
    assert codes(table, outcome, role) == found


def test_model_that_gives_the_choice_to_no_role_leaves_it_to_everyone():
    assert choice_faults(PLAYBOOK, frozenset(), FULL, Voice(1, "manager", "selected")) == ()


def test_verdict_of_another_model_or_another_list_is_refused():
    found = verdict_faults(PLAYBOOK, {"height": Verdict("met"), "wish": Verdict("yes")})
    assert [reason.code for reason in found] == ["criterion_not_in_model", "verdict_not_in_list"]


@pytest.mark.parametrize(
    ("voices", "expected"),
    [
        ([], Standing(None, 2, False)),
        ([(1, "selected")], Standing(None, 1, False)),
        ([(1, "selected"), (2, "selected")], Standing("selected", 0, False)),
        ([(1, "selected"), (1, "selected")], Standing(None, 1, False)),
        ([(1, "selected"), (2, "reserve")], Standing(None, 0, True)),
        ([(1, "selected"), (2, "reserve"), (2, "selected")], Standing("selected", 0, False)),
        ([(1, "not_now"), (2, "not_now"), (3, "selected")], Standing(None, 0, True)),
    ],
)
def test_choice_stands_when_enough_different_people_agree(voices, expected):
    assert standing(PLAYBOOK, [Voice(person, "teacher", outcome) for person, outcome in voices]) == expected


@given(st.lists(st.tuples(st.integers(1, 4), st.sampled_from(OUTCOMES)), max_size=8))
def test_no_choice_without_two_people_who_say_the_same(pairs):
    found = standing(PLAYBOOK, [Voice(person, "teacher", outcome) for person, outcome in pairs])
    last = dict(pairs)
    agreed = len(last) >= 2 and len(set(last.values())) == 1
    assert (found.outcome is not None) == agreed
    if agreed:
        assert found.outcome in last.values()


class Approach:
    def __init__(self, minimum=None, maximum=None):
        self.entry = (
            Criterion(
                code="age", kind=CriterionKind.AGE, name=Names((("nl", "x"),)), judged_by=("desk",),
                minimum_age=minimum, maximum_age=maximum,
            ),
        )  # fmt: skip


STARTS, TODAY = date(2027, 2, 1), date(2026, 11, 23)


@pytest.mark.parametrize(
    ("born", "minimum", "maximum", "code"),
    [
        (date(2009, 2, 1), 18, None, None),
        (date(2009, 2, 2), 18, None, "too_young"),
        (date(2009, 3, 1), 16, None, None),
        (date(1990, 1, 1), 18, 35, "too_old"),
        (date(1992, 1, 1), 18, 35, None),
        (date(2026, 11, 24), 18, None, "birth_date_not_possible"),
        (date(1900, 1, 1), 18, None, "birth_date_not_possible"),
        (date(1960, 1, 1), None, None, None),
    ],
)
def test_age_counts_on_the_day_the_round_starts(born, minimum, maximum, code):
    found = age_refusal(Approach(minimum, maximum), born, starts_on=STARTS, today=TODAY)
    assert (found.code if found else None) == code


def test_refusal_says_the_age_then_and_the_age_that_is_asked():
    found = age_refusal(Approach(18), date(2009, 2, 2), starts_on=STARTS, today=TODAY)
    assert (found.params["age"], found.params["minimum"], found.params["starts_on"]) == (17, 18, STARTS)
