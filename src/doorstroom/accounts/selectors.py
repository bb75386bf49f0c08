"""Reads about organisations and memberships."""

from __future__ import annotations

from datetime import date

from django.db.models import QuerySet

from doorstroom.accounts.models import Membership, User


def memberships_of(user: User, *, on: date) -> QuerySet[Membership]:
    """The memberships in which this user may act today, in a steady order."""
    return user.memberships.valid(on).select_related("organisation", "user").order_by("id")


def acting_membership(user: User, *, chosen: int | None, on: date) -> Membership | None:
    """The chosen membership while it is valid, else the first one; None when there is none."""
    valid = list(memberships_of(user, on=on))
    return next((m for m in valid if m.pk == chosen), valid[0] if valid else None)
