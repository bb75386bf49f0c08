"""Messages that wait to be sent. They say that there is news and where to read it, never the news itself."""

from __future__ import annotations

from django.db import models


class Message(models.Model):
    """One mail. Written in the transaction of its cause, sent by the worker after commit."""

    to_email = models.EmailField()
    membership = models.ForeignKey("accounts.Membership", null=True, blank=True, on_delete=models.CASCADE)
    template = models.CharField(max_length=60)
    context = models.JSONField(default=dict)
    path = models.CharField(max_length=200, blank=True)
    created_at = models.DateTimeField()
    sent_at = models.DateTimeField(null=True, blank=True)
    read_at = models.DateTimeField(null=True, blank=True)
    failures = models.PositiveSmallIntegerField(default=0)

    class Meta:
        indexes = [
            models.Index(fields=["created_at"], condition=models.Q(sent_at=None), name="message_waiting"),
            models.Index(fields=["membership", "read_at"], name="message_inbox"),
        ]
