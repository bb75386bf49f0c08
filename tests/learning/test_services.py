"""Attendance, absences, awards and appointments through the services."""

import ast
from datetime import date, timedelta
from pathlib import Path

import pytest
from django.db import IntegrityError, transaction

import doorstroom.learning
from conftest import NOW
from doorstroom.accounts.access import actor_of
from doorstroom.accounts.models import Role
from doorstroom.audit.models import Entry
from doorstroom.kernel.actor import participant_actor
from doorstroom.learning.domain.attendance import no_shows
from doorstroom.learning.domain.errors import LearningError
from doorstroom.learning.models import AbsenceNotice, Attendance, Award
from doorstroom.learning.selectors import attendance_days
from doorstroom.learning.services import (
    Mark,
    NewAward,
    announce_absence,
    cancel_appointment,
    plan_appointment,
    record_attendance,
    record_awards,
)
from doorstroom.learning.wording import REFUSALS
from doorstroom.programmes.selectors import approach_of
from doorstroom.ui.wording import sentence
from factories.accounts import MembershipFactory
from factories.agreements import open_everything
from factories.learning import group_of

pytestmark = pytest.mark.django_db
TODAY = NOW.date()
MONDAY_BEFORE = TODAY - timedelta(days=7)


@pytest.fixture
def group(as_system):
    return group_of("Abel", "Noor")


@pytest.fixture
def actor(group):
    return actor_of(group.school, at=NOW)


def marks(group, *statuses, day=TODAY, activity="placement"):
    return [Mark(t.pk, day, activity, s) for t, s in zip(group.trajectories, statuses, strict=False)]


def stored():
    return list(Attendance.objects.order_by("id").values_list("person__given_name", "status", "source"))


def test_attendance_is_kept_once_with_who_when_and_source(group, actor):
    assert record_attendance(actor=actor, marks=marks(group, "present", "late"), at=NOW, source="school") == 2
    assert stored() == [("Abel", "present", "school"), ("Noor", "late", "school")]
    assert set(Attendance.objects.values_list("recorded_by", "recorded_at")) == {(group.school.pk, NOW)}
    again = actor_of(group.coach, at=NOW + timedelta(hours=1))
    assert record_attendance(actor=again, marks=marks(group, "present", "absent"), at=again.at) == 1
    assert stored() == [("Abel", "present", "school"), ("Noor", "absent", "")]
    assert set(Attendance.objects.values_list("person__given_name", "recorded_by")) == {
        ("Abel", group.school.pk), ("Noor", group.coach.pk),
    }  # fmt: skip
    assert list(Entry.objects.filter(subject="attendance").order_by("id").values_list("action", flat=True)) == [
        "create", "create", "change",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("values", "code"),
    [
        ({"day": TODAY + timedelta(days=2)}, "day_is_ahead"),
        ({"day": TODAY - timedelta(days=2)}, "day_not_planned"),
        ({"activity": "school"}, "day_not_planned"),
        ({"day": date(2026, 10, 20), "activity": "school"}, "day_not_planned"),
    ],
)
def test_a_day_that_is_not_planned_is_refused_as_a_whole(group, actor, values, code):
    good = marks(group, "present", day=MONDAY_BEFORE)
    with pytest.raises(LearningError) as refused:
        record_attendance(actor=actor, marks=[*good, *marks(group, "present", "present", **values)], at=NOW)
    assert refused.value.code == code
    assert stored() == []
    if code == "day_not_planned":
        assert refused.value.params["number"] == len(refused.value.reasons) == 2


def test_who_may_not_records_nothing(group, as_system):
    stranger = MembershipFactory(role=Role.JOB_COACH)
    open_everything(stranger.organisation)
    for member, code in ((stranger, "not_visible"), (MembershipFactory(), "may_not_record_attendance")):
        with pytest.raises(LearningError) as refused:
            record_attendance(actor=actor_of(member, at=NOW), marks=marks(group, "present"), at=NOW)
        assert refused.value.code == code
    with pytest.raises(LearningError, match="status_unknown"):
        record_attendance(actor=actor_of(group.coach, at=NOW), marks=marks(group, "well"), at=NOW)
    assert stored() == []


def test_a_notice_keeps_the_no_show_silent(group, actor):
    limits = approach_of(group.round.model).thresholds
    record_attendance(actor=actor, marks=marks(group, "absent", "absent"), at=NOW)
    abel, noor = group.trajectories
    me = participant_actor(at=NOW, person_id=abel.person_id)
    announce_absence(actor=me, trajectory=abel, day=TODAY, reason="sick", at=NOW)
    announce_absence(actor=me, trajectory=abel, day=TODAY, reason="care", text=" kind ziek ", at=NOW)
    assert AbsenceNotice.objects.values_list("reason", "text").get() == ("care", "kind ziek")
    days = attendance_days(group.trajectories, TODAY, TODAY)
    assert no_shows(days[abel.pk], now=NOW, limits=limits) == ()
    assert [day.day for day in no_shows(days[noor.pk], now=NOW, limits=limits)] == [TODAY]


