"""A delivery beside what the partner said before and what stands here, and what a person chooses between them."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from typing import Any

from doorstroom.imports.domain.check import CheckedFile
from doorstroom.imports.domain.comparison import ChangedBy, Said, differences, filled, gone, settled
from doorstroom.imports.models import Batch, Row
from doorstroom.imports.selectors import Standing, latest_delivery, register_for, told_before
from doorstroom.kernel.actor import Actor

NOTHING = Said("", {})


def compare(*, actor: Actor, batch: Batch, rows: Collection[Row], checked: CheckedFile) -> dict[str, Any]:
    """Set on each row what it says and where that differs; returns what is to be said of the file as a whole."""
    register = register_for(actor, batch)
    if register is None:
        return {}
    said = register.said(checked)
    about = {row.number: row.same_as or said.get(row.number, NOTHING).about for row in rows}
    here = register.standing(
        {key for key in about.values() if key}, {name for each in said.values() for name in each.facts}
    )
    before = told_before(batch)
    new = 0
    for row in rows:
        row.told = dict(said.get(row.number, NOTHING).facts)
        new += _put_beside(row, before.get(row.reference, {}), here.get(about[row.number]))
    known = sum(key in here for key in about.values())
    return {"new": len(said) - known, "known": known, "filled": new, **_since(batch, rows)}


def settle(*, rows: Iterable[Row]) -> None:
    """Keep on applied rows what the partner said as far as somebody chose: what is left open is asked again."""
    for row in rows:
        row.told = settled(row.told, left_open(row=row))


def left_open(*, row: Row) -> list[str]:
    """Fields of which nobody chose yet between the partner's value and ours."""
    asked = (each["field"] for each in row.differences if each["changed_by"] != ChangedBy.HERE)
    return [name for name in asked if name not in row.choices]


def chosen(*, batch: Batch) -> dict[int, tuple[frozenset[str], frozenset[str]]]:
    """By row: fields to take over from the partner, and fields in which what stands here stays, also when empty."""
    found = {}
    for row in batch.rows.exclude(differences=[]):
        taken = frozenset(name for name, choice in row.choices.items() if choice == Row.Choice.PARTNER)
        found[row.number] = taken, frozenset(each["field"] for each in row.differences) - taken
    return found


def _put_beside(row: Row, earlier: Mapping[str, str], beside: Standing | None) -> int:
    """Set the differences of one row; returns how many empty fields it fills.

    A choice holds as long as the three values are what they were when it was made.
    """
    said = {name: text for name, text in row.told.items() if beside and name in beside.fields}
    here = beside.facts if beside else {}
    differing = differences(earlier, said, here)
    found = [each.as_data() for each in differing]
    same = {each["field"] for each in found if each in row.differences}
    row.choices = {name: choice for name, choice in row.choices.items() if name in same}
    row.differences = found
    return filled(said, here, differing)


def _since(batch: Batch, rows: Iterable[Row]) -> dict[str, Any]:
    """The delivery before this one, and the numbers that stood in it and no longer do."""
    earlier = latest_delivery(batch)
    if earlier is None or earlier.applied_at is None:
        return {"earlier": None, "gone": []}
    before = earlier.rows.exclude(reference="").order_by("number").values_list("reference", flat=True)
    return {"earlier": earlier.applied_at.date().isoformat(), "gone": list(gone(before, {r.reference for r in rows}))}
