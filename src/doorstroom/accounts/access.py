"""Who acts in this request."""

from __future__ import annotations

import hashlib
from datetime import datetime

from allauth.core.internal.httpkit import get_client_ip
from django.db.models import QuerySet
from django.http import HttpRequest

from doorstroom.accounts.models import Membership, Role
from doorstroom.kernel.actor import SYSTEM, Actor, system_actor


def address_of(request: HttpRequest) -> str:
    """The network address of who asks; behind a proxy what the proxy says, and nothing that the asker can write."""
    return get_client_ip(request) or "local"


def network_of(request: HttpRequest) -> str:
    """From where a request comes, for the log: network address, and a mark that tells devices apart."""
    device = hashlib.sha256(request.headers.get("User-Agent", "").encode()).hexdigest()[:8]
    return f"{address_of(request)} {device}"


def actor_of(membership: Membership, *, at: datetime, network: str = "") -> Actor:
    return Actor(
        at=at,
        role=membership.role,
        user_id=membership.user_id,
        membership_id=membership.pk,
        organisation_id=membership.organisation_id,
        name=membership.user.name,
        network=network,
    )


def is_system(actor: Actor) -> bool:
    return actor.role == SYSTEM


GIVEN = tuple(role for role in Role if role not in {Role.HELPDESK, Role.EMPLOYER})
"""Roles that a functional administrator gives. Who runs the installation decides who solves problems with it; an
employer's staff work with no partner."""


def administered_members(actor: Actor) -> QuerySet[Membership]:
    """Whom a functional administrator looks after: her own organisation. Of others not even who leads an agreement
    does, since a role there opens what that organisation sees."""
    if not has_role(actor, Role.FUNCTIONAL_ADMINISTRATOR):
        return Membership.objects.none()
    return Membership.objects.filter(organisation=actor.organisation_id or 0)


def has_role(actor: Actor, *roles: Role) -> bool:
    return actor.role in roles


__all__ = [
    "GIVEN",
    "actor_of",
    "address_of",
    "administered_members",
    "has_role",
    "is_system",
    "network_of",
    "system_actor",
]
