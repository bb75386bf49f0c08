"""Attendance on the person page: what was counted, what was missed, and who is in no phase."""

from datetime import timedelta

import pytest

from conftest import NOW
from doorstroom.database.scope import scope
from doorstroom.learning.models import AbsenceNotice, Attendance
from doorstroom.trajectories.models import Trajectory
from factories.learning import group_of

pytestmark = pytest.mark.django_db
TODAY = NOW.date()


@pytest.fixture
def group(as_system):
    return group_of("Abel")


def recorded(trajectory, days_ago, status, activity="placement"):
    day = TODAY - timedelta(days=days_ago)
    Attendance.objects.create(
        trajectory=trajectory, person=trajectory.person, day=day, activity=activity, status=status, recorded_at=NOW
    )
    return day


def page_of(group, sign_in):
    answer = sign_in(group.coach).get(f"/deelnemers/{group.trajectories[0].person_id}/")
    assert answer.status_code == 200
    return " ".join(answer.content.decode().split())


def test_days_there_days_missed_and_days_nobody_wrote_down(group, sign_in):
    """Monday, Wednesday and Thursday at work, Tuesday at school: 17 days from 26 October to 23 November."""
    (abel,) = group.trajectories
    recorded(abel, 0, "present")
    recorded(abel, 5, "late")
    sick = recorded(abel, 4, "sick")
    recorded(abel, 7, "excused")
    AbsenceNotice.objects.create(trajectory=abel, person=abel.person, day=sick, reason="sick", told_at=NOW)
    page = page_of(group, sign_in)
    assert "Er op 2 van de 3 dagen. Vrij in overleg: 1. Niet vastgelegd: 13." in page
    assert "donderdag 19 november" in page
    assert page.count("vooraf gemeld") == 1


def test_where_nobody_wrote_anything_down_nothing_is_counted(group, sign_in):
    page = page_of(group, sign_in)
    assert "Niet vastgelegd: 17." in page
    assert "Er op" not in page


def test_who_has_not_started_has_no_attendance(group, sign_in, as_system):
    recorded(group.trajectories[0], 0, "present")
    assert "de laatste vier weken" in page_of(group, sign_in)
    with scope(as_system):
        Trajectory.objects.update(started_on=None)
    assert "de laatste vier weken" not in page_of(group, sign_in)
