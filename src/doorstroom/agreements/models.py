"""Agreements that open access: who may receive which category of data, for which purpose, until when."""

from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from doorstroom.accounts.models import Organisation, User


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


class AgreementStatus(models.TextChoices):
    DRAFT = "draft", _("draft")
    IN_FORCE = "in_force", _("in force")
    TERMINATED = "terminated", _("terminated")


class Agreement(models.Model):
    title = models.CharField(max_length=200)
    purpose = models.TextField(help_text=_("What the parties want to reach together."))
    status = models.CharField(max_length=20, choices=AgreementStatus, default=AgreementStatus.DRAFT)
    valid_from = models.DateField()
    valid_until = models.DateField(null=True, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(valid_until=None) | Q(valid_until__gt=models.F("valid_from")),
                name="agreement_ends_after_start",
            )
        ]

    def __str__(self) -> str:
        return self.title


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
    legal_basis = models.CharField(max_length=200)
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
        ]
