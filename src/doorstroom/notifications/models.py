"""Messages that wait to be sent. They say that there is news and where to read it, never the news itself."""

from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _


class Delivery(models.TextChoices):
    """How news of one kind reaches somebody. It stands on the page with news in any case."""

    AT_ONCE = "at_once", _("by mail at once")
    DAILY = "daily", _("in one mail a day")
    NO_MAIL = "no_mail", _("no mail; I read it here")


class Message(models.Model):
    """One mail. Written in the transaction of its cause, sent by the worker after commit."""

    to_email = models.EmailField()
    membership = models.ForeignKey("accounts.Membership", null=True, blank=True, on_delete=models.CASCADE)
    template = models.CharField(max_length=60)
    context = models.JSONField(default=dict)
    path = models.CharField(max_length=200, blank=True)
    delivery = models.CharField(max_length=8, choices=Delivery, default=Delivery.AT_ONCE)
    created_at = models.DateTimeField()
    sent_at = models.DateTimeField(null=True, blank=True)
    read_at = models.DateTimeField(null=True, blank=True)
    failures = models.PositiveSmallIntegerField(default=0)

    class Meta:
        indexes = [
            models.Index(fields=["created_at"], condition=models.Q(sent_at=None), name="message_waiting"),
            models.Index(fields=["membership", "read_at"], name="message_inbox"),
        ]


class MessageChoice(models.Model):
    """How one kind of message comes: chosen by a member, or by an organisation for whoever has not chosen."""

    membership = models.ForeignKey("accounts.Membership", null=True, blank=True, on_delete=models.CASCADE)
    organisation = models.ForeignKey("accounts.Organisation", null=True, blank=True, on_delete=models.CASCADE)
    template = models.CharField(max_length=60)
    delivery = models.CharField(max_length=8, choices=Delivery)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(membership=None) ^ Q(organisation=None), name="message_choice_of_one_member_or_organisation"
            ),
            models.UniqueConstraint(
                fields=["membership", "organisation", "template"], nulls_distinct=False, name="message_choice_once"
            ),
        ]


class CalendarLink(models.Model):
    """A secret address at which a calendar reads one's appointments. Only a hash of it is kept."""

    membership = models.ForeignKey("accounts.Membership", on_delete=models.CASCADE, related_name="calendar_links")
    token_hash = models.CharField(max_length=64, unique=True)
    with_names = models.BooleanField(default=False)
    created_at = models.DateTimeField()
    revoked_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["membership"], condition=Q(revoked_at=None), name="one_calendar_link_a_member"
            )
        ]
