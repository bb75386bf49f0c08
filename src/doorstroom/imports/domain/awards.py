"""Rows of a list of awards: who got which diploma or certificate, of whom, on which day.

Schools send the whole list again after every ceremony. What is known already, or stands twice in the list, is said
and counts once. A number that stands here beside another award waits for a person: the list may correct it.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from doorstroom.imports.domain.cells import Read, plain, says_nothing
from doorstroom.imports.domain.codes import read_award_kind
from doorstroom.imports.domain.columns import Column
from doorstroom.imports.domain.context import ImportContext, KnownAward
from doorstroom.imports.domain.dates import read_date
from doorstroom.imports.domain.fields import AWARD_FIELDS
from doorstroom.imports.domain.layout import Table
from doorstroom.imports.domain.problems import Problem, Severity
from doorstroom.imports.domain.rows import Reader, RowResult, Setting, read_row, read_words, setting_for, years_around
from doorstroom.imports.domain.sheets import Cell, as_text
from doorstroom.imports.domain.whose import find_person, name_of

_YEARS_BACK = 60
_MISSING = {"award_kind": "award_kind_missing", "award": "award_missing", "awarded_on": "awarded_on_missing"}


@dataclass(frozen=True)
class AwardRow:
    """`person` is the key of a known person, empty where the caller gave no people to compare with; `issuer` that of
    an organisation, empty for the partner itself; `number` is the issuer's own."""

    row: int
    ref: str
    person: str
    kind: str
    award: str
    awarded_on: date
    issuer: str = ""
    number: str = ""


def check_awards(
    table: Table, columns: Sequence[Column], context: ImportContext
) -> tuple[tuple[AwardRow, ...], list[Problem]]:
    """The rows that can be taken over, in file order, and every problem."""
    setting = setting_for(table, columns, context)
    known: dict[tuple[object, ...], str] = {(each.person, *_facts(each)): "" for each in context.known_awards}
    numbers = {(each.person, each.number): each for each in context.known_awards if each.number}
    rows: list[AwardRow] = []
    problems: list[Problem] = []
    for line in table.rows:
        result = read_row(line, columns, readers=READERS, fields=AWARD_FIELDS, setting=setting)
        name = name_of(line, columns, context)
        person, stranger = find_person(line.number, result.ref, name, context.known_people)
        row = _award(result, person)
        if row and not stranger:
            _beside_known(row, (person or result.ref or name.full, *_facts(row)), known, numbers, result, context)
            rows.append(row)
        problems += [*result.problems, *([stranger] if stranger else [])]
    return tuple(rows), problems


def _award(result: RowResult, person: str) -> AwardRow | None:
    """None where what cannot be missed is missing or could not be read."""
    found = {code: value for code, value in result.values.items() if value not in (None, "")}
    unread = {problem.column for problem in result.problems}
    for field_code, code in _MISSING.items():
        if field_code not in found and result.headers.get(field_code) not in unread:
            result.complain(code, Severity.REFUSED, field_code=field_code)
    if not _MISSING.keys() <= found.keys():
        return None
    return AwardRow(
        result.number, result.ref, person, found["award_kind"], found["award"], found["awarded_on"],
        found.get("issuer", ""), found.get("award_number", ""),
    )  # fmt: skip


def _facts(award: AwardRow | KnownAward) -> tuple[str, str, date]:
    """What makes two awards of one person the same one."""
    return award.kind, plain(award.award), award.awarded_on


def _beside_known(
    row: AwardRow, key: tuple[object, ...], seen: dict[tuple[object, ...], str],
    numbers: Mapping[tuple[str, str], KnownAward], result: RowResult, context: ImportContext,
) -> None:  # fmt: skip
    earlier = seen.setdefault(key, f"row {row.row}")
    other = numbers.get((row.person, row.number))
    if not earlier:
        result.complain("award_known", Severity.WARNING, field_code="award", value=row.award)
    elif earlier != f"row {row.row}":
        result.complain("award_twice", Severity.WARNING, field_code="award", proposal=earlier)
    elif other and row.row not in context.distinct_rows:
        stands = f"{other.award}, {other.awarded_on:%d-%m-%Y}"
        result.complain(
            "award_number_known", Severity.DUPLICATE, field_code="award_number", value=row.number, proposal=stands
        )


def _awarded_on(cell: Cell, setting: Setting) -> Read[date]:
    earliest, _ = years_around(setting.context.today, back=_YEARS_BACK, ahead=0)
    return read_date(cell, order=setting.order("awarded_on"), earliest=earliest, latest=setting.context.today)


def _issuer(cell: Cell, setting: Setting) -> Read[str]:
    """An organisation that is here, by its name; nothing is the partner itself."""
    text = as_text(cell)
    if says_nothing(text) or not setting.context.issuers:
        return Read("")
    key = setting.context.issuers.get(plain(text))
    return Read(key, code="" if key else "issuer_unknown")


def _short(read: Read[str], longest: int) -> Read[str]:
    return Read(" ".join((read.value or "").split())[:longest], code=read.code)


READERS: Mapping[str, Reader] = {
    "award_kind": lambda cell, _: read_award_kind(as_text(cell)),
    "award": lambda cell, setting: _short(read_words(cell, setting), 200),
    "issuer": _issuer,
    "awarded_on": _awarded_on,
    "award_number": lambda cell, setting: _short(read_words(cell, setting), 60),
}
