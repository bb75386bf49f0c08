"""What stands here of the places of a delivery, as the row of a list would say it."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from typing import Any, cast

from doorstroom.demand.models import Place, PlaceReference
from doorstroom.imports.domain import kept_places
from doorstroom.imports.domain.check import CheckedFile
from doorstroom.imports.domain.comparison import Said
from doorstroom.imports.domain.kept import as_texts
from doorstroom.imports.domain.places import PlaceRow
from doorstroom.imports.domain.returned_places import ways
from doorstroom.imports.domain.returning import Way
from doorstroom.imports.models import Row
from doorstroom.imports.selectors.registers import Register, Standing, columns_of
from doorstroom.kernel.identifiers import read_phone, read_postcode


class PlacesRegister(Register):
    """Every professional reads every place, so nothing depends on the actor."""

    def said(self, checked: CheckedFile) -> dict[int, Said]:
        read = cast("tuple[PlaceRow, ...]", checked.rows)
        return {row.row: Said(row.known, as_texts(kept_places.kept(row))) for row in read}

    def about(self, rows: Iterable[Row]) -> dict[int, str]:
        """By the partner's number, or by what somebody said it is; a row that was not taken over stays as it was."""
        numbers = PlaceReference.objects.filter(organisation=self.batch.partner_id)
        key_of = {reference: str(place) for reference, place in numbers.values_list("reference", "place_id")}
        keys = {row.number: row.same_as or key_of.get(row.reference, "") for row in rows if row.told}
        return {number: key for number, key in keys.items() if key}

    def standing(self, about: Collection[str], names: Collection[str]) -> dict[str, Standing]:
        """Three queries."""
        places = Place.objects.filter(pk__in=about).select_related("site__organisation", "contact")
        found = places.prefetch_related("tasks", "requirements")
        return {str(place.pk): Standing(frozenset(names), place_values(place)) for place in found}

    def ways(self, rows: Sequence[Row]) -> list[list[Way | None]]:
        columns = columns_of(self.batch)
        return [ways(columns, row.values) for row in rows]

    def named(self, references: Collection[str]) -> dict[str, str]:
        numbers = PlaceReference.objects.filter(organisation=self.batch.partner_id, reference__in=references)
        found = numbers.select_related("place__site__organisation")
        return {each.reference: f"{each.place.occupation}, {each.place.site.organisation}" for each in found}


def place_values(place: Place) -> dict[str, Any]:
    """A place in the fields and the form in which a row is kept."""
    contact, site = place.contact, place.site
    phone = contact.phone if contact else ""
    return {
        "occupation": place.occupation, "number": place.number, "weekdays": list(place.weekdays) or None,
        "hours": kept_places.hours(place.hours_per_week) if place.hours_per_week is not None else None,
        "starts_from": place.starts_from, "accredited": place.accredited,
        "tasks": "; ".join(kept_places.tasks("; ".join(task.text for task in place.tasks.all()))),
        "requirements": kept_places.requirements((each.kind, each.value) for each in place.requirements.all()),
        "site": kept_places.site(site.name, site.organisation.name), "street": site.street,
        "postcode": read_postcode(site.postcode, country="NL").value or site.postcode, "place": site.place,
        "contact": contact.name if contact else "", "phone": read_phone(phone, region="NL").value or phone,
        "email": contact.email if contact else "",
    }  # fmt: skip
