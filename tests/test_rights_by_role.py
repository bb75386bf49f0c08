"""What each role may do, without a database: every right that asks for nothing but who acts stands in this table.

Python's layer alone: what a page or row-level security keeps from somebody besides is asked elsewhere.
"""

import inspect
from importlib import import_module
from pathlib import Path

import pytest
from django.conf import settings

from conftest import NOW
from doorstroom.accounts.models import Role
from doorstroom.kernel.actor import PARTICIPANT, SYSTEM, Actor
from doorstroom.learning.access import sides_of
from doorstroom.letters.access import may_change_texts
from doorstroom.oversight.access import may_ask, may_ask_helpdesk
from doorstroom.programmes.access import may_own_issue

ROLES = {
    "S": SYSTEM, "P": PARTICIPANT, "CW": Role.CASEWORKER, "JC": Role.JOB_COACH, "AM": Role.ACCOUNT_MANAGER,
    "SC": Role.SCHOOL_COORDINATOR, "PM": Role.PROGRAMME_MANAGER, "PC": Role.PROJECT_CONTROLLER, "RE": Role.RESEARCHER,
    "PO": Role.PRIVACY_OFFICER, "FA": Role.FUNCTIONAL_ADMINISTRATOR, "BM": Role.BOARD_MEMBER, "DE": Role.DESIGNER,
    "EM": Role.EMPLOYER, "HD": Role.HELPDESK,
}  # fmt: skip
RIGHTS = {
    "agreements.may_draft": "S PM PO",
    "arrangements.may_keep_types": "S PM FA",
    "arrangements.may_record": "S CW JC AM PM",
    "cooperation.may_confirm_transfer": "CW JC SC PM BM",
    "cooperation.may_name_steps": "S PM FA",
    "cooperation.may_work_on_board": "S AM PM BM",
    "cooperation.may_write_lessons": "S AM PM BM RE",
    "demand.may_look_for_people": "CW JC AM",
    "demand.may_record_places": "S JC AM PM",
    "demand.may_talk_with_employers": "S CW JC AM SC PM",
    "demand.may_write_processes": "S SC PM FA",
    "followup.may_observe": "S CW JC PM",
    "learning.may_record_attendance": "S JC SC PM",
    "learning.may_set_processes": "S SC PM",
    "learning.may_tell_absence": "S P CW JC SC PM",
    "letters.may_change_texts": "PM FA",
    "oversight.may_ask": "CW JC",
    "oversight.may_ask_helpdesk": "HD",
    "oversight.may_review": "PO",
    "placements.may_answer_offers": "S CW JC",
    "placements.may_arrange": "S JC AM PM",
    "placements.may_guide": "S CW JC",
    "placements.may_keep_lists": "S CW AM PM",
    "placements.may_record": "S CW JC AM SC PM",
    "programmes.may_adopt_issue": "S PM BM",
    "programmes.may_change_models": "S PM FA DE",
    "programmes.may_lead_programmes": "S PM FA",
    "programmes.may_signal_issue": "S AM PM BM EM",
    "rounds.may_plan": "S PM",
    "signals.may_snooze": "CW JC AM SC PM",
    "stories.may_write": "S CW JC AM SC PM",
    "taxonomy.may_confirm_links": "S CW JC AM SC PM",
    "trajectories.may_record": "S CW JC SC PM",
}
SIDES = {"S": ("school", "workplace"), "SC": ("school",), "JC": ("workplace",)}


def acting(short, **about):
    return Actor(at=NOW, role=ROLES[short], **{"membership_id": 1, "organisation_id": 1, **about})


def who(right):
    return " ".join(short for short in ROLES if right(acting(short)))


def rights():
    """Every `may_…` of an app that asks for who acts and for nothing else."""
    for path in sorted(Path(settings.PACKAGE).glob("*/access.py")):
        module = import_module(f"doorstroom.{path.parent.name}.access")
        for name, each in inspect.getmembers(module, inspect.isfunction):
            alone = list(inspect.signature(each).parameters) == ["actor"]
            if name.startswith("may_") and alone and each.__module__ == module.__name__:
                yield f"{path.parent.name}.{name}", each


def ordered(shorts):
    return " ".join(sorted(shorts.split(), key=list(ROLES).index))


def test_each_right_is_of_the_roles_in_the_table_and_of_no_other():
    assert set(ROLES.values()) == {*Role, SYSTEM, PARTICIPANT}
    assert {name: who(right) for name, right in rights()} == {name: ordered(roles) for name, roles in RIGHTS.items()}


def test_who_works_on_an_issue():
    assert who(lambda actor: may_own_issue(actor, None)) == "S AM PM BM"


def test_for_which_side_somebody_signs_off():
    assert {short: sides for short in ROLES if (sides := sides_of(acting(short)))} == SIDES


@pytest.mark.parametrize(
    ("right", "short", "without"),
    [
        (may_change_texts, "FA", "organisation_id"), (may_ask, "CW", "membership_id"),
        (may_ask_helpdesk, "HD", "membership_id"),
    ],
)  # fmt: skip
def test_a_role_alone_is_not_enough_where_it_is_of_somebody(right, short, without):
    assert right(acting(short)) is True
    assert right(acting(short, **{without: None})) is False
