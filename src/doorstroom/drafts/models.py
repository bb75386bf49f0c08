"""What was typed and not saved yet, and which presses of a button have had their effect."""

from __future__ import annotations

from django.db import models

from doorstroom.accounts.models import Membership
from doorstroom.participants.models import Person


class Draft(models.Model):
    """Unsaved text of one member in one form; sealed. `person` is whom it is about, when the form says so."""

    member = models.ForeignKey(Membership, on_delete=models.CASCADE, related_name="drafts")
    person = models.ForeignKey(Person, null=True, blank=True, on_delete=models.CASCADE, related_name="+")
    key = models.CharField(max_length=200)
    sealed = models.BinaryField()
    saved_at = models.DateTimeField(db_index=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["member", "key"], name="one_draft_per_form")]


class Submission(models.Model):
    """One press of one button: a fingerprint that cannot be read back, and where the answer led."""

    fingerprint = models.CharField(primary_key=True, max_length=64)
    led_to = models.CharField(max_length=500, blank=True)
    made_at = models.DateTimeField(db_index=True)
