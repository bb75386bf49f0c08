"""The days of a person follow from model, phases, weekdays and holidays."""

from collections import Counter
from datetime import date, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from conftest import NOW
from doorstroom.accounts.access import actor_of
from doorstroom.database.scope import scope
from doorstroom.learning.selectors import attendance_days, planned_days
from doorstroom.trajectories.models import Event, PhaseEpisode, Trajectory
from factories.learning import START, group_of
from factories.placements import PlacementFactory

pytestmark = pytest.mark.django_db
WEEK = timedelta(days=7)
END = START + 20 * WEEK - timedelta(days=1)


@pytest.fixture
def group(as_system):
    return group_of("Abel")


def days(trajectory, first=START, last=END):
    return planned_days([Trajectory.objects.get(pk=trajectory.pk)], first, last).get(trajectory.pk, [])


def test_twenty_weeks_count_three_workdays_and_a_school_day_without_holidays(group):
    found = days(group.trajectories[0])
    # Christmas Day and New Year's Day are Fridays; Boxing Day a Saturday: the school holiday costs one Tuesday.
    assert Counter(day.activity for day in found) == {"placement": 60, "school": 19}
    assert date(2026, 10, 20) not in {day.day for day in found}


def test_one_week_shows_days_with_their_times(group):
    week = days(group.trajectories[0], date(2026, 11, 23), date(2026, 11, 29))
    assert [(day.day.isoweekday(), day.activity, day.name, f"{day.starts_at:%H:%M}") for day in week] == [
        (1, "placement", "Werkplek", "08:30"),
        (2, "school", "School", "09:00"),
        (3, "placement", "Werkplek", "08:30"),
        (4, "placement", "Werkplek", "08:30"),
    ]


def test_own_weekdays_hold_while_the_placement_lasts(group):
    abel = group.trajectories[0]
    PlacementFactory(person=abel.person, trajectory=abel, weekdays=[0, 3, 4], starts_on=date(2026, 11, 18))
    found = [
        d.day.isoweekday() for d in days(abel, date(2026, 11, 16), date(2026, 11, 29)) if d.activity == "placement"
    ]
    assert found == [1, 4, 5, 1, 4, 5]


def test_fewer_own_days_than_the_approach_has_are_planned_as_they_are(group):
    abel = group.trajectories[0]
    PlacementFactory(person=abel.person, trajectory=abel, weekdays=[0, 4])
    week = days(abel, date(2026, 11, 23), date(2026, 11, 29))
    assert [(d.day.isoweekday(), d.activity) for d in week] == [(1, "placement"), (2, "school"), (5, "placement")]


def test_the_school_reads_weekdays_without_seeing_the_placement(group):
    abel = group.trajectories[0]
    PlacementFactory(person=abel.person, trajectory=abel, weekdays=[0, 3, 4])
    group.school.organisation.lines_received.filter(category="placement").delete()
    with scope(actor_of(group.school, at=NOW), nested=True):
        assert Trajectory.objects.get(pk=abel.pk).placements.count() == 0
        found = days(abel, date(2026, 11, 23), date(2026, 11, 29))
    assert [d.day.isoweekday() for d in found if d.activity == "placement"] == [1, 4, 5]


def test_time_away_and_after_exit_is_not_planned(group):
    abel = group.trajectories[0]
    for kind, on in (("suspended", date(2026, 10, 5)), ("resumed", date(2026, 10, 12))):
        Event.objects.create(trajectory=abel, kind=kind, occurred_on=on, recorded_at=NOW)
    week = (date(2026, 10, 5), date(2026, 10, 18))
    assert {d.day for d in days(abel, *week)} == {date(2026, 10, 12 + n) for n in range(4)}
    PhaseEpisode.objects.filter(trajectory=abel).update(ended_on=date(2026, 10, 14))
    assert {d.day for d in days(abel, *week)} == {date(2026, 10, 12), date(2026, 10, 13)}


def test_who_has_not_started_has_no_days(group):
    abel = group.trajectories[0]
    Trajectory.objects.filter(pk=abel.pk).update(started_on=None)
    assert days(abel) == []


@pytest.mark.parametrize("number", [1, 3])
def test_statements_do_not_grow_with_people(group, number):
    for n in range(number - 1):
        group.add(f"Persoon {n}")
    people = list(Trajectory.objects.filter(round=group.round))
    with CaptureQueriesContext(connection) as captured:
        found = attendance_days(people, START, END)
    assert len(found) == number
    assert len(captured) == 5