def test_the_register_of_one_group_says_nothing_about_another(group, actor):
    limits = approach_of(group.round.model).thresholds
    abel, noor = group.trajectories
    record_attendance(actor=actor, marks=marks(group, "present", "present")[:1], at=NOW)
    later = NOW.replace(hour=17)
    days = attendance_days(group.trajectories, TODAY, TODAY)
    assert [day.day for day in no_shows(days[noor.pk], now=later, limits=limits)] == [TODAY]
    noor.round = None
    noor.save()
    days = attendance_days([abel, noor], TODAY, TODAY)
    assert no_shows(days[noor.pk], now=later, limits=limits) == ()


@pytest.mark.parametrize(
    ("day", "reason", "code"),
    [
        (TODAY - timedelta(days=7), "sick", "absence_is_past"),
        (TODAY + timedelta(days=4), "sick", "day_not_planned"),
        (TODAY, "", "absence_needs_reason"),
    ],
)
def test_an_absence_that_cannot_be_is_refused(group, day, reason, code):
    abel = group.trajectories[0]
    me = participant_actor(at=NOW, person_id=abel.person_id)
    with pytest.raises(LearningError) as refused:
        announce_absence(actor=me, trajectory=abel, day=day, reason=reason, at=NOW)
    assert refused.value.code == code
    assert AbsenceNotice.objects.count() == 0


def test_a_participant_tells_only_her_own_absence(group):
    abel, noor = group.trajectories
    me = participant_actor(at=NOW, person_id=abel.person_id)
    with pytest.raises(LearningError, match="not_visible"):
        announce_absence(actor=me, trajectory=noor, day=TODAY, reason="sick", at=NOW)


def award(group, **values):
    abel = group.trajectories[0]
    values = {"kind": "practice_certificate", "name": "Praktijkverklaring zorg", "awarded_on": TODAY, **values}
    return NewAward(person_id=abel.person_id, issuer_id=group.school.organisation_id, trajectory_id=abel.pk, **values)


def test_the_same_award_delivered_twice_counts_once(group, actor):
    delivered = [award(group), award(group, name="Praktijkverklaring  zorg "), award(group, kind="diploma")]
    assert record_awards(actor=actor, awards=delivered, on=TODAY) == 2
    assert record_awards(actor=actor, awards=delivered, on=TODAY) == 0
    assert Award.objects.count() == 2


def test_an_award_to_come_or_by_somebody_else_is_refused(group, actor):
    with pytest.raises(LearningError, match="award_is_ahead"):
        record_awards(actor=actor, awards=[award(group, awarded_on=TODAY + timedelta(days=1))], on=TODAY)
    with pytest.raises(LearningError, match="may_not_record_awards"):
        record_awards(actor=actor_of(MembershipFactory(), at=NOW), awards=[award(group)], on=TODAY)
    assert Award.objects.count() == 0


def test_an_appointment_is_ahead_and_can_be_cancelled(group):
    coach = actor_of(group.coach, at=NOW)
    plan = {"actor": coach, "trajectory": group.trajectories[0], "member": group.coach}
    with pytest.raises(LearningError, match="appointment_is_past"):
        plan_appointment(**plan, starts_at=NOW)
    with pytest.raises(LearningError, match="appointment_has_no_length"):
        plan_appointment(**plan, starts_at=NOW + timedelta(days=1), minutes=1)
    made = plan_appointment(**plan, starts_at=NOW + timedelta(days=1), minutes=20)
    cancel_appointment(actor=coach, appointment=made, at=NOW)
    made.refresh_from_db()
    assert made.cancelled_at == NOW


def test_the_database_keeps_one_row_per_day(group, actor):
    record_attendance(actor=actor, marks=marks(group, "present"), at=NOW)
    row = Attendance.objects.get()
    row.pk = None
    with pytest.raises(IntegrityError, match="attendance_recorded_once"), transaction.atomic():
        row.save()


def test_every_refusal_has_a_sentence():
    raised = set()
    for path in (Path(doorstroom.learning.__file__).parent / "services").glob("*.py"):
        for node in ast.walk(ast.parse(path.read_text())):
            if isinstance(node, ast.Call) and getattr(node.func, "id", "") == "LearningError":
                raised.add(node.args[0].value)
    assert raised == set(REFUSALS)
    known = {"status": "x", "day": TODAY, "number": 1, "minutes": 3, "step": 6, "level": 9, "process": "x"}
    assert all("%(" not in sentence(LearningError(code, **known)) for code in raised)
