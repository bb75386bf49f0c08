"""Who acts in this request."""

from __future__ import annotations

from datetime import datetime

from doorstroom.accounts.models import Membership, Role
from doorstroom.kernel.actor import SYSTEM, Actor, system_actor


def actor_of(membership: Membership, *, at: datetime) -> Actor:
    return Actor(
        at=at,
        role=membership.role,
        user_id=membership.user_id,
        membership_id=membership.pk,
        organisation_id=membership.organisation_id,
        name=membership.user.name,
    )


def is_system(actor: Actor) -> bool:
    return actor.role == SYSTEM


def has_role(actor: Actor, *roles: Role) -> bool:
    return actor.role in roles


__all__ = ["actor_of", "has_role", "is_system", "system_actor"]
