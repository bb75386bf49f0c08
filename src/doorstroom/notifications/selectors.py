"""What a member has not read yet."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from doorstroom.kernel.actor import Actor
from doorstroom.notifications.models import Message
from doorstroom.notifications.wording import words_of


@dataclass(frozen=True)
class News:
    id: int
    subject: str
    text: str
    path: str
    at: datetime


def inbox(actor: Actor, *, limit: int = 20) -> list[News]:
    """The member's own unread messages, newest first; one query."""
    if actor.membership_id is None:
        return []
    unread = Message.objects.filter(membership_id=actor.membership_id, read_at=None).order_by("-created_at", "-id")
    return [News(m.pk, *words_of(m.template, m.context), m.path, m.created_at) for m in unread[:limit]]
