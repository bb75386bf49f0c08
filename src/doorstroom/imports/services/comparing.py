"""A delivery beside what the partner said before and what stands here, and what a person chooses between them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any, cast
from uuid import UUID

from doorstroom.imports.domain.check import CheckedFile
from doorstroom.imports.domain.comparison import ChangedBy, differences, gone, settled
from doorstroom.imports.domain.kept import as_texts, kept
from doorstroom.imports.domain.participants import ParticipantRow
from doorstroom.imports.models import Batch, Row
from doorstroom.imports.selectors import latest_delivery, standing, told_before
from doorstroom.kernel.actor import Actor


def compare(*, actor: Actor, batch: Batch, rows: Iterable[Row], checked: CheckedFile) -> dict[str, Any]:
    """Set on each row what it says and where that differs; returns what is to be said of the file as a whole.

    A choice holds as long as the three values are what they were when it was made.
    """
    read = {row.row: row for row in cast("tuple[ParticipantRow, ...]", checked.rows)}
    person_of = {row.number: _person(row, read.get(row.number)) for row in rows}
    here = standing(actor, {person for person in person_of.values() if person})
    before = told_before(batch)
    known = 0
    for row in rows:
        row.told = as_texts(kept(read[row.number])) if row.number in read else {}
        beside = here.get(cast(UUID, person_of[row.number]))
        known += beside is not None
        said = {name: text for name, text in row.told.items() if beside and name in beside.fields}
        facts = beside.facts if beside else {}
        found = [each.as_data() for each in differences(before.get(row.reference, {}), said, facts)]
        same = {each["field"] for each in found if each in row.differences}
        row.choices = {name: choice for name, choice in row.choices.items() if name in same}
        row.differences = found
    earlier = latest_delivery(batch)
    lost = gone(_references(earlier), {row.reference for row in rows}) if earlier else ()
    since = earlier.applied_at.date().isoformat() if earlier and earlier.applied_at else None
    return {"new": len(read) - known, "known": known, "earlier": since, "gone": list(lost)}


def settle(*, rows: Iterable[Row], before: Mapping[str, Mapping[str, str]]) -> None:
    """Keep on applied rows what the partner said as far as somebody chose: what is left open is asked again."""
    for row in rows:
        row.told = settled(before.get(row.reference, {}), row.told, left_open(row=row)) if row.told else {}


def left_open(*, row: Row) -> list[str]:
    """Fields of which nobody chose yet between the partner's value and ours."""
    asked = (each["field"] for each in row.differences if each["changed_by"] != ChangedBy.HERE)
    return [name for name in asked if name not in row.choices]


def _person(row: Row, read: ParticipantRow | None) -> UUID | None:
    if row.same_as or read is None:
        return row.same_as
    return UUID(read.known) if read.known else None


def _references(batch: Batch) -> list[str]:
    return list(batch.rows.exclude(reference="").order_by("number").values_list("reference", flat=True))
