"""Rows of an employer list to typed places.

A place needs an employer, an occupation and a number; a range is no number that seats can be backed with. Numbers
of the trade register are proposed with their lost zeros, never completed. An occupation that the vocabulary does
not know is taken over in the partner's words. The same place twice is held.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from doorstroom.imports.domain import values
from doorstroom.imports.domain.cells import Read, plain, says_nothing
from doorstroom.imports.domain.columns import Column
from doorstroom.imports.domain.contact import CONTACT_READERS, postal_address
from doorstroom.imports.domain.context import ImportContext, KnownPlace
from doorstroom.imports.domain.dates import read_date
from doorstroom.imports.domain.fields import PLACE_FIELDS
from doorstroom.imports.domain.layout import Table
from doorstroom.imports.domain.names import similar
from doorstroom.imports.domain.problems import Problem, Severity
from doorstroom.imports.domain.rows import Reader, RowResult, Setting, read_row, setting_for, years_around
from doorstroom.imports.domain.sheets import Cell, as_text
from doorstroom.kernel.identifiers import MASK, mask_citizen_numbers, read_kbo, read_kvk

_NO_DAY_YET = re.compile(
    r"z\.?s\.?m\.?|zo snel mogelijk|per direct|direct|asap|in overleg|"
    r"n\.?t\.?b\.?|nader te bepalen|nog niet bekend|flexibel"
)
_LEVEL = re.compile(r"\b([abc][12])\b")
_KILOGRAMS = re.compile(r"(\d{1,3})\s*(?:kg|kilo)")
_SKILLS = {"mondeling": "speaking", "spreken": "speaking", "schriftelijk": "writing", "lezen": "reading"}


@dataclass(frozen=True)
class Requirement:
    """`kind` is language, licence, conduct_certificate, lifting or other; `text` stays as the employer wrote it."""

    kind: str
    text: str
    value: str = ""
    skill: str = ""


@dataclass(frozen=True)
class PlaceRow:
    """`known` is the key of the place whose number at this partner the row carries."""

    row: int
    ref: str
    employer: str = ""
    company_number: str = ""
    site: str = ""
    address: str = ""
    postcode: str = ""
    town: str = ""
    occupation: str = ""
    occupation_code: str = ""
    tasks: str = ""
    count: int | None = None
    weekdays: tuple[int, ...] = ()
    days_per_week: int | None = None
    hours: tuple[float, float] | None = None
    start: date | None = None
    requirements: tuple[Requirement, ...] = ()
    contact_name: str = ""
    phone: str = ""
    email: str = ""
    accredited: bool | None = None
    known: str = ""


def check_places(
    table: Table, columns: Sequence[Column], context: ImportContext
) -> tuple[tuple[PlaceRow, ...], list[Problem]]:
    """Typed rows in file order, and every problem."""
    setting = setting_for(table, columns, context)
    results = [read_row(row, columns, readers=READERS, fields=PLACE_FIELDS, setting=setting) for row in table.rows]
    numbered = {known.reference: known for known in context.known_places if known.reference}
    rows = tuple(_place(result, numbered.get(result.ref)) for result in results)
    for row, result in zip(rows, results, strict=True):
        _check_required(row, result)
        _check_known(row, numbered.get(row.ref), result)
        if row.start is not None and row.start < context.today:
            result.complain("start_is_past", Severity.WARNING, field_code="start", value=row.start.strftime("%d-%m-%Y"))
        elif row.start is None and "start" in result.headers and "start" not in result.values:
            result.complain("start_missing", Severity.WARNING, field_code="start")
    _hold_same_places(rows, results, context)
    return rows, [problem for result in results for problem in result.problems]


def place_key(place: PlaceRow) -> tuple[str, ...]:
    """What makes two rows one place: employer, where, what work and when; not how many, nor whom to call."""
    employer = place.company_number or plain(place.employer)
    where = (plain(place.site), place.postcode, plain(place.address))
    when = (
        place.start.isoformat() if place.start else "",
        str(place.weekdays or place.days_per_week),
        str(place.hours),
    )
    return (employer, *where, place.occupation_code or plain(place.occupation), *when)


def read_requirements(text: str) -> Read[tuple[Requirement, ...]]:
    """An employer's requirements, each in the employer's words and, where one is known, of a kind."""
    if says_nothing(text):
        return Read(value=())
    parts = [part.strip(" .") for part in re.split(r"[;\n|]|,(?!\d)|\s\+\s|\s&\s", text)]
    return Read(tuple(_requirement(part) for part in parts if part))


def _requirement(text: str) -> Requirement:
    words = plain(text)
    if re.search(r"\bvog\b|verklaring omtrent het gedrag|uittreksel strafregister", words):
        return Requirement("conduct_certificate", text)
    if match := _LEVEL.search(words):
        skill = next((skill for word, skill in _SKILLS.items() if word in words), "general")
        return Requirement("language", text, match[1].upper(), skill)
    if match := re.search(r"\brijbewijs\s+([a-z][0-9e]?)\b", words):
        return Requirement("licence", text, match[1].upper())
    if match := _KILOGRAMS.search(words):
        return Requirement("lifting", text, match[1])
    return Requirement("other", text)


def _start(cell: Cell, setting: Setting) -> Read[date]:
    text = plain(as_text(cell))
    if says_nothing(text) or _NO_DAY_YET.fullmatch(text):
        return Read(code="start_missing")
    earliest, latest = years_around(setting.context.today, back=2, ahead=3)
    read = read_date(cell, order=setting.order("start"), earliest=earliest, latest=latest)
    if read.code == "invalid_date":
        whole_month = read_date(f"1 {text}", order=setting.order("start"), earliest=earliest, latest=latest)
        if whole_month.value:
            return Read(code="start_only_month", proposal=whole_month.value.strftime("%d-%m-%Y"))
    return Read(read.value, read.code, read.proposal, refuse=True, params=read.params)


def _company_number(cell: Cell, setting: Setting) -> Read[str]:
    text = as_text(cell)
    if says_nothing(text):
        return Read()
    reading = (read_kbo if setting.context.country == "BE" else read_kvk)(text)
    if reading.fault and setting.context.country != "BE" and (foreign := read_kbo(text)).value:
        reading = foreign
    return Read(reading.value, code=reading.fault or "", proposal=reading.proposal or "")


def _occupation(cell: Cell, setting: Setting) -> Read[tuple[str, str]]:
    label = mask_citizen_numbers(as_text(cell))
    code = setting.context.occupations(label) if setting.context.occupations else ""
    return Read((label, code or ""), code="occupation_unknown" if code is None else "")


def _weekdays(cell: Cell, _: Setting) -> Read[tuple[int, ...] | int]:
    """Named days, or only how many."""
    if match := re.fullmatch(r"([1-7])(?:\s*dag(?:en)?)?", plain(as_text(cell))):
        return Read(int(match[1]))
    named = values.read_weekdays(as_text(cell))
    return Read(named.value, named.code, named.proposal)


READERS: Mapping[str, Reader] = {
    **CONTACT_READERS,
    "company_number": _company_number,
    "occupation": _occupation,
    "count": lambda cell, _: values.read_count(as_text(cell)),
    "weekdays": _weekdays,
    "hours_per_week": lambda cell, _: values.read_hours(as_text(cell)),
    "start": _start,
    "requirements": lambda cell, _: read_requirements(mask_citizen_numbers(as_text(cell))),
    "accredited": lambda cell, _: values.read_yes_no(as_text(cell)),
}
_SAME_NAME = "employer company_number site postcode town tasks count start requirements contact_name email accredited"


def _place(result: RowResult, known: KnownPlace | None) -> PlaceRow:
    found: Mapping[str, Any] = {code: value for code, value in result.values.items() if value is not None}
    occupation, occupation_code = found.get("occupation", ("", ""))
    days = found.get("weekdays", ())
    return PlaceRow(
        row=result.number,
        ref=result.ref,
        occupation=occupation,
        occupation_code=occupation_code,
        weekdays=days if isinstance(days, tuple) else (),
        days_per_week=days if isinstance(days, int) else len(days) or None,
        hours=found.get("hours_per_week"),
        phone=found.get("phone", found.get("mobile", "")),
        address=postal_address(found),
        known=known.key if known else "",
        **{code: found[code] for code in _SAME_NAME.split() if code in found},
    )


def _check_required(row: PlaceRow, result: RowResult) -> None:
    for field_code, value in (("employer", row.employer), ("occupation", row.occupation), ("count", row.count)):
        unread = field_code in result.values and result.values[field_code] is None
        if not value and not unread:
            result.complain(f"{field_code}_missing", Severity.REFUSED, field_code=field_code)


def _check_known(row: PlaceRow, known: KnownPlace | None, result: RowResult) -> None:
    """A number that now stands beside another employer is another place, and must not overwrite the first."""
    if known is None:
        return
    if row.employer and not _same_employer(row, known):
        result.complain(
            "place_of_another", Severity.REFUSED, field_code="reference", value=row.ref, proposal=known.label
        )
    elif known.withdrawn_on:
        day = known.withdrawn_on.strftime("%d-%m-%Y")
        result.complain("place_withdrawn", Severity.WARNING, field_code="reference", value=row.ref, proposal=day)


def _same_employer(row: PlaceRow, known: KnownPlace) -> bool:
    if row.company_number and known.company_number:
        return row.company_number == known.company_number
    return similar(plain(row.employer), plain(known.employer))


def _hold_same_places(rows: Sequence[PlaceRow], results: Sequence[RowResult], context: ImportContext) -> None:
    """Hold what may be a place that is here or an earlier row, and a number that an earlier row has."""
    seen = {known.same: known.label for known in context.known_places if not known.withdrawn_on}
    numbers: dict[str, str] = {}
    for row, result in zip(rows, results, strict=True):
        own = f"row {row.row}"
        numbered = numbers.setdefault(row.ref, own) if row.ref and MASK not in row.ref else own
        first = own if row.known else seen.setdefault(place_key(row), own)
        if row.row in context.distinct_rows:
            continue
        if numbered != own:
            result.complain(
                "same_reference", Severity.DUPLICATE, field_code="reference", value=row.ref, proposal=numbered
            )
        elif first != own:
            result.complain("same_place", Severity.DUPLICATE, proposal=first)
