"""Reads of employers and their places."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.db.models import Count, Q, QuerySet, Sum

from doorstroom.accounts.models import Organisation, OrganisationKind
from doorstroom.demand.models import Place

SMALL_EMPLOYER_UNDER = 50  # staff: the European definition of a small enterprise


def places_on_offer(*, on: date) -> QuerySet[Place]:
    """Places that are offered on this day, with site, employer and contact."""
    return (
        Place.objects.filter(Q(withdrawn_on=None) | Q(withdrawn_on__gt=on), offered_on__lte=on)
        .select_related("site__organisation", "contact", "concept")
        .order_by("site__organisation__name", "id")
    )


def employers(*, on: date, search: str = "") -> QuerySet[Organisation]:
    """Employers with how many places they offer (`places_offered`), by name."""
    offered = Q(sites__places__offered_on__lte=on) & (
        Q(sites__places__withdrawn_on=None) | Q(sites__places__withdrawn_on__gt=on)
    )
    found = Organisation.objects.filter(kind=OrganisationKind.EMPLOYER, merged_into=None)
    if search.strip():
        found = found.filter(name__icontains=search.strip())
    return found.annotate(
        places_offered=Sum("sites__places__number", filter=offered, default=0),
        site_count=Count("sites", distinct=True),
    ).order_by("name", "id")


@dataclass(frozen=True)
class PlaceCounts:
    """All employers, those that offer something today, and places in all."""

    employers: int
    offering: int
    places: int


def place_counts(*, on: date) -> PlaceCounts:
    """Totals under the list of employers; two queries."""
    offered = (
        places_on_offer(on=on)
        .order_by()
        .aggregate(places=Sum("number", default=0), offering=Count("site__organisation", distinct=True))
    )
    everyone = Organisation.objects.filter(kind=OrganisationKind.EMPLOYER, merged_into=None).count()
    return PlaceCounts(everyone, offered["offering"], offered["places"])
