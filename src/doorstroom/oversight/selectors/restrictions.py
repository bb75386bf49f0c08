"""Restricted files as a page shows them, and who may be named."""

from __future__ import annotations

from uuid import UUID

from django.db.models import Exists, OuterRef, Q, QuerySet

from doorstroom.accounts.models import Membership
from doorstroom.kernel.actor import Actor
from doorstroom.oversight.access import GUIDES, visible_restrictions
from doorstroom.participants.models import PersonRelation, Restriction

CHOICES_AT_MOST = 100


def restrictions(actor: Actor) -> list[tuple[Restriction, bool]]:
    """For the privacy officer: those of her organisation, with whether each still holds."""
    found = visible_restrictions(actor).select_related("set_by__user", "lifted_by__user")
    rows = [(each, each.lifted_at is None and each.until > actor.on) for each in found[:CHOICES_AT_MOST]]
    return sorted(rows, key=lambda row: not row[1])


def admitted_members(restriction: Restriction) -> QuerySet[Membership]:
    found = Membership.objects.filter(pk__in=restriction.admitted)
    return found.select_related("user", "organisation").order_by("user__name")


def members_around(actor: Actor, person_id: UUID) -> QuerySet[Membership]:
    """Colleagues and partners who open this file today: whom its coordinator may name."""
    today = Q(valid_until=None) | Q(valid_until__gt=actor.on)
    relations = PersonRelation.objects.filter(
        today, Q(member=None) | Q(member=OuterRef("pk")), person_id=person_id, valid_from__lte=actor.on,
        organisation=OuterRef("organisation"), role=OuterRef("role"),
    )  # fmt: skip
    return _named(Membership.objects.valid(actor.on).filter(Exists(relations)).exclude(pk=actor.membership_id or 0))


def guides_of(actor: Actor) -> QuerySet[Membership]:
    """Colleagues of the privacy officer who guide people."""
    return _named(Membership.objects.valid(actor.on).filter(organisation=actor.organisation_id or 0, role__in=GUIDES))


def _named(found: QuerySet[Membership]) -> QuerySet[Membership]:
    return found.filter(user__is_active=True).select_related("user", "organisation").order_by("user__name", "pk")
