"""Agreements that open access: who may receive which category of data, for which purpose, until when."""

from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from doorstroom.accounts.models import Membership, Organisation, User


class Category(models.TextChoices):
    """Categories of personal data; each lives in tables of its own, because policies guard rows."""

    CORE = "core", _("name and preferred language")
    PROGRESS = "progress", _("trajectory, selection, attendance and results")
    PLACEMENT = "placement", _("workplace and the weeks there")
    CONTACT = "contact", _("contact details and date of birth")
    IDENTITY = "identity", _("citizen number")
    PROFILE = "profile", _("education, languages, skills and availability")
    ADJUSTMENTS = "adjustments", _("work adjustments")
    INCOME = "income", _("income")
    NOTES = "notes", _("notes and tasks")


class Purpose(models.TextChoices):
    GUIDANCE = "guidance", _("statutory guidance to work")
    RECRUITMENT = "recruitment", _("recruitment and selection for a round")
    LEARN_WORK = "learn_work", _("guidance of a learn-work trajectory")
    PLACEMENT = "placement", _("work at an employer")
    EVALUATION = "evaluation", _("accounting for and improving the programme")
    HELPDESK = "helpdesk", _("solving a problem with the system")


class AgreementStatus(models.TextChoices):
    """The last step that people took; `domain.course.state_of` adds what the calendar made of it."""

    DRAFT = "draft", _("draft")
    REVIEW = "review", _("being read")
    SIGNING = "signing", _("being signed")
    IN_FORCE = "in_force", _("in force")
    TERMINATED = "terminated", _("terminated")


class LegalGround(models.TextChoices):
    """Article 6 GDPR, the grounds on which partners share data. Consent is not among them: it cannot be given freely
    to those who decide on a benefit."""

    LEGAL_OBLIGATION = "legal_obligation", _("legal obligation (GDPR 6.1 c)")
    PUBLIC_TASK = "public_task", _("public task (GDPR 6.1 e)")
    CONTRACT = "contract", _("contract with the person (GDPR 6.1 b)")


class Agreement(models.Model):
    """One version of a covenant or charter; `replaces` is the version before it.

    `lead` keeps the text, and its privacy officer answers who asks for a file outside one's own view.
    """

    title = models.CharField(max_length=200)
    purpose = models.TextField(help_text=_("What the parties want to reach together."))
    status = models.CharField(max_length=20, choices=AgreementStatus, default=AgreementStatus.DRAFT)
    valid_from = models.DateField()
    valid_until = models.DateField(null=True, blank=True)
    lead = models.ForeignKey(
        Organisation, null=True, blank=True, on_delete=models.PROTECT, related_name="agreements_led"
    )
    version = models.PositiveSmallIntegerField(default=1)
    replaces = models.ForeignKey("self", null=True, blank=True, on_delete=models.PROTECT, related_name="successors")
    step_reason = models.TextField(blank=True, help_text=_("Why it was sent back or ended."))

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(valid_until=None) | Q(valid_until__gt=models.F("valid_from")),
                name="agreement_ends_after_start",
            ),
            models.UniqueConstraint(
                fields=["replaces"], condition=~Q(status="terminated"), name="agreement_amended_once_at_a_time"
            ),
        ]

    def __str__(self) -> str:
        return self.title if self.version == 1 else f"{self.title} v{self.version}"


class AgreementParty(models.Model):
    class Capacity(models.TextChoices):
        IMPLEMENTER = "implementer", _("implementer")
        SUPPORTER = "supporter", _("supporter")
        PAYER = "payer", _("payer")

    agreement = models.ForeignKey(Agreement, on_delete=models.CASCADE, related_name="parties")
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="agreement_parties")
    capacity = models.CharField(max_length=20, choices=Capacity)
    signed_on = models.DateField(null=True, blank=True)
    signed_by = models.CharField(max_length=150, blank=True)
    signed_as = models.CharField(
        max_length=200, blank=True, help_text=_("The name that the organisation had when it signed.")
    )
    kept_at = models.CharField(max_length=200, blank=True, help_text=_("Where the signed paper is kept."))

    class Meta:
        constraints = [models.UniqueConstraint(fields=["agreement", "organisation"], name="party_once_per_agreement")]


class DataLine(models.Model):
    """One line of the data annex: this recipient may see this category for this purpose.

    It opens nothing until a privacy officer approved it, and nothing without a relation to the person.
    """

    agreement = models.ForeignKey(Agreement, on_delete=models.CASCADE, related_name="data_lines")
    controller = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="lines_given")
    recipient = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="lines_received")
    purpose = models.CharField(max_length=20, choices=Purpose)
    category = models.CharField(max_length=20, choices=Category)
    ground = models.CharField(max_length=20, choices=LegalGround, default=LegalGround.PUBLIC_TASK)
    legal_basis = models.CharField(max_length=200)
    secrecy_exception = models.CharField(
        max_length=200, blank=True, help_text=_("The law that lifts the duty of secrecy, where there is one.")
    )
    approved_by = models.ForeignKey(User, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    approved_on = models.DateField(null=True, blank=True)
    withdrawn_on = models.DateField(null=True, blank=True)

    class Meta:
        indexes = [models.Index(fields=["recipient", "purpose", "category"])]
        constraints = [
            models.UniqueConstraint(
                fields=["agreement", "controller", "recipient", "purpose", "category"], name="data_line_once"
            ),
            models.CheckConstraint(
                condition=Q(approved_on=None, approved_by=None)
                | Q(approved_on__isnull=False, approved_by__isnull=False),
                name="data_line_approved_by_somebody",
            ),
            models.CheckConstraint(condition=Q(ground__in=LegalGround.values), name="data_line_on_a_legal_ground"),
        ]


class Commitment(models.Model):
    """What one party promised: so much of a unit by a day. `measure` says what is counted and where that is seen."""

    agreement = models.ForeignKey(Agreement, on_delete=models.CASCADE, related_name="commitments")
    owner = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="commitments")
    text = models.CharField(max_length=200)
    measure = models.CharField(max_length=200)
    target = models.PositiveIntegerField()
    starts_on = models.DateField()
    due_on = models.DateField()

    class Meta:
        ordering = ["due_on", "id"]
        constraints = [
            models.CheckConstraint(condition=Q(due_on__gt=models.F("starts_on")), name="commitment_ends_after_start"),
            models.CheckConstraint(condition=Q(target__gt=0), name="commitment_has_a_target"),
        ]

    def __str__(self) -> str:
        return self.text


class CommitmentProgress(models.Model):
    """How much there was of a promise on a day, counted from its start."""

    commitment = models.ForeignKey(Commitment, on_delete=models.CASCADE, related_name="progress")
    value = models.PositiveIntegerField()
    on = models.DateField()
    note = models.CharField(max_length=300, blank=True)
    recorded_by = models.ForeignKey(Membership, null=True, blank=True, on_delete=models.PROTECT, related_name="+")

    class Meta:
        ordering = ["-on", "-id"]
