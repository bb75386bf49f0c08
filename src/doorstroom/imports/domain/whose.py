"""Whose row it is, in a list about people who are here already: attendance and awards."""

from __future__ import annotations

from collections.abc import Sequence

from doorstroom.imports.domain.columns import Column
from doorstroom.imports.domain.context import ImportContext, KnownPerson
from doorstroom.imports.domain.names import PersonName, family_key, given_agrees, person_name, similar
from doorstroom.imports.domain.problems import Problem, Severity
from doorstroom.imports.domain.sheets import Row, as_text


def name_of(row: Row, columns: Sequence[Column], context: ImportContext) -> PersonName:
    found = {column.field: as_text(row.cells[column.index]) for column in columns if column.field}
    return person_name(found, country=context.country)


def find_person(
    row: int, ref: str, name: PersonName, known_people: Sequence[KnownPerson]
) -> tuple[str, Problem | None]:
    """By the partner's own number, else by a name that only one person in the round has."""
    if not known_people:
        return "", None
    by_ref = [known for known in known_people if ref and known.reference == ref]
    if by_ref and (not name.family or _same_name(by_ref[0].name, name)):
        return by_ref[0].key, None
    if by_ref:
        label = by_ref[0].label
        return "", Problem(row, "name_of_another", Severity.REFUSED, ref=ref, value=name.full, proposal=label)
    by_name = [known for known in known_people if _same_name(known.name, name)]
    if len(by_name) == 1:
        return by_name[0].key, None
    code = "person_two_matches" if by_name else "person_unknown"
    proposal = " / ".join(known.label for known in by_name)
    return "", Problem(row, code, Severity.REFUSED, ref=ref, value=name.full, proposal=proposal)


def _same_name(one: PersonName, other: PersonName) -> bool:
    return similar(family_key(one), family_key(other)) and given_agrees(one, other)
