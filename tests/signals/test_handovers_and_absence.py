"""On today's list: a handover that waits, somebody who is away, the talk of three months, a term set by law."""

from datetime import date, timedelta

import pytest

from conftest import NOW
from doorstroom.accounts.access import actor_of
from doorstroom.accounts.models import Role
from doorstroom.database.scope import scope
from doorstroom.intake.models import Referral
from doorstroom.learning.models import Attendance, ProgressTalk
from doorstroom.placements.models import Placement
from doorstroom.signals.selectors import todays_list
from doorstroom.signals.selectors.terms import legal_maximum_of
from doorstroom.trajectories.models import Note, TrajectoryState
from factories.accounts import MembershipFactory
from factories.learning import group_of
from factories.placements import PlacementFactory

pytestmark = pytest.mark.django_db
TODAY = NOW.date()


@pytest.fixture
def abel(as_system):
    """One person under way, spoken with yesterday, with whom the talk of three months was held a month ago."""
    group = group_of("Abel")
    (trajectory,) = group.trajectories
    Note.objects.create(
        person=trajectory.person, trajectory=trajectory, author=group.coach, organisation=group.coach.organisation,
        channel=Note.Channel.PHONE, occurred_on=TODAY - timedelta(days=1), recorded_at=NOW,
    )  # fmt: skip
    ProgressTalk.objects.create(
        trajectory=trajectory, person=trajectory.person, held_on=TODAY - timedelta(days=30), held_by=group.coach,
        person_step=3,
    )  # fmt: skip
    Attendance.objects.create(
        trajectory=trajectory, person=trajectory.person, day=TODAY, activity="placement", status="present",
        recorded_at=NOW,
    )  # fmt: skip
    trajectory.coach = group.coach
    return trajectory


def seen_by(member, days=0):
    actor = actor_of(member, at=NOW + timedelta(days=days))
    with scope(actor, nested=True):
        return todays_list(actor)


def codes(member, days=0):
    return [each.code for row in seen_by(member, days).rows for each in row.signals]


def handed(trajectory, receiver, **fields):
    shown = {"seen_on": TODAY, "sent_on": TODAY} if fields.get("state") != "draft" else {}
    return Referral.objects.create(**{
        "trajectory": trajectory, "person": trajectory.person, "programme": trajectory.programme, "name": "Abel",
        "sender": trajectory.coach, "sender_organisation": trajectory.coach.organisation,
        "receiver_organisation": receiver.organisation, "drafted_on": TODAY, **shown, **fields,
    })  # fmt: skip


def test_a_handover_stands_with_whoever_has_the_next_step(abel):
    there = MembershipFactory(role=Role.CASEWORKER)
    other = MembershipFactory(role=Role.CASEWORKER)
    row = handed(abel, there, state="draft")
    assert (codes(abel.coach), seen_by(there).desk) == (["handover_send"], [])
    Referral.objects.filter(pk=row.pk).update(state="sent", seen_on=TODAY, sent_on=TODAY)
    sender = seen_by(abel.coach)
    assert [each.code for row in sender.rows for each in row.signals] == []
    assert [(each.code, each.what, each.until) for each in sender.waiting] == [
        ("handover", there.organisation.name, TODAY + timedelta(days=2))
    ]
    assert [(line.row.name, line.overdue) for line in seen_by(there).desk] == [("Abel", False)]
    assert [line.overdue for line in seen_by(there, days=3).desk] == [True]
    assert seen_by(other).desk == []
    Referral.objects.filter(pk=row.pk).update(
        state="reported", receiver=there, talk_held_on=TODAY, accepted_on=TODAY, reported_on=TODAY, outcome="Werkt."
    )
    assert codes(abel.coach) == ["handover_read"]
    assert seen_by(there).desk == []


def test_who_is_away_is_asked_after_by_the_rhythm_of_the_model(abel):
    abel.state, abel.suspended_from = TrajectoryState.SUSPENDED, TODAY - timedelta(weeks=9)
    abel.suspension_reason, abel.expected_back_on = "health", TODAY + timedelta(days=3)
    abel.save()
    abel.phases.all().delete()
    assert codes(abel.coach) == []
    assert codes(abel.coach, days=3) == ["suspension_return"]
    assert codes(abel.coach, days=27) == ["suspension_return", "suspension_contact"]
    Note.objects.all().delete()
    assert codes(abel.coach) == ["suspension_contact"]
    abel.coach.organisation.lines_received.filter(category="notes").delete()
    assert codes(abel.coach) == []


def test_the_talk_is_due_three_months_after_the_last_one(abel):
    """The last one was on 24 October 2026: the next is promised before 24 January 2027."""
    last = (date(2027, 1, 23) - TODAY).days
    assert "progress_talk_due" not in codes(abel.coach, days=last)
    assert "progress_talk_due" in codes(abel.coach, days=last + 1)
    ProgressTalk.objects.all().delete()
    assert "progress_talk_due" in codes(abel.coach)


def test_a_trial_placement_asks_for_a_decision_from_three_quarters_of_its_term(abel):
    trial = {"person": abel.person, "trajectory": abel, "kind": "trial", "weekdays": [4]}
    PlacementFactory(**trial, starts_on=date(2026, 10, 10), ends_on=None)
    assert "legal_maximum" not in codes(abel.coach)
    assert "legal_maximum" in codes(abel.coach, days=1)
    PlacementFactory(person=abel.person, trajectory=abel, kind="job", state="proposed", starts_on=date(2026, 12, 10))
    assert "legal_maximum" not in codes(abel.coach, days=1)


def test_a_legal_maximum_is_that_of_the_day_on_which_it_started():
    trial = Placement.Kind.TRIAL
    assert legal_maximum_of(trial, date(2026, 10, 10)).months == 2
    assert legal_maximum_of(trial, date(2012, 12, 31)) is None
    assert legal_maximum_of(trial, date(2026, 10, 10), "SE") is None
    assert legal_maximum_of(Placement.Kind.JOB, date(2026, 10, 10)) is None
