"""What a member has not read yet, how each kind of message comes, and whose calendar an address is."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256

from django.db.models import Q
from django.utils.translation import gettext

from doorstroom.accounts.models import Membership
from doorstroom.kernel.actor import Actor
from doorstroom.notifications.domain.kinds import KINDS
from doorstroom.notifications.models import CalendarLink, Delivery, Message, MessageChoice
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


def chosen_deliveries(members: Iterable[Membership], template: str) -> dict[int, str]:
    """Membership → how this kind comes: the member's choice, else the organisation's, else at once; one query."""
    given = list(members)
    found = MessageChoice.objects.filter(
        Q(membership__in=[each.pk for each in given]) | Q(organisation__in={each.organisation_id for each in given}),
        template=template,
    )  # fmt: skip
    own, shared = {}, {}
    for choice in found:
        if choice.membership_id:
            own[choice.membership_id] = choice.delivery
        else:
            shared[choice.organisation_id] = choice.delivery
    return {each.pk: own.get(each.pk) or shared.get(each.organisation_id) or str(Delivery.AT_ONCE) for each in given}


@dataclass(frozen=True)
class ChosenKind:
    """One kind with what this member and the organisation chose; empty is no choice."""

    template: str
    about: str
    own: str
    shared: str


def chosen_kinds(actor: Actor) -> list[ChosenKind]:
    """One query."""
    rows = MessageChoice.objects.filter(Q(membership=actor.membership_id) | Q(organisation=actor.organisation_id))
    own = {row.template: row.delivery for row in rows if row.membership_id}
    shared = {row.template: row.delivery for row in rows if row.organisation_id}
    return [
        ChosenKind(each.template, gettext(each.about), own.get(each.template, ""), shared.get(each.template, ""))
        for each in KINDS
    ]


def calendar_link(actor: Actor) -> CalendarLink | None:
    return CalendarLink.objects.filter(membership=actor.membership_id, revoked_at=None).first()


def link_behind(token: str, *, at: datetime) -> CalendarLink | None:
    """The link of a calendar address, while it is not revoked and the membership holds."""
    found = CalendarLink.objects.filter(token_hash=hashed(token), revoked_at=None, membership__user__is_active=True)
    link = found.select_related("membership__user", "membership__organisation").first()
    valid = link and Membership.objects.valid(at.date()).filter(pk=link.membership_id).exists()
    return link if valid else None


def hashed(token: str) -> str:
    """A long random token needs no slow hash: there is nothing to guess."""
    return sha256(token.encode()).hexdigest()
