"""What was typed and not saved yet, and which presses of a button have had their effect."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from doorstroom.accounts.models import Membership
from doorstroom.participants.models import Person


class Draft(models.Model):
    """Unsaved text in one form; sealed. `person` is whom it is about, when the form says so.

    Without `member` it is that person's own, typed behind her own link.
    """

    member = models.ForeignKey(Membership, null=True, blank=True, on_delete=models.CASCADE, related_name="drafts")
    person = models.ForeignKey(Person, null=True, blank=True, on_delete=models.CASCADE, related_name="+")
    key = models.CharField(max_length=200)
    sealed = models.BinaryField()
    saved_at = models.DateTimeField(db_index=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["member", "key"], name="one_draft_per_form"),
            models.UniqueConstraint(fields=["person", "key"], condition=Q(member=None), name="one_own_draft_per_form"),
            models.CheckConstraint(
                condition=Q(member__isnull=False) | Q(person__isnull=False), name="draft_has_its_writer"
            ),
        ]


class Submission(models.Model):
    """One press of one button: a fingerprint that cannot be read back, and where the answer led."""

    fingerprint = models.CharField(primary_key=True, max_length=64)
    led_to = models.CharField(max_length=500, blank=True)
    made_at = models.DateTimeField(db_index=True)
