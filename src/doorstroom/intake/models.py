"""From invitation to decision: information meetings, the intake talk, and selection by the playbook."""

from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from doorstroom.accounts.models import Membership
from doorstroom.participants.models import Person
from doorstroom.rounds.models import Nomination, Round
from doorstroom.trajectories.models import Trajectory


class InformationMeeting(models.Model):
    round = models.ForeignKey(Round, on_delete=models.CASCADE, related_name="meetings")
    starts_at = models.DateTimeField()
    location = models.CharField(max_length=200)


class Invitation(models.Model):
    """An invitation to a meeting, and whether the person came. Why she did not is asked, never guessed."""

    class Attended(models.TextChoices):
        UNKNOWN = "unknown", _("not known yet")
        CAME = "came", pgettext_lazy("one person", "came")
        STAYED_AWAY = "stayed_away", _("did not come")

    class Reason(models.TextChoices):
        WORK = "work", _("found work")
        ILL = "ill", _("ill")
        CARE = "care", _("care at home")
        NO_INTEREST = "no_interest", _("no interest")
        UNKNOWN = "unknown", _("unknown")

    meeting = models.ForeignKey(InformationMeeting, on_delete=models.CASCADE, related_name="invitations")
    nomination = models.ForeignKey(Nomination, on_delete=models.CASCADE, related_name="invitations")
    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="invitations")
    invited_on = models.DateField()
    attended = models.CharField(max_length=12, choices=Attended, default=Attended.UNKNOWN)
    reason = models.CharField(max_length=12, choices=Reason, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["meeting", "nomination"], name="invited_once_per_meeting"),
            models.CheckConstraint(
                condition=~Q(attended="stayed_away") | ~Q(reason=""), name="absence_has_reason_or_unknown"
            ),
        ]


class Intake(models.Model):
    """The talk at the start. The own goal, languages, education, income and adjustments stand with the person."""

    trajectory = models.OneToOneField(Trajectory, on_delete=models.CASCADE, related_name="intake")
    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="intakes")
    held_on = models.DateField()
    held_by = models.ForeignKey(Membership, on_delete=models.PROTECT, related_name="+")
    readiness_person = models.PositiveSmallIntegerField(null=True, blank=True)
    readiness_professional = models.PositiveSmallIntegerField(null=True, blank=True)
    agreed_next = models.TextField(blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=(Q(readiness_person=None) | Q(readiness_person__range=(1, 5)))
                & (Q(readiness_professional=None) | Q(readiness_professional__range=(1, 5))),
                name="readiness_from_one_to_five",
            )
        ]


class Selection(models.Model):
    """The decision about one nomination: by two people, after the employer met the person."""

    nomination = models.OneToOneField(Nomination, on_delete=models.CASCADE, related_name="selection")
    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="selections")
    employer_met_on = models.DateField(null=True, blank=True)
    employer_met = models.CharField(max_length=150, blank=True)
    outcome = models.CharField(max_length=12, choices=Nomination.Outcome, default=Nomination.Outcome.OPEN)
    reason_for_person = models.TextField(blank=True)
    alternative = models.TextField(blank=True)
    decided_on = models.DateField(null=True, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=~Q(outcome="not_now") | (~Q(reason_for_person="") & ~Q(alternative="")),
                name="not_now_has_reason_and_alternative",
            )
        ]


class Judgement(models.Model):
    """One playbook criterion for one person."""

    class Verdict(models.TextChoices):
        MET = "met", _("met")
        NOT_MET = "not_met", _("not met")
        UNKNOWN = "unknown", _("not known yet")

    selection = models.ForeignKey(Selection, on_delete=models.CASCADE, related_name="judgements")
    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="+")
    criterion = models.CharField(max_length=60)
    verdict = models.CharField(max_length=10, choices=Verdict, default=Verdict.UNKNOWN)
    reason = models.CharField(max_length=300, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["selection", "criterion"], name="criterion_judged_once"),
            models.CheckConstraint(condition=~Q(verdict="not_met") | ~Q(reason=""), name="not_met_has_reason"),
        ]


class Decider(models.Model):
    """A person who agrees to the decision; the model says how many are needed."""

    selection = models.ForeignKey(Selection, on_delete=models.CASCADE, related_name="deciders")
    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="+")
    member = models.ForeignKey(Membership, on_delete=models.PROTECT, related_name="+")
    outcome = models.CharField(max_length=12, choices=Nomination.Outcome)
    decided_at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["selection", "member"], name="decider_once")]


class SignUpTries(models.Model):
    """How often a place tried to sign somebody up in an hour. The place is a keyed hash that changes by the hour, so
    that it leads to nobody; rows of earlier hours are removed with the next try."""

    place = models.CharField(max_length=64)
    hour = models.DateTimeField()
    tries = models.PositiveIntegerField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["place", "hour"], name="tries_once_per_hour")]
