"""Signals are computed from facts, never stored; only what a professional did with one is kept."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from doorstroom.accounts.models import Membership
from doorstroom.participants.models import Person


class Snooze(models.Model):
    """A signal put aside until a day, with the reason."""

    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="+")
    code = models.CharField(max_length=40)
    until = models.DateField()
    reason = models.CharField(max_length=200)
    member = models.ForeignKey(Membership, on_delete=models.PROTECT, related_name="+")
    created_at = models.DateTimeField()

    class Meta:
        constraints = [models.CheckConstraint(condition=~Q(reason=""), name="snooze_has_reason")]


class TableSnooze(models.Model):
    """As `Snooze`, of something that is about no person: a promise between partners, an agreement, a programme."""

    member = models.ForeignKey(Membership, on_delete=models.CASCADE, related_name="+")
    kind = models.CharField(max_length=20)
    subject = models.CharField(max_length=40)
    code = models.CharField(max_length=40)
    until = models.DateField()
    reason = models.CharField(max_length=200)
    created_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.CheckConstraint(condition=~Q(reason=""), name="table_snooze_has_reason"),
            models.UniqueConstraint(fields=["member", "kind", "subject", "code"], name="table_snooze_once"),
        ]
