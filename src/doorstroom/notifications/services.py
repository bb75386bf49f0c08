"""Writes messages in the transaction of their cause, and sends them afterwards.

A message says that there is news and where to read it. Its context holds counts and names of rounds or
programmes, never anything about a person, because mail leaves the house.
"""

from __future__ import annotations

import logging
import secrets
from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from itertools import groupby
from smtplib import SMTPException

from django.conf import settings
from django.core.mail import send_mail
from django.db import transaction
from django.utils.translation import ngettext

from doorstroom.accounts.models import Membership, Role
from doorstroom.audit.services import Logged, log
from doorstroom.kernel.actor import Actor
from doorstroom.notifications.domain.errors import NotificationError
from doorstroom.notifications.domain.kinds import KINDS
from doorstroom.notifications.models import CalendarLink, Delivery, Message, MessageChoice
from doorstroom.notifications.selectors import chosen_deliveries, hashed
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
    deliveries = chosen_deliveries(reached.values(), template)
    return Message.objects.bulk_create(
        Message(
            to_email=member.user.email,
            membership=member,
            template=template,
            context=context,
            path=path,
            delivery=deliveries[member.pk],
            created_at=at,
        )
        for member in reached.values()
    )


def write_to(*, addresses: Iterable[str], template: str, at: datetime, **context: str | int) -> list[Message]:
    """Put this mail ready for people without an account. It says what holds for anybody, never something about one."""
    words_of(template, context)
    return Message.objects.bulk_create(
        Message(to_email=address, template=template, context=context, created_at=at) for address in addresses
    )


def forget_addresses(*, addresses: Iterable[str]) -> int:
    """Erase what was sent to people without an account at these addresses; returns how many mails."""
    return Message.objects.filter(membership=None, to_email__in=list(addresses)).delete()[0]


def send_waiting(*, at: datetime, base_url: str, limit: int = 100) -> int:
    """Send what waits, oldest first; returns how many went out. What fails is tried again, at most five times.

    Each row is locked while it is sent, so that two workers never send the same message.
    """
    sent = 0
    with transaction.atomic():
        waiting = Message.objects.select_for_update(skip_locked=True).filter(sent_at=None, failures__lt=TRIES)
        for message in waiting.filter(delivery=Delivery.AT_ONCE).order_by("created_at", "id")[:limit]:
            sent += _sent(message, at=at, base_url=base_url)
    return sent


def send_digests(*, at: datetime, base_url: str) -> int:
    """Send whoever asked for one mail a day what came before today; returns how many mails went out.

    A row is marked in the same transaction as its mail, so that it stands in one digest and in no other.
    """
    midnight = at.replace(hour=0, minute=0, second=0, microsecond=0)
    with transaction.atomic():
        waiting = Message.objects.select_for_update(skip_locked=True).filter(
            sent_at=None, failures__lt=TRIES, delivery=Delivery.DAILY, created_at__lt=midnight
        )
        rows = sorted(waiting, key=lambda row: (row.to_email, row.created_at, row.pk))
        return sum(
            _digested(to, list(found), at=at, base_url=base_url)
            for to, found in groupby(rows, key=lambda row: row.to_email)
        )


@transaction.atomic
def choose_delivery(*, actor: Actor, choices: Mapping[str, str], for_organisation: bool = False) -> None:
    """Keep how each kind of message comes; an empty choice follows the organisation, or the product."""
    if actor.membership_id is None or (for_organisation and actor.role != Role.FUNCTIONAL_ADMINISTRATOR):
        raise NotificationError("may_not_choose")
    known = {kind.template for kind in KINDS}
    if not set(choices) <= known or not set(choices.values()) <= {"", *Delivery.values}:
        raise NotificationError("choice_unknown")
    owner = {"organisation_id": actor.organisation_id} if for_organisation else {"membership_id": actor.membership_id}
    MessageChoice.objects.filter(**owner, template__in=choices).delete()
    MessageChoice.objects.bulk_create(
        MessageChoice(**owner, template=template, delivery=delivery)
        for template, delivery in choices.items()
        if delivery
    )
    log(actor, Logged("change", "message_choice", actor.membership_id, fields=sorted(choices)))


@transaction.atomic
def issue_calendar_link(*, actor: Actor, with_names: bool) -> str:
    """Make a new secret address for the member's calendar; the one before stops at once. Returns the token, once."""
    if actor.membership_id is None:
        raise NotificationError("may_not_choose")
    revoke_calendar_link(actor=actor)
    token = secrets.token_urlsafe(32)
    link = CalendarLink.objects.create(
        membership_id=actor.membership_id, token_hash=hashed(token), with_names=with_names, created_at=actor.at
    )
    log(actor, Logged("create", "calendar_link", link.pk, fields=["with_names"]))
    return token


@transaction.atomic
def revoke_calendar_link(*, actor: Actor) -> int:
    """The member's calendar reads nothing any more from this moment."""
    ended = CalendarLink.objects.filter(membership=actor.membership_id, revoked_at=None).update(revoked_at=actor.at)
    if ended:
        log(actor, Logged("change", "calendar_link", actor.membership_id, fields=["revoked_at"]))
    return ended


def mark_read(*, membership: Membership, message_id: int, at: datetime) -> None:
    """Take one message out of the member's own inbox."""
    Message.objects.filter(pk=message_id, membership=membership, read_at=None).update(read_at=at)


def _sent(message: Message, *, at: datetime, base_url: str) -> bool:
    subject, text = words_of(message.template, message.context)
    body = f"{text}\n\n{_address(message, base_url)}" if message.path else text
    return _mailed(message.to_email, subject, body, [message], at)


def _digested(to: str, rows: Sequence[Message], *, at: datetime, base_url: str) -> bool:
    parts = []
    for row in rows:
        subject, text = words_of(row.template, row.context)
        parts.append("\n".join(filter(None, [subject, text, row.path and _address(row, base_url)])))
    subject = ngettext("Doorstroom: %(count)s message", "Doorstroom: %(count)s messages", len(rows))
    return _mailed(to, subject % {"count": len(rows)}, "\n\n".join(parts), rows, at)


def _address(message: Message, base_url: str) -> str:
    return f"{base_url.rstrip('/')}{message.path}"


def _mailed(to: str, subject: str, body: str, rows: Sequence[Message], at: datetime) -> bool:
    """The one place from which mail leaves; what failed is counted and tried again."""
    try:
        send_mail(subject, body, settings.DEFAULT_FROM_EMAIL, [to])
    except (OSError, SMTPException):
        logger.warning("messages %s could not be sent", [row.pk for row in rows], exc_info=True)
        for row in rows:
            row.failures += 1
        Message.objects.bulk_update(rows, ["failures"])
        return False
    for row in rows:
        row.sent_at = at
    Message.objects.bulk_update(rows, ["sent_at"])
    return True
