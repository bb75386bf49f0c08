"""Attendance, appointments, talks about progress, what is learned and signed off, awards; where an activity is."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from doorstroom.accounts.models import Membership, Organisation
from doorstroom.demand.models import WorkProcess
from doorstroom.documents.models import Document
from doorstroom.participants.models import Person
from doorstroom.rounds.models import Round
from doorstroom.trajectories.models import Trajectory


class Attendance(models.Model):
    """One planned day of one person: recorded once, used for school, employer and accounts.

    `replaced` is what stood here before the last recording, empty for nothing: what taking that one back restores.
    """

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
    replaced = models.CharField(max_length=10, choices=Status, blank=True, default="")

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


class RoundProcess(models.Model):
    """A work process that this group learns."""

    round = models.ForeignKey(Round, on_delete=models.CASCADE, related_name="processes")
    process = models.ForeignKey(WorkProcess, on_delete=models.PROTECT, related_name="+")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["round", "process"], name="round_learns_process_once")]


class SignOff(models.Model):
    """One side says that the person can do this, and what shows it. Signed off is what both sides signed.

    `member` recorded it; `signed_by` is who says so, which at a workplace is seldom a user.
    """

    class Side(models.TextChoices):
        SCHOOL = "school", _("trainer")
        WORKPLACE = "workplace", _("workplace supervisor")

    trajectory = models.ForeignKey(Trajectory, on_delete=models.CASCADE, related_name="sign_offs")
    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="+")
    process = models.ForeignKey(WorkProcess, on_delete=models.PROTECT, related_name="+")
    side = models.CharField(max_length=10, choices=Side)
    signed_on = models.DateField()
    signed_by = models.CharField(max_length=150)
    member = models.ForeignKey(Membership, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    evidence = models.CharField(max_length=500, help_text=_("What was seen, or what the document shows."))
    document = models.ForeignKey(Document, null=True, blank=True, on_delete=models.SET_NULL, related_name="+")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["trajectory", "process", "side"], name="signed_once_by_each_side"),
            models.CheckConstraint(
                condition=~models.Q(evidence="") & ~models.Q(signed_by=""), name="sign_off_has_name_and_evidence"
            ),
        ]


class LevelRecord(models.Model):
    """The level with which somebody came in and with which she leaves, apart from any award; what shows each."""

    trajectory = models.OneToOneField(Trajectory, on_delete=models.CASCADE, related_name="levels")
    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="+")
    level_in = models.PositiveSmallIntegerField()
    in_on = models.DateField()
    in_source = models.CharField(max_length=200)
    level_out = models.PositiveSmallIntegerField(null=True, blank=True)
    out_on = models.DateField(null=True, blank=True)
    out_source = models.CharField(max_length=200, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(level_in__range=(0, 8))
                & (models.Q(level_out=None) | models.Q(level_out__range=(0, 8))),
                name="levels_from_none_to_eight",
            ),
            models.CheckConstraint(
                condition=models.Q(level_out=None, out_on=None, out_source="")
                | models.Q(level_out__isnull=False, out_on__gte=models.F("in_on")) & ~models.Q(out_source=""),
                name="level_out_has_day_and_source",
            ),
        ]


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
