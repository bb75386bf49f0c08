"""Signals are computed from facts, never stored; kept are what somebody did with one, what partners promise,
and how long each stood there, to be counted."""

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


class PromiseVersion(models.Model):
    """What the partnership promises beside its route models, from a day on. No number switches that signal off."""

    valid_from = models.DateField(unique=True)
    remind_days = models.PositiveSmallIntegerField()
    attendance_talk_days = models.PositiveSmallIntegerField(null=True, blank=True)
    next_step_days = models.PositiveSmallIntegerField(null=True, blank=True)
    progress_talk_days = models.PositiveSmallIntegerField(null=True, blank=True)
    legal_term_percent = models.PositiveSmallIntegerField(null=True, blank=True)
    sheet_review_days = models.PositiveSmallIntegerField(null=True, blank=True)
    instrument_days = models.PositiveSmallIntegerField(null=True, blank=True)
    instrument_last_days = models.PositiveSmallIntegerField(null=True, blank=True)
    second_owner_days = models.PositiveSmallIntegerField(null=True, blank=True)
    double_days = models.PositiveSmallIntegerField(null=True, blank=True)
    drift_points = models.PositiveSmallIntegerField(null=True, blank=True)
    unknown_days = models.PositiveSmallIntegerField(null=True, blank=True)
    weekly_percent = models.PositiveSmallIntegerField(null=True, blank=True)
    because = models.CharField(max_length=200)
    set_by = models.ForeignKey(Membership, on_delete=models.PROTECT, related_name="+")
    set_at = models.DateTimeField()

    class Meta:
        constraints = [models.CheckConstraint(condition=~Q(because=""), name="promises_have_a_reason")]


class SignalSpell(models.Model):
    """That a signal about somebody stood on a list from one day until another; only counted, never shown by person."""

    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="+")
    code = models.CharField(max_length=40)
    raised_on = models.DateField()
    due_on = models.DateField()
    ended_on = models.DateField(null=True, blank=True)

    class Meta:
        indexes = [models.Index(fields=["raised_on", "code"])]
        constraints = [
            models.CheckConstraint(
                condition=Q(ended_on=None) | Q(ended_on__gt=models.F("raised_on")),
                name="spell_ends_after_its_first_day",
            )
        ]


class WeeklySignal(models.Model):
    """A kind of signal that is shown once a week, because it was seldom acted on in time."""

    code = models.CharField(primary_key=True, max_length=40)
    since = models.DateField()
