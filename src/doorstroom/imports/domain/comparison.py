"""A new delivery of a partner beside the earlier one: who is new, who is gone, what changed in which field.

Rows are the same when they carry the same number at the partner; rows without one are compared with nothing and
listed. Nothing is overwritten: a change is a question to a person. Citizen numbers show only *that* they changed.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, fields
from typing import Protocol

from doorstroom.kernel.identifiers import mask

NOT_COMPARED = frozenset({"row", "ref", "known"})
MASKED = frozenset({"identity_number"})


class Delivered(Protocol):
    """A dataclass row of any kind with its row in the file and its number at the partner."""

    @property
    def row(self) -> int: ...

    @property
    def ref(self) -> str: ...


@dataclass(frozen=True)
class Change:
    ref: str
    row: int
    field: str
    earlier: object
    later: object


@dataclass(frozen=True)
class Comparison:
    """`new`, `gone` and `unchanged` are numbers at the partner; `without_ref` are rows of the later file."""

    new: tuple[str, ...]
    gone: tuple[str, ...]
    unchanged: tuple[str, ...]
    changes: tuple[Change, ...]
    without_ref: tuple[int, ...]


def compare_deliveries(earlier: Sequence[Delivered], later: Sequence[Delivered]) -> Comparison:
    """Field by field, in the order of the later file. Where a number stands twice, its first row counts."""
    before = {row.ref: row for row in reversed(earlier) if row.ref}
    after = {row.ref: row for row in reversed(later) if row.ref}
    order = list(dict.fromkeys(row.ref for row in later if row.ref))
    changed = {ref: _changes(before[ref], after[ref]) for ref in order if ref in before}
    return Comparison(
        new=tuple(ref for ref in order if ref not in before),
        gone=tuple(dict.fromkeys(row.ref for row in earlier if row.ref and row.ref not in after)),
        unchanged=tuple(ref for ref, found in changed.items() if not found),
        changes=tuple(change for found in changed.values() for change in found),
        without_ref=tuple(row.row for row in later if not row.ref),
    )


def _changes(earlier: Delivered, later: Delivered) -> list[Change]:
    found = []
    for name in (field.name for field in fields(later) if field.name not in NOT_COMPARED):  # type: ignore[arg-type]
        old, new = getattr(earlier, name), getattr(later, name)
        if old != new:
            shown = (mask(old), mask(new)) if name in MASKED else (old, new)
            found.append(Change(later.ref, later.row, name, *shown))
    return found
