"""The monthly review of the log, files opened outside one's view, and what is kept longer or let go."""

from __future__ import annotations

from datetime import datetime

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from doorstroom.accounts.models import Membership, Organisation
from doorstroom.agreements.models import Purpose
from doorstroom.oversight.domain.helpdesk import HelpdeskState, state_of
from doorstroom.participants.models import Person
from doorstroom.programmes.models import Programme


class WorksCouncilDecision(models.Model):
    """The works council agreed that looks of staff are reviewed; without it no review is signed."""

    organisation = models.OneToOneField(Organisation, on_delete=models.PROTECT, related_name="+")
    decided_on = models.DateField(_("decided on"))
    reference = models.CharField(_("reference"), max_length=200, help_text=_("Number or place of the decision."))


class Review(models.Model):
    """One organisation, one month. `looks` is how many rows the month has, `users` how many people made them."""

    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    month = models.DateField()
    due_on = models.DateField()
    looks = models.PositiveIntegerField()
    users = models.PositiveIntegerField()
    conclusion = models.TextField(blank=True)
    signed_at = models.DateTimeField(null=True)
    signed_by = models.ForeignKey(Membership, null=True, on_delete=models.PROTECT, related_name="+")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["organisation", "month"], name="log_reviewed_once_a_month"),
            models.CheckConstraint(
                condition=Q(signed_at=None, signed_by=None) | Q(signed_at__isnull=False, signed_by__isnull=False),
                name="log_review_signed_by_somebody",
            ),
        ]


class ReviewItem(models.Model):
    """A finding of a rule, or one row of the sample (rule "sample"); `entries` are numbers of rows of the log."""

    review = models.ForeignKey(Review, on_delete=models.CASCADE, related_name="items")
    rule = models.CharField(max_length=20)
    user_id = models.BigIntegerField()
    day = models.DateField()
    counted = models.PositiveIntegerField(default=1)
    limit = models.PositiveIntegerField(default=0)
    entries = ArrayField(models.BigIntegerField())
    verdict = models.CharField(max_length=20, blank=True)
    reason = models.TextField(blank=True)
    judged_at = models.DateTimeField(null=True)
    judged_by = models.ForeignKey(Membership, null=True, on_delete=models.PROTECT, related_name="+")


class FileRequest(models.Model):
    """Somebody asked for a file outside her view, or opened one in an emergency.

    What she knew of the person stands here only while nobody has answered; afterwards the person herself, if there is
    one, so that this row goes with her. `until` is the first day on which what was opened is closed again.
    """

    class Kind(models.TextChoices):
        EMERGENCY = "emergency", _("emergency")
        ASKED = "asked", _("asked")

    class Outcome(models.TextChoices):
        WAITING = "waiting", _("waits for an answer")
        OPENED = "opened", _("opened")
        DECLINED = "declined", _("declined")
        NOBODY = "nobody", _("nobody found")

    kind = models.CharField(max_length=10, choices=Kind)
    member = models.ForeignKey(Membership, on_delete=models.PROTECT, related_name="+")
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    steward = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    person = models.ForeignKey(Person, null=True, blank=True, on_delete=models.CASCADE, related_name="+")
    given_name = models.CharField(max_length=100, blank=True)
    family_name = models.CharField(max_length=100, blank=True)
    birth_date = models.DateField(null=True, blank=True)
    purpose = models.CharField(max_length=20, choices=Purpose)
    reason = models.TextField()
    asked_at = models.DateTimeField()
    outcome = models.CharField(max_length=10, choices=Outcome, default=Outcome.WAITING)
    basis = models.CharField(max_length=200, blank=True)
    until = models.DateField(null=True, blank=True)
    answered_by = models.ForeignKey(Membership, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    due_on = models.DateField()
    verdict = models.CharField(max_length=20, blank=True)
    judgement = models.TextField(blank=True)
    judged_by = models.ForeignKey(Membership, null=True, blank=True, on_delete=models.PROTECT, related_name="+")

    class Meta:
        ordering = ["-asked_at", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(outcome="waiting") | Q(given_name="", family_name="", birth_date=None),
                name="file_request_forgets_who_was_meant",
            )
        ]

    @property
    def source(self) -> str:
        return f"file_request:{self.pk}"


class HelpdeskAccess(models.Model):
    """Somebody of the helpdesk asked to look into one file of `organisation`; `agreed` is None until it answered.

    `person` is empty when the number led to no file. `until` is the moment at which what was opened is closed again.
    """

    member = models.ForeignKey(Membership, on_delete=models.PROTECT, related_name="+")
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    person = models.ForeignKey(Person, null=True, blank=True, on_delete=models.CASCADE, related_name="+")
    case = models.CharField(max_length=60)
    reason = models.CharField(max_length=300)
    hours = models.PositiveSmallIntegerField()
    asked_at = models.DateTimeField()
    agreed = models.BooleanField(null=True)
    answered_at = models.DateTimeField(null=True, blank=True)
    answered_by = models.ForeignKey(Membership, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    until = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["-asked_at", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(agreed=None, until=None, answered_by=None)
                | Q(agreed__isnull=False, answered_by__isnull=False),
                name="helpdesk_answered_by_somebody",
            ),
            models.CheckConstraint(
                condition=~Q(agreed=True) | Q(until__isnull=False, person__isnull=False),
                name="helpdesk_open_for_a_while",
            ),
        ]

    @property
    def source(self) -> str:
        return f"helpdesk:{self.pk}"

    def state(self, at: datetime) -> HelpdeskState:
        return state_of(asked_at=self.asked_at, agreed=self.agreed, until=self.until, at=at)


class LegalHold(models.Model):
    """Evidence that stays although its term is over: of one person, or of everybody in a programme.

    `last_day` is the last day on which it holds; a hold that was lifted holds nothing from that day on.
    """

    class Kind(models.TextChoices):
        ESF = "esf", _("accounting to ESF+")
        DISPUTE = "dispute", _("objection, complaint or court case")

    kind = models.CharField(max_length=10, choices=Kind)
    person = models.ForeignKey(Person, null=True, blank=True, on_delete=models.CASCADE, related_name="+")
    programme = models.ForeignKey(Programme, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    reference = models.CharField(max_length=100)
    set_on = models.DateField()
    set_by = models.ForeignKey(Membership, on_delete=models.PROTECT, related_name="+")
    last_day = models.DateField()
    lifted_on = models.DateField(null=True, blank=True)
    lifted_by = models.ForeignKey(Membership, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    lifted_because = models.CharField(max_length=300, blank=True)

    class Meta:
        ordering = ["-set_on", "-pk"]
        constraints = [
            models.CheckConstraint(condition=Q(person=None) ^ Q(programme=None), name="hold_of_one_person_or_programme")
        ]


class ErasureNotice(models.Model):
    """A file will be let go on `goes_on`: told beforehand to who guided last, to the privacy officer and the person.

    `reduced_on` says when everything but the evidence under a hold went.
    """

    person = models.OneToOneField(Person, on_delete=models.CASCADE, related_name="+")
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    member = models.ForeignKey(Membership, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    noticed_on = models.DateField()
    goes_on = models.DateField()
    person_told = models.BooleanField(default=False)
    reduced_on = models.DateField(null=True, blank=True)


class ErasureRun(models.Model):
    """What one night let go of one kind of data: numbers, nobody's name."""

    kind = models.CharField(max_length=30)
    on = models.DateField()
    due = models.PositiveIntegerField()
    gone = models.PositiveIntegerField()

    class Meta:
        ordering = ["-on", "-pk"]
