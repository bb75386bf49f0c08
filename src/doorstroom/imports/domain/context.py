"""What a check must know besides the file: the partner, the round, who is known already, what was corrected."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from doorstroom.imports.domain.names import PersonName
from doorstroom.imports.domain.sheets import Limits


@dataclass(frozen=True)
class ColumnMapping:
    """How one partner's columns are read, as a user corrected and kept it.

    `fields` goes from the header as written to a field code; an empty code means: leave this column out.
    `marks` goes from a code in an attendance list to a status.
    """

    fields: Mapping[str, str] = field(default_factory=dict)
    marks: Mapping[str, str] = field(default_factory=dict)

    def to_data(self) -> dict[str, Any]:
        return {"fields": dict(self.fields), "marks": dict(self.marks)}

    @classmethod
    def from_data(cls, data: Mapping[str, Any]) -> ColumnMapping:
        return cls(dict(data.get("fields", {})), dict(data.get("marks", {})))


@dataclass(frozen=True)
class KnownPerson:
    """Somebody the receiving organisation may already see; nobody else belongs in here.

    `key` is what the caller finds the person by, `label` what the page may show. `reference` is the delivering
    partner's own number for the person; `identity` is the fingerprint of a citizen number, never the number.
    """

    key: str
    label: str
    name: PersonName
    reference: str = ""
    birth_date: date | None = None
    phone: str = ""
    email: str = ""
    postcode: str = ""
    identity: str = field(default="", repr=False)


@dataclass(frozen=True)
class KnownPlace:
    """A place that is here; `same` is what makes another row the same place, `reference` the delivering partner's
    own number for it."""

    key: str
    label: str
    same: tuple[str, ...]
    employer: str = ""
    company_number: str = ""
    reference: str = ""
    withdrawn_on: date | None = None


@dataclass(frozen=True)
class KnownAward:
    """An award that is here already; `person` is the key of a `KnownPerson`, `number` the issuer's own."""

    person: str
    kind: str
    award: str
    awarded_on: date
    number: str = ""


@dataclass(frozen=True)
class ImportContext:
    """The arguments of a check. `today` is the day of the check, `start` the first day of the round.

    `occupations` turns a normalised label into the code of an occupation, or None; without it occupations are
    not checked. `fingerprint` makes citizen numbers comparable with `KnownPerson.identity`. `corrections` are a
    person's repairs: row → column → new text. `distinct_rows` were judged not to be duplicates. `issuers` goes from
    the plain name of an organisation to its key; without any, issuers are not checked.
    """

    today: date
    start: date | None = None
    minimum_age: int | None = None
    maximum_age: int | None = None
    country: str = "NL"
    may_hold_identity_numbers: bool = False
    known_people: tuple[KnownPerson, ...] = ()
    known_places: tuple[KnownPlace, ...] = ()
    known_awards: tuple[KnownAward, ...] = ()
    issuers: Mapping[str, str] = field(default_factory=dict)
    planned_days: frozenset[date] = frozenset()
    occupations: Callable[[str], str | None] | None = None
    fingerprint: Callable[[str], str] | None = None
    mapping: ColumnMapping = field(default_factory=ColumnMapping)
    sheet: str = ""
    corrections: Mapping[int, Mapping[str, str]] = field(default_factory=dict)
    excluded_rows: frozenset[int] = frozenset()
    distinct_rows: frozenset[int] = frozenset()
    limits: Limits = field(default_factory=Limits)
