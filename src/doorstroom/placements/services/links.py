"""An employer's way in without an account. First names only stand behind it."""

from __future__ import annotations

import secrets
from datetime import datetime, timedelta

from django.contrib.auth.hashers import make_password
from django.db import transaction

from doorstroom.audit.services import Logged, log
from doorstroom.kernel.actor import Actor
from doorstroom.participants.services.links import hash_token, opened
from doorstroom.partners.models import Contact
from doorstroom.placements.access import may_arrange
from doorstroom.placements.domain.errors import PlacementError
from doorstroom.placements.models import EmployerLink

VALID_FOR = timedelta(days=180)


@transaction.atomic
def issue_employer_link(*, actor: Actor, contact: Contact, at: datetime) -> tuple[str, str]:
    """Make a new link and code for this contact, and end earlier ones. Returns (token, code), kept as hashes only."""
    if not may_arrange(actor):
        raise PlacementError("may_not_arrange")
    revoke_employer_links(actor=actor, contact=contact, at=at)
    token, code = secrets.token_urlsafe(24), f"{secrets.randbelow(10**6):06d}"
    EmployerLink.objects.create(
        contact=contact,
        organisation_id=contact.organisation_id,
        token_hash=hash_token(token),
        code_hash=make_password(code),
        created_at=at,
        expires_at=at + VALID_FOR,
    )
    log(actor, Logged("create", "employer_link", contact.pk))
    return token, code


@transaction.atomic
def revoke_employer_links(*, actor: Actor, contact: Contact, at: datetime) -> int:
    """End every open link of this contact, from now; returns how many."""
    if not may_arrange(actor):
        raise PlacementError("may_not_arrange")
    ended = EmployerLink.objects.filter(contact=contact, revoked_at=None).update(revoked_at=at)
    if ended:
        log(actor, Logged("change", "employer_link", contact.pk, fields=["revoked_at"]))
    return ended


def open_employer_link(*, token: str, code: str, at: datetime) -> EmployerLink:
    """The link, when token and code fit; five wrong codes close it."""
    link = opened(EmployerLink.objects.all(), token=token, code=code, at=at)
    if link is None:
        raise PlacementError("link_does_not_open")
    return link
