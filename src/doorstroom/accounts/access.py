"""Who acts in this request."""

from __future__ import annotations

from datetime import datetime

from doorstroom.accounts.models import Membership, Role
from doorstroom.kernel.actor import Actor

SYSTEM = "system"
PARTICIPANT = "participant"


def actor_of(membership: Membership, *, at: datetime) -> Actor:
    return Actor(
        at=at,
        role=membership.role,
        user_id=membership.user_id,
        membership_id=membership.pk,
        organisation_id=membership.organisation_id,
        name=membership.user.name,
    )


def system_actor(*, at: datetime, purpose: str) -> Actor:
    """The product itself at work, for a named job; it passes row-level security and is logged by that name."""
    return Actor(at=at, role=SYSTEM, name=SYSTEM, purpose=purpose)


def is_system(actor: Actor) -> bool:
    return actor.role == SYSTEM


def has_role(actor: Actor, *roles: Role) -> bool:
    return actor.role in roles
