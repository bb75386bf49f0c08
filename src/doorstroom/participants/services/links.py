"""A participant's way in without an account: a link that cannot be guessed, and a code to go with it."""

from __future__ import annotations

import hashlib
import secrets
from datetime import datetime, timedelta
from typing import Any, TypeVar
from uuid import UUID

from django.contrib.auth.hashers import check_password, make_password
from django.db.models import QuerySet

from doorstroom.agreements.models import Category
from doorstroom.audit.services import Logged, log
from doorstroom.kernel.actor import Actor
from doorstroom.participants.access import may_see
from doorstroom.participants.domain.errors import ParticipantError
from doorstroom.participants.models import PersonLink

VALID_FOR = timedelta(days=180)
TRIES = 5
Link = TypeVar("Link", bound=Any)
"""A model with token_hash, code_hash, expires_at, revoked_at, failures and last_used_at."""


def issue_person_link(*, actor: Actor, person_id: UUID, at: datetime) -> tuple[str, str]:
    """Make a new link and code, and end earlier ones. Returns (token, code); only hashes of both are kept."""
    if not may_see(actor, person_id, Category.CONTACT):
        raise ParticipantError("not_visible", category=Category.CONTACT)
    PersonLink.objects.filter(person_id=person_id, revoked_at=None).update(revoked_at=at)
    token, code = secrets.token_urlsafe(24), f"{secrets.randbelow(10**6):06d}"
    PersonLink.objects.create(
        person_id=person_id,
        token_hash=hash_token(token),
        code_hash=make_password(code),
        created_at=at,
        expires_at=at + VALID_FOR,
    )
    log(actor, Logged("create", "person_link", person_id, person_id))
    return token, code


def open_person_link(*, token: str, code: str, at: datetime) -> PersonLink:
    """The link, when token and code fit; five wrong codes close it. The caller has opened a system scope."""
    link = opened(PersonLink.objects.all(), token=token, code=code, at=at)
    if link is None:
        raise ParticipantError("link_does_not_open")
    return link


def opened(links: QuerySet[Link], *, token: str, code: str, at: datetime) -> Link | None:
    """Keep the visit or the wrong code, and give the link or nothing: one answer for every refusal, so that nothing
    can be tried out, in the time that a check of a code takes.

    Not atomic by itself: a wrong code is counted although it is refused.
    """
    link = links.select_for_update().filter(token_hash=hash_token(token)).first()
    usable = link is not None and link.revoked_at is None and link.expires_at > at and link.failures < TRIES
    fits = check_password(code, link.code_hash if link else make_password(None))
    if link is None or not usable:
        return None
    if not fits:
        link.failures += 1
        link.save(update_fields=["failures"])
        return None
    link.failures, link.last_used_at = 0, at
    link.save(update_fields=["failures", "last_used_at"])
    return link


def hash_token(token: str) -> str:
    return hashlib.sha256(token.encode()).hexdigest()
