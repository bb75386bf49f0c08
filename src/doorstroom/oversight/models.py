"""The monthly review of the log: what was drawn and found, and what somebody concluded. No row names a person."""

from __future__ import annotations

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from doorstroom.accounts.models import Membership, Organisation


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
