"""Writes messages in the transaction of their cause, and sends them afterwards.

A message says that there is news and where to read it. Its context holds counts and names of rounds or
programmes, never anything about a person, because mail leaves the house.
"""

from __future__ import annotations

import logging
from collections.abc import Iterable
from datetime import datetime
from smtplib import SMTPException

from django.conf import settings
from django.core.mail import send_mail
from django.db import transaction

from doorstroom.accounts.models import Membership
from doorstroom.notifications.models import Message
from doorstroom.notifications.wording import words_of

TRIES = 5
logger = logging.getLogger(__name__)


def notify(
    *, members: Iterable[Membership], template: str, at: datetime, path: str = "", **context: str | int
) -> list[Message]:
    """Put this message ready for each member once; the worker sends it after the cause is committed.

    `template` is "app:name" of a text in that app's wording. Members without a working account are left out.
    """
    words_of(template, context)  # a message that cannot be worded must fail here, not in the worker
    reached = {member.pk: member for member in members if member.user.is_active and member.user.email}
    return Message.objects.bulk_create(
        Message(
            to_email=member.user.email,
            membership=member,
            template=template,
            context=context,
            path=path,
            created_at=at,
        )
        for member in reached.values()
    )


def send_waiting(*, at: datetime, base_url: str, limit: int = 100) -> int:
    """Send what waits, oldest first; returns how many went out. What fails is tried again, at most five times.

    Each row is locked while it is sent, so that two workers never send the same message.
    """
    sent = 0
    with transaction.atomic():
        waiting = Message.objects.select_for_update(skip_locked=True).filter(sent_at=None, failures__lt=TRIES)
        for message in waiting.order_by("created_at", "id")[:limit]:
            sent += _sent(message, at=at, base_url=base_url)
    return sent


def mark_read(*, membership: Membership, message_id: int, at: datetime) -> None:
    """Take one message out of the member's own inbox."""
    Message.objects.filter(pk=message_id, membership=membership, read_at=None).update(read_at=at)


def _sent(message: Message, *, at: datetime, base_url: str) -> bool:
    subject, text = words_of(message.template, message.context)
    body = f"{text}\n\n{base_url.rstrip('/')}{message.path}" if message.path else text
    try:
        send_mail(subject, body, settings.DEFAULT_FROM_EMAIL, [message.to_email])
    except (OSError, SMTPException):
        logger.warning("message %s could not be sent", message.pk, exc_info=True)
        message.failures += 1
        message.save(update_fields=["failures"])
        return False
    message.sent_at = at
    message.save(update_fields=["sent_at"])
    return True
