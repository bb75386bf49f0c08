"""A new delivery of a partner beside what it said before and what stands here: new, changed and gone, per field.

Three values stand beside each other: what the partner said earlier (as far as that was settled), what it says now,
and what stands here. Only where the partner changed something that stands here otherwise, a person is asked. What
was changed here stays. That somebody is no longer in a file is a question to the partner, never an exit.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass
from enum import StrEnum

Facts = Mapping[str, str]


@dataclass(frozen=True)
class Said:
    """What one row of a file says; `about` is the key here of whom or what it is about, empty for a new one."""

    about: str
    facts: Facts


class ChangedBy(StrEnum):
    """Who changed a value since the partner's earlier delivery."""

    PARTNER = "partner"
    HERE = "here"
    BOTH = "both"


@dataclass(frozen=True)
class Difference:
    """One field of one row that reads otherwise in the partner's file than here; empty means: no value."""

    field: str
    earlier: str
    later: str
    here: str

    @property
    def changed_by(self) -> ChangedBy:
        if self.earlier == self.later:
            return ChangedBy.HERE
        return ChangedBy.PARTNER if self.earlier == self.here else ChangedBy.BOTH

    @property
    def asks(self) -> bool:
        """Whether a person chooses. A value changed here alone stays, and goes back with the return file."""
        return self.changed_by is not ChangedBy.HERE

    def as_data(self) -> dict[str, str]:
        return {**asdict(self), "changed_by": self.changed_by}


def differences(earlier: Facts, later: Facts, here: Facts) -> tuple[Difference, ...]:
    """Every field of which the file says something else than stands here. A field that is empty here is filled
    without asking, unless the partner said the same before: then it was emptied here on purpose."""
    found = []
    for field, said in later.items():
        difference = Difference(field, earlier.get(field, ""), said, here.get(field, ""))
        if said != difference.here and (difference.here or difference.earlier == said):
            found.append(difference)
    return tuple(found)


def filled(later: Facts, here: Facts, found: Iterable[Difference]) -> int:
    """How many fields of the file fill one that is empty here."""
    left_alone = {each.field for each in found}
    return sum(not here.get(field) and field not in left_alone for field in later)


def settled(said: Facts, open_fields: Iterable[str]) -> dict[str, str]:
    """What the partner said as far as somebody looked at it: a question left open is asked again next time."""
    still = set(open_fields)
    return {field: text for field, text in said.items() if field not in still}


def gone(earlier: Iterable[str], later: Iterable[str]) -> tuple[str, ...]:
    """Numbers at the partner that stood in its earlier file and no longer stand in this one."""
    present = set(later)
    return tuple(reference for reference in dict.fromkeys(earlier) if reference and reference not in present)
