"""Vandaag of a coach, a caseworker and a school: exact rows from recorded facts, and what stays closed."""

from datetime import date, timedelta

import pytest

from conftest import NOW
from doorstroom.accounts.access import actor_of
from doorstroom.learning.models import Attendance
from doorstroom.signals.selectors import todays_list
from doorstroom.trajectories.models import Note
from factories.learning import group_of

pytestmark = pytest.mark.django_db
TODAY = NOW.date()


def spoke(member, trajectory, on=TODAY - timedelta(days=2)):
    return Note.objects.create(
        person=trajectory.person, trajectory=trajectory, author=member, organisation=member.organisation,
        channel=Note.Channel.PHONE, occurred_on=on, recorded_at=NOW,
    )  # fmt: skip


def marked(trajectory, status, on=TODAY, activity="placement"):
    return Attendance.objects.create(
        trajectory=trajectory, person=trajectory.person, day=on, activity=activity, status=status, recorded_at=NOW
    )


def codes(member, at=NOW):
    found = todays_list(actor_of(member, at=at))
    return [(row.trajectory.person.given_name, [s.code for s in row.signals]) for row in found.rows]


def test_a_no_show_stands_first_until_somebody_spoke_with_her(as_system):
    group = group_of("Abel", "Noor", "Emre")
    abel, noor, emre = group.trajectories
    for each in group.trajectories:
        spoke(group.coach, each)
    spoke(group.coach, noor, TODAY - timedelta(days=30))
    marked(abel, "absent")
    for present in (noor, emre):
        marked(present, "present")
    assert codes(group.coach) == [("Abel", ["no_show_today"])]
    spoke(group.coach, abel, TODAY)
    assert codes(group.coach) == []


@pytest.mark.parametrize("people", [1, 3])
def test_the_page_costs_the_same_for_one_and_for_three(as_system, sign_in, statements, people):
    group = group_of(*["Abel", "Noor", "Emre"][:people])
    for each in group.trajectories:
        marked(each, "absent")
    assert statements(sign_in(group.coach), "/vandaag/") == 10
