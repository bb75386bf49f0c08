"""Rows of a list of candidates to typed participants.

A row needs a name and a date of birth that fits the model's ages on the first day of the round. Citizen numbers
are kept exactly as they passed their check and shown nowhere. Somebody who may be known already is held until a
person has looked; the same number at the same partner is a new delivery, not a duplicate.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from doorstroom.imports.domain import codes, values
from doorstroom.imports.domain.cells import Read, says_nothing
from doorstroom.imports.domain.columns import Column
from doorstroom.imports.domain.contact import CONTACT_READERS, postal_address
from doorstroom.imports.domain.context import ImportContext, KnownPerson
from doorstroom.imports.domain.dates import read_date
from doorstroom.imports.domain.fields import PARTICIPANT_FIELDS
from doorstroom.imports.domain.layout import Table
from doorstroom.imports.domain.names import PersonName, family_key, person_name, similar
from doorstroom.imports.domain.people import SAME_IDENTIFIER, Person, first_matches, resemblance
from doorstroom.imports.domain.problems import Problem, Severity
from doorstroom.imports.domain.rows import Reader, RowResult, Setting, read_row, read_words, setting_for, years_around
from doorstroom.imports.domain.sheets import Cell, as_text
from doorstroom.kernel.identifiers import MASK, read_bsn, read_insz

OLDEST = 100


@dataclass(frozen=True)
class ParticipantRow:
    """`known` is the key of the person whose number at this partner the row carries."""

    row: int
    ref: str
    name: PersonName
    birth_date: date | None = None
    identity_number: str = field(default="", repr=False)
    postcode: str = ""
    town: str = ""
    address: str = ""
    phone: str = ""
    email: str = ""
    income_source: str = ""
    languages: tuple[tuple[str, str], ...] = ()
    education: str = ""
    licences: tuple[str, ...] | None = None
    transport: tuple[str, ...] = ()
    available_from: date | None = None
    hours: tuple[float, float] | None = None
    wish: str = ""
    caseworker: str = ""
    known: str = ""


def check_participants(
    table: Table, columns: Sequence[Column], context: ImportContext
) -> tuple[tuple[ParticipantRow, ...], list[Problem]]:
    """Typed rows in file order, and every problem."""
    setting = setting_for(table, columns, context)
    results = [
        read_row(row, columns, readers=READERS, fields=PARTICIPANT_FIELDS, setting=setting) for row in table.rows
    ]
    by_reference = {known.reference: known for known in context.known_people if known.reference}
    rows = [_participant(result, by_reference, context) for result in results]
    for row, result in zip(rows, results, strict=True):
        _check_person(row, result, context)
        if row.known and row.row not in context.distinct_rows:
            _check_number_is_still_theirs(row, by_reference[row.ref], result, context)
    _hold_duplicates(rows, {result.number: result for result in results}, context)
    return tuple(rows), [problem for result in results for problem in result.problems]


def age_on(birth_date: date, day: date) -> int:
    """Completed years; somebody born on 29 February grows older on 1 March (BW 1:1 counts whole days)."""
    return day.year - birth_date.year - ((day.month, day.day) < (birth_date.month, birth_date.day))


def _birth_date(cell: Cell, setting: Setting) -> Read[date]:
    today = setting.context.today
    earliest = date(today.year - OLDEST, 1, 1)
    return read_date(cell, order=setting.order("birth_date"), earliest=earliest, latest=today)


def _available_from(cell: Cell, setting: Setting) -> Read[date]:
    if says_nothing(as_text(cell)):
        return Read()
    earliest, latest = years_around(setting.context.today, back=3, ahead=3)
    return read_date(cell, order=setting.order("available_from"), earliest=earliest, latest=latest)


def _identity_number(cell: Cell, setting: Setting) -> Read[str]:
    reading = (read_insz if setting.context.country == "BE" else read_bsn)(as_text(cell))
    return Read(reading.value, code=reading.fault or "")


def _language(cell: Cell, _: Setting) -> Read[str]:
    return values.read_language_level(as_text(cell))


def _language_level(cell: Cell, setting: Setting) -> Read[Any]:
    """One level for all skills, or a level for each."""
    by_skill = values.read_levels_by_skill(as_text(cell))
    return Read(by_skill) if by_skill else _language(cell, setting)


def _wish(cell: Cell, setting: Setting) -> Read[str]:
    return Read() if says_nothing(as_text(cell)) else read_words(cell, setting)


LANGUAGE_SKILLS = {
    "language_level": "general",
    "language_speaking": "speaking",
    "language_listening": "listening",
    "language_reading": "reading",
    "language_writing": "writing",
}
READERS: Mapping[str, Reader] = {
    **CONTACT_READERS,
    "birth_date": _birth_date,
    "available_from": _available_from,
    "identity_number": _identity_number,
    "income_source": lambda cell, _: codes.read_income_source(as_text(cell)),
    "education": lambda cell, _: codes.read_education(as_text(cell)),
    "licence": lambda cell, _: codes.read_licences(as_text(cell)),
    "transport": lambda cell, _: codes.read_transport(as_text(cell)),
    "hours_per_week": lambda cell, _: values.read_hours(as_text(cell)),
    "wish": _wish,
    **dict.fromkeys(LANGUAGE_SKILLS, _language),
    "language_level": _language_level,
}


def _participant(result: RowResult, by_reference: Mapping[str, KnownPerson], context: ImportContext) -> ParticipantRow:
    found: Mapping[str, Any] = {code: value for code, value in result.values.items() if value is not None}
    known = by_reference.get(result.ref)
    return ParticipantRow(
        row=result.number,
        ref=result.ref,
        name=person_name(found, country=context.country),
        phone=found.get("mobile", found.get("phone", "")),
        address=postal_address(found),
        languages=_languages(found),
        licences=found.get("licence"),
        hours=found.get("hours_per_week"),
        known=known.key if known else "",
        **{code: found[code] for code in _SAME_NAME.split() if code in found},
    )


def _languages(found: Mapping[str, Any]) -> tuple[tuple[str, str], ...]:
    """What a column of its own says of a skill goes before what one cell says of several."""
    several = found.get("language_level")
    levels = dict(several) if isinstance(several, tuple) else {"general": several} if several else {}
    levels |= {skill: found[code] for code, skill in LANGUAGE_SKILLS.items() if skill != "general" and code in found}
    return tuple(levels.items())


_SAME_NAME = (
    "birth_date identity_number postcode town email income_source education transport available_from wish caseworker"
)


def _check_person(row: ParticipantRow, result: RowResult, context: ImportContext) -> None:
    """What must hold for a person as a whole: a name, an age within the model, a way to be reached."""
    if not row.name.family or not (row.name.given or row.name.initials):
        field_code = "full_name" if "full_name" in result.headers else "family_name"
        result.complain("name_incomplete", Severity.REFUSED, field_code=field_code, value=row.name.full)
    elif "full_name" in result.values and "family_name" not in result.values:
        _check_split(row, result)
    if not any(problem.column == result.headers.get("birth_date") for problem in result.problems):
        _check_age(row, result, context)
    if not row.phone and not row.email:
        result.complain("not_reachable", Severity.WARNING)


def _check_split(row: ParticipantRow, result: RowResult) -> None:
    """Three words without comma or prefix can be cut in two places; the cut is shown."""
    written = str(result.values["full_name"])
    if "," not in written and not row.name.prefix and " " in row.name.given:
        proposal = f"{row.name.family}, {row.name.given}"
        result.complain("name_read_as", Severity.WARNING, field_code="full_name", value=written, proposal=proposal)


def _check_age(row: ParticipantRow, result: RowResult, context: ImportContext) -> None:
    limited = context.minimum_age is not None or context.maximum_age is not None
    if row.birth_date is None:
        severity = Severity.REFUSED if limited else Severity.WARNING
        result.complain("birth_date_missing", severity, field_code="birth_date")
        return
    age = age_on(row.birth_date, context.start or context.today)
    least, most = context.minimum_age or 0, context.maximum_age
    if age < least or (most is not None and age > most):
        ages = f"{least}+" if most is None else f"{least}-{most}"
        result.complain("model_age", Severity.REFUSED, field_code="birth_date", params={"age": age, "ages": ages})


def _hold_duplicates(rows: Sequence[ParticipantRow], results: Mapping[int, RowResult], context: ImportContext) -> None:
    """Hold every row that may be somebody known or somebody earlier in the file; the earlier row stays."""
    people = [(row, _person(row, context)) for row in _with_new_reference(rows, results, context)]
    known = [_known(person) for person in context.known_people] + [person for row, person in people if row.known]
    unknown = [(row, person) for row, person in people if not row.known]
    for position, kind, other in first_matches([person for _, person in unknown], known):
        row = unknown[position][0]
        if row.row not in context.distinct_rows:
            field_code = "identity_number" if kind == SAME_IDENTIFIER else ""
            results[row.row].complain(kind, Severity.DUPLICATE, field_code=field_code, proposal=other.label)


def _with_new_reference(
    rows: Sequence[ParticipantRow], results: Mapping[int, RowResult], context: ImportContext
) -> list[ParticipantRow]:
    """The rows but those that repeat a number of an earlier row, which are held at once."""
    seen: dict[str, int] = {}
    kept = []
    for row in rows:
        first = seen.setdefault(row.ref, row.row) if _shown(row.ref) else row.row
        if first == row.row or row.row in context.distinct_rows:
            kept.append(row)
            continue
        results[row.row].complain(
            "same_reference", Severity.DUPLICATE, field_code="reference", value=row.ref, proposal=f"row {first}"
        )
    return kept


def _shown(ref: str) -> bool:
    """A masked number names nobody."""
    return bool(ref) and MASK not in ref


def _check_number_is_still_theirs(
    row: ParticipantRow, known: KnownPerson, result: RowResult, context: ImportContext
) -> None:
    """A partner that gives an old number to a new person must not overwrite the old one's file."""
    person, earlier = _person(row, context), _known(known)
    other_birth = None not in (person.birth_date, earlier.birth_date) and person.birth_date != earlier.birth_date
    other_name = not similar(family_key(person.name), family_key(earlier.name))
    if other_birth and other_name and not resemblance(person, earlier):
        result.complain(
            "reference_of_another", Severity.REFUSED, field_code="reference", value=row.ref, proposal=known.label
        )


def _person(row: ParticipantRow, context: ImportContext) -> Person:
    identity = row.identity_number
    if identity and context.fingerprint:
        identity = context.fingerprint(identity)
    label = row.ref if _shown(row.ref) else f"row {row.row}"
    return Person(label, row.name, row.birth_date, row.phone, row.email, row.postcode, identity)


def _known(known: KnownPerson) -> Person:
    return Person(
        known.label,
        known.name,
        known.birth_date,
        known.phone,
        known.email,
        known.postcode,
        known.identity,
    )
