"""Reads about organisations and memberships."""

from __future__ import annotations

from datetime import date

from django.db.models import QuerySet

from doorstroom.accounts.models import Membership, User


def memberships_of(user: User, *, on: date, within: list[int] | None = None) -> QuerySet[Membership]:
    """The memberships in which this user may act today, in a steady order; `within` narrows them to a broker's word."""
    found = user.memberships.valid(on).select_related("organisation", "user").order_by("id")
    return found if within is None else found.filter(pk__in=within)


def acting_membership(
    user: User, *, chosen: int | None, on: date, within: list[int] | None = None
) -> Membership | None:
    """The chosen membership while it is valid, else the first one; None when there is none."""
    valid = list(memberships_of(user, on=on, within=within))
    return next((m for m in valid if m.pk == chosen), valid[0] if valid else None)
