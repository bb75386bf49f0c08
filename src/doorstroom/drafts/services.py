"""Keeps drafts, and lets a press of a button have its effect once."""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from uuid import UUID

from django.conf import settings
from django.db import connection, transaction
from django.db.models import QuerySet
from django.utils import timezone

from doorstroom.drafts.access import own_drafts
from doorstroom.drafts.models import Draft, Submission
from doorstroom.kernel.actor import PARTICIPANT, Actor
from doorstroom.kernel.sealing import Unreadable, seal, unseal
from doorstroom.participants.access import visible_people

DAYS_KEPT = 30
PRESS_DAYS_KEPT = 1
LONGEST = 50_000
"""Signs of one draft: twenty pages. More is a file, not a form."""

Fields = list[list[str]]


@dataclass(frozen=True)
class Kept:
    """The fields of a form as they were typed: pairs of name and value, in the order of the form."""

    fields: Fields
    saved_at: datetime


def keep_draft(*, actor: Actor, key: str, fields: Fields, person_id: UUID | None) -> bool:
    """Keep what is in the form now, instead of what was kept before; False when it cannot be kept here."""
    text, own = json.dumps(fields), actor.role == PARTICIPANT
    if not (own or actor.membership_id) or len(text) > LONGEST:
        return False
    if not own and person_id and not visible_people(actor).filter(pk=person_id).exists():
        return False
    sealed = seal(text, keys=settings.IDENTITY_KEYS, context=_context(actor, key))
    whose = {"member": None, "person_id": actor.person_id} if own else {"member_id": actor.membership_id}
    about = {} if own else {"person_id": person_id}
    Draft.objects.update_or_create(**whose, key=key, defaults={**about, "sealed": sealed, "saved_at": actor.at})
    return True


def drop_draft(*, actor: Actor, key: str) -> None:
    """The form was saved, or its writer threw the text away."""
    own_drafts(actor).filter(key=key).delete()


def kept_draft(*, actor: Actor, key: str) -> Kept | None:
    """What this writer typed in this form and did not save; None as well when its key is gone."""
    draft = own_drafts(actor).filter(key=key, saved_at__gt=actor.at - timedelta(days=DAYS_KEPT)).first()
    if draft is None:
        return None
    try:
        text = unseal(bytes(draft.sealed), keys=settings.IDENTITY_KEYS, context=_context(actor, key))
    except Unreadable:
        return None
    return Kept(json.loads(text), draft.saved_at)


def claim_press(*, fingerprint: str, at: datetime) -> str | None:
    """None when this press is the first; otherwise where the first one led.

    A press that is still going on is waited for: the unique key makes the second insert wait for the first
    transaction. When that one fails, the second becomes the first.
    """
    with connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO drafts_submission (fingerprint, led_to, made_at) VALUES (%s, '', %s) ON CONFLICT DO NOTHING",
            [fingerprint, at],
        )
        if cursor.rowcount:
            return None
    return Submission.objects.values_list("led_to", flat=True).get(pk=fingerprint)


def settle_press(*, fingerprint: str, led_to: str) -> None:
    """Remember where the press led; one that led nowhere had no effect and may be made again."""
    press = Submission.objects.filter(pk=fingerprint)
    if led_to:
        press.update(led_to=led_to)
    else:
        press.delete()


def forget_presses(*, people: Iterable[UUID]) -> None:
    """Erase where presses led when the address names one of these people."""
    for person in people:
        Submission.objects.filter(led_to__contains=str(person)).delete()


def typed_past_term(*, on: date) -> QuerySet[Draft]:
    return Draft.objects.filter(saved_at__lte=_start_of(on) - timedelta(days=DAYS_KEPT))


@transaction.atomic
def let_go_of_typed(*, actor: Actor, on: date) -> int:
    """Erase drafts after 30 days and presses after one; returns how many drafts. Needs a system scope."""
    Submission.objects.filter(made_at__lte=_start_of(on) - timedelta(days=PRESS_DAYS_KEPT)).delete()
    return typed_past_term(on=on).delete()[0]


def _start_of(day: date) -> datetime:
    return timezone.make_aware(datetime.combine(day, time()))


def _context(actor: Actor, key: str) -> str:
    return f"draft:{actor.membership_id or actor.person_id}:{key}"
