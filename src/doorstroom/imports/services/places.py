"""Places of a delivery: employer, site, contact, place with its tasks and what it asks.

A place that is known keeps what is known: what was empty is filled, and a difference is written only where a person
chose the partner's value.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Sequence
from dataclasses import replace
from decimal import Decimal
from typing import Any

from django.db import models
from django.db.models import Q

from doorstroom.accounts.models import Organisation, OrganisationKind
from doorstroom.demand.models import Place, PlaceReference
from doorstroom.demand.services import (
    PlaceDetails,
    Requirement,
    change_address,
    change_contact,
    change_place,
    details_of,
    number_place,
    offer_place,
    register_contact,
    register_employer,
    register_site,
)
from doorstroom.imports.domain.kept import as_texts
from doorstroom.imports.domain.kept_places import (
    ACCREDITED,
    ADDRESS,
    LONGEST_OCCUPATION,
    LONGEST_REQUIREMENT,
    REACHED,
    kept,
    tasks,
    to_write,
)
from doorstroom.imports.domain.places import PlaceRow
from doorstroom.imports.selectors import concept_of, place_values
from doorstroom.imports.services.comparing import chosen
from doorstroom.imports.services.writing import Work
from doorstroom.partners.models import Contact, Site

# The columns of an offer behind a field that is compared; site and contact are rows of their own.
COLUMNS = {
    "occupation": ("occupation", "concept"), "number": ("number",), "weekdays": ("weekdays",),
    "hours": ("hours_per_week",), "starts_from": ("starts_from",), "accredited": ("accredited",), "tasks": ("tasks",),
    "requirements": ("requirements",),
}  # fmt: skip


class PlacesWriter:
    def __init__(self, work: Work, rows: Sequence[PlaceRow]) -> None:
        self.work, self.rows = work, rows
        self.left_out: Counter[str] = Counter()
        judged = dict(work.batch.rows.exclude(same_as=None).values_list("number", "same_as"))
        keys = {row.row: key for row in rows if (key := judged.get(row.row) or row.known)}
        places = Place.objects.select_related("site__organisation", "contact").prefetch_related("tasks", "requirements")
        found = places.in_bulk(list(map(int, keys.values())))
        self.known = {row: found[int(key)] for row, key in keys.items()}
        numbers = PlaceReference.objects.filter(organisation=work.batch.partner, place__in=found)
        self.numbered = set(numbers.values_list("place_id", flat=True))
        self.chosen = chosen(batch=work.batch)
        self.employers = set(self._known_employers())

    def roots(self) -> dict[type[models.Model], set[int]]:
        return {Organisation: self.employers}

    def write(self) -> None:
        for row in self.rows:
            place = self.known.get(row.row)
            self._change(row, place) if place else self._offer(row)

    def _known_employers(self) -> set[int]:
        """Employers of known places, and those that `register_employer` may find for the others."""
        known = Q(registration_number__in=[row.company_number for row in self.rows if row.company_number])
        for name in {row.employer.strip() for row in self.rows}:
            known |= Q(name__iexact=name)
        found = Organisation.objects.filter(known, kind=OrganisationKind.EMPLOYER, merged_into=None)
        return {*found.values_list("pk", flat=True), *(place.site.organisation_id for place in self.known.values())}

    def _offer(self, row: PlaceRow) -> None:
        actor = self.work.actor
        employer = register_employer(actor=actor, name=row.employer, registration_number=row.company_number)
        self.employers.add(employer.pk)
        site = self._site(row, employer)
        contact = self._contact(row, site) if row.contact_name else None
        place = offer_place(actor=actor, site=site, contact=contact, details=_details(row), on=self.work.on)
        self._number(row, place)

    def _change(self, row: PlaceRow, place: Place) -> None:
        here = as_texts(place_values(place))
        followed = to_write(as_texts(kept(row)), here, *self.chosen.get(row.row, (frozenset(), frozenset())))
        site = self._site(row, place.site.organisation) if "site" in followed else place.site
        if address := _given(site, followed, dict(zip(ADDRESS, (row.address, row.postcode, row.town), strict=True))):
            change_address(actor=self.work.actor, site=site, **address)
        contact = self._contact(row, site) if "contact" in followed else place.contact
        reached = _given(contact, followed, dict(zip(REACHED, (row.phone, row.email), strict=True)))
        if contact and reached:
            change_contact(actor=self.work.actor, contact=contact, **reached)
        if followed - {*ADDRESS, *REACHED}:
            details = _followed(details_of(place), _details(row), followed)
            change_place(actor=self.work.actor, place=place, details=details, site=site, contact=contact)
        self._number(row, place)

    def _site(self, row: PlaceRow, employer: Organisation) -> Site:
        return register_site(
            actor=self.work.actor, employer=employer, name=row.site, street=row.address, postcode=row.postcode,
            place=row.town,
        )  # fmt: skip

    def _contact(self, row: PlaceRow, site: Site) -> Contact:
        return register_contact(
            actor=self.work.actor, employer=site.organisation, site=site, name=row.contact_name, phone=row.phone,
            email=row.email,
        )  # fmt: skip

    def _number(self, row: PlaceRow, place: Place) -> None:
        if row.ref and place.pk not in self.numbered:
            self.numbered.add(place.pk)
            number_place(actor=self.work.actor, place=place, organisation=self.work.batch.partner, reference=row.ref)


def _given(standing: Site | Contact | None, followed: Collection[str], values: dict[str, str]) -> dict[str, str]:
    """What of these values is followed and stands there otherwise."""
    return {name: text for name, text in values.items() if name in followed and getattr(standing, name, text) != text}


def _followed(standing: PlaceDetails, offered: PlaceDetails, followed: Collection[str]) -> PlaceDetails:
    """The offer with the fields that are followed. What a task of before asks becomes a wish when the task goes, and
    a last day that now lies before the first one falls away."""
    columns: dict[str, Any] = {
        column: getattr(offered, column) for name in followed for column in COLUMNS.get(name, ())
    }
    found = replace(standing, **columns)
    asked = [each if each.task in found.tasks else replace(each, task="") for each in found.requirements]
    passed = found.starts_from and found.starts_until and found.starts_until < found.starts_from
    return replace(found, requirements=asked, starts_until=None if passed else found.starts_until)


def _details(row: PlaceRow) -> PlaceDetails:
    """Hours that run from less to more are kept as the most; the file's own words for less stay with the tasks."""
    return PlaceDetails(
        occupation=row.occupation[:LONGEST_OCCUPATION],
        number=row.count or 0,
        concept=concept_of(row.occupation_code),
        weekdays=row.weekdays,
        hours_per_week=Decimal(str(row.hours[1])) if row.hours else None,
        starts_from=row.start,
        accredited=ACCREDITED[row.accredited],
        tasks=tasks(row.tasks),
        requirements=[
            Requirement(kind=each.kind, value=(each.value or each.text)[:LONGEST_REQUIREMENT])
            for each in row.requirements
        ],
    )
