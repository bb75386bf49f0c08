"""Attendance, notices of absence, appointments, talks about progress, awards; where a round's activity takes place."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from doorstroom.accounts.models import Membership, Organisation
from doorstroom.participants.models import Person
from doorstroom.rounds.models import Round
from doorstroom.trajectories.models import Trajectory


class Attendance(models.Model):
    """One planned day of one person: recorded once, used for school, employer and accounts."""

    class Status(models.TextChoices):
        PRESENT = "present", _("present")
        LATE = "late", _("late")
        SICK = "sick", _("reported sick")
        EXCUSED = "excused", _("absent with notice")
        ABSENT = "absent", _("absent without notice")

    class Activity(models.TextChoices):
        PLACEMENT = "placement", _("workplace")
        SCHOOL = "school", _("school")

    trajectory = models.ForeignKey(Trajectory, on_delete=models.CASCADE, related_name="attendances")
    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="+")
    day = models.DateField()
    activity = models.CharField(max_length=10, choices=Activity)
    status = models.CharField(max_length=10, choices=Status)
    recorded_by = models.ForeignKey(Membership, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    recorded_at = models.DateTimeField()
    source = models.CharField(max_length=60, blank=True)

    class Meta:
        indexes = [models.Index(fields=["day", "status"])]
        constraints = [
            models.UniqueConstraint(fields=["trajectory", "day", "activity"], name="attendance_recorded_once")
        ]


class AbsenceNotice(models.Model):
    """“I cannot come”: told beforehand by the participant or somebody for her."""

    trajectory = models.ForeignKey(Trajectory, on_delete=models.CASCADE, related_name="absence_notices")
    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="+")
    day = models.DateField()
    reason = models.CharField(
        max_length=20, choices=[("sick", _("ill")), ("care", _("care at home")), ("other", _("other"))]
    )
    text = models.CharField(max_length=200, blank=True)
    told_at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["trajectory", "day"], name="absence_told_once")]


class Appointment(models.Model):
    """A talk or visit at a time, so that it stands in the participant's week."""

    trajectory = models.ForeignKey(Trajectory, on_delete=models.CASCADE, related_name="appointments")
    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="+")
    member = models.ForeignKey(Membership, on_delete=models.PROTECT, related_name="+")
    starts_at = models.DateTimeField()
    minutes = models.PositiveSmallIntegerField(default=30)
    location = models.CharField(max_length=200, blank=True)
    cancelled_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        indexes = [models.Index(fields=["trajectory", "starts_at"])]
        constraints = [
            models.CheckConstraint(condition=models.Q(minutes__range=(5, 480)), name="appointment_has_length")
        ]


class ProgressTalk(models.Model):
    """One talk about how it goes, with the step and the words of both. No rule of the product reads the steps.

    `language` is that of the participant's own words, which nobody changes once they stand here.
    """

    trajectory = models.ForeignKey(Trajectory, on_delete=models.CASCADE, related_name="progress_talks")
    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="+")
    held_on = models.DateField()
    held_by = models.ForeignKey(Membership, on_delete=models.PROTECT, related_name="+")
    person_step = models.PositiveSmallIntegerField(null=True, blank=True)
    person_words = models.TextField(blank=True)
    language = models.CharField(max_length=5, default="nl")
    professional_step = models.PositiveSmallIntegerField(null=True, blank=True)
    professional_words = models.TextField(blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["trajectory", "held_on"], name="one_progress_talk_a_day"),
            models.CheckConstraint(
                condition=(models.Q(person_step=None) | models.Q(person_step__range=(1, 5)))
                & (models.Q(professional_step=None) | models.Q(professional_step__range=(1, 5))),
                name="progress_from_one_to_five",
            ),
        ]


class ActivityPlace(models.Model):
    """Where the group goes for one activity of its week, whom to ask for and what to bring."""

    round = models.ForeignKey(Round, on_delete=models.CASCADE, related_name="activity_places")
    activity = models.CharField(max_length=40)
    location = models.CharField(max_length=200)
    ask_for = models.CharField(max_length=150, blank=True)
    bring = models.CharField(max_length=200, blank=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["round", "activity"], name="activity_has_one_place")]


class Award(models.Model):
    """A diploma or certificate. The issuer's own number makes that a second delivery counts once."""

    class Kind(models.TextChoices):
        DIPLOMA = "diploma", _("diploma")
        CERTIFICATE = "certificate", _("mbo certificate")
        PRACTICE_CERTIFICATE = "practice_certificate", _("practice certificate")

    trajectory = models.ForeignKey(Trajectory, null=True, blank=True, on_delete=models.CASCADE, related_name="awards")
    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="awards")
    kind = models.CharField(max_length=20, choices=Kind)
    name = models.CharField(max_length=200)
    issuer = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    awarded_on = models.DateField()
    number = models.CharField(max_length=60, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["person", "kind", "name", "awarded_on"], name="award_counted_once")
        ]
