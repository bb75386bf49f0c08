"""Places of a delivery: employer, site, contact, place with its tasks and what it asks."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from decimal import Decimal

from django.db import models
from django.db.models import Q

from doorstroom.accounts.models import Organisation, OrganisationKind
from doorstroom.demand.models import Place
from doorstroom.demand.services import (
    PlaceDetails,
    Requirement,
    offer_place,
    register_contact,
    register_employer,
    register_site,
)
from doorstroom.imports.domain.places import PlaceRow
from doorstroom.imports.selectors import concept_of
from doorstroom.imports.services.writing import Work

ACCREDITED = {True: Place.Accredited.YES, False: Place.Accredited.NO, None: Place.Accredited.UNKNOWN}


class PlacesWriter:
    def __init__(self, work: Work, rows: Sequence[PlaceRow]) -> None:
        self.work, self.rows = work, rows
        self.left_out: Counter[str] = Counter()
        self.employers = set(self._known_employers())

    def roots(self) -> dict[type[models.Model], set[int]]:
        return {Organisation: self.employers}

    def write(self) -> None:
        for row in self.rows:
            self._place(row)

    def _known_employers(self) -> Sequence[int]:
        """Employers that `register_employer` may find for these rows."""
        known = Q(registration_number__in=[row.company_number for row in self.rows if row.company_number])
        for name in {row.employer.strip() for row in self.rows}:
            known |= Q(name__iexact=name)
        found = Organisation.objects.filter(known, kind=OrganisationKind.EMPLOYER, merged_into=None)
        return list(found.values_list("pk", flat=True))

    def _place(self, row: PlaceRow) -> None:
        actor = self.work.actor
        employer = register_employer(actor=actor, name=row.employer, registration_number=row.company_number)
        self.employers.add(employer.pk)
        site = register_site(
            actor=actor, employer=employer, name=row.site, street=row.address, postcode=row.postcode, place=row.town
        )  # fmt: skip
        contact = None
        if row.contact_name:
            contact = register_contact(
                actor=actor, employer=employer, site=site, name=row.contact_name, phone=row.phone, email=row.email
            )  # fmt: skip
        offer_place(actor=actor, site=site, contact=contact, details=_details(row), on=self.work.on)


def _details(row: PlaceRow) -> PlaceDetails:
    """Hours that run from less to more are kept as the most; the file's own words for less stay with the tasks."""
    tasks = [part.strip()[:200] for part in re.split(r"[;\n]", row.tasks) if part.strip()]
    return PlaceDetails(
        occupation=row.occupation[:150],
        number=row.count or 0,
        concept=concept_of(row.occupation_code),
        weekdays=row.weekdays,
        hours_per_week=Decimal(str(row.hours[1])) if row.hours else None,
        starts_from=row.start,
        accredited=ACCREDITED[row.accredited],
        tasks=tasks,
        requirements=[Requirement(kind=r.kind, value=(r.value or r.text)[:60]) for r in row.requirements],
    )
