"""Behind which addressees a member stands, and which signals are therefore hers."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from doorstroom.accounts.models import Role
from doorstroom.signals.access import Care
from doorstroom.signals.domain.signal import Signal, Subject, SubjectKind

NOBODY = Care(Role.CASEWORKER, 7, holds=False, helps=False, coached=False)
HOLDER = replace(NOBODY, holds=True)
OWN = {"caseworker", "member:7"}
COACH, LEAD = {"coach", "job_coach"}, {"lead", "programme_manager"}


def signal(owner_role: str, code: str = "next_step_missing", **more) -> Signal:
    return Signal(code, Subject(SubjectKind.PERSON, "noor"), owner_role, date(2026, 11, 23), "act", **more)


@pytest.mark.parametrize(
    ("care", "hats"),
    [
        (NOBODY, OWN),
        (replace(NOBODY, helps=True), OWN),
        (replace(NOBODY, coached=True), OWN),
        (replace(NOBODY, receives=True), OWN | {"case_holder"}),
        (HOLDER, OWN | {"case_holder"} | COACH),
        (replace(HOLDER, coached=True), OWN | {"case_holder"}),
        (replace(NOBODY, role=Role.JOB_COACH, coached=True), {"member:7"} | COACH),
        (replace(NOBODY, role=Role.PROGRAMME_MANAGER), {"member:7"} | LEAD),
        (replace(NOBODY, stands_in=True), OWN | LEAD),
    ],
)
def test_who_holds_and_nobody_coaches_is_the_coach_as_well(care, hats):
    assert care.hats == hats


@pytest.mark.parametrize(
    ("care", "owner", "acts"),
    [
        (HOLDER, "employer", True),
        (replace(NOBODY, helps=True), "employer", False),
        (HOLDER, "coach", True),
        (replace(HOLDER, coached=True), "coach", False),
        (replace(HOLDER, coached=True), "job_coach", False),
        (HOLDER, "lead", False),
        (HOLDER, "account_manager", True),
        (replace(HOLDER, managed=True), "account_manager", False),
        (replace(HOLDER, managed=True), "employer", True),
        (NOBODY, "member:7", True),
        (NOBODY, "member:8", False),
    ],
)
def test_the_holder_acts_on_what_nobody_else_in_the_team_is_there_for(care, owner, acts):
    assert care.acts_on(signal(owner)) is acts


def test_who_is_told_to_act_acts():
    assert NOBODY.acts_on(signal("employer", informed=("board_member", "caseworker")))
    assert not NOBODY.acts_on(signal("employer", informed=("board_member",)))


@pytest.mark.parametrize(
    ("code", "activity", "acts"),
    [("no_show_today", "school", True), ("no_show_today", "placement", False), ("attendance_low", "school", False)],
)
def test_the_school_calls_who_did_not_come_to_school(code, activity, acts):
    care = replace(NOBODY, role=Role.SCHOOL_COORDINATOR)
    assert care.acts_on(signal("coach", code, params={"activity": activity})) is acts


@pytest.mark.parametrize(
    ("care", "owner", "code", "acts", "waits"),
    [
        (HOLDER, "employer", "agreement_open", False, True),
        (HOLDER, "employer", "fact_missing", False, True),
        (HOLDER, "employer", "next_step_missing", True, False),
        (HOLDER, "case_holder", "agreement_open", True, False),
        (NOBODY, "employer", "fact_missing", False, False),
    ],
)
def test_the_holder_waits_for_what_others_supply(care, owner, code, acts, waits):
    told = signal(owner, code)
    assert (care.acts_on(told), care.waits_for(told)) == (acts, waits)
