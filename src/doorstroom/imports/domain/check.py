"""A partner's file from bytes to a judged list: the one entry for command, page and test.

Nothing is written. The same bytes with the same context give the same result, so a page can check again after
each repair and an import can check once more at the moment it is applied.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import Literal

from doorstroom.imports.domain.attendance import DAY_COLUMN, AttendanceMark, check_attendance, day_columns
from doorstroom.imports.domain.awards import AwardRow, check_awards
from doorstroom.imports.domain.columns import Column, recognise
from doorstroom.imports.domain.context import ColumnMapping, ImportContext
from doorstroom.imports.domain.fields import FIELDS, NAMES
from doorstroom.imports.domain.layout import PassedOver, Table, corrected, find_table
from doorstroom.imports.domain.legend import read_legend
from doorstroom.imports.domain.participants import ParticipantRow, check_participants
from doorstroom.imports.domain.places import PlaceRow, check_places
from doorstroom.imports.domain.problems import FileError, Problem, Severity
from doorstroom.imports.domain.reading import read_document
from doorstroom.imports.domain.report import Report
from doorstroom.imports.domain.sending import SendingRow, check_sending
from doorstroom.imports.domain.sheets import as_text
from doorstroom.kernel.identifiers import MASK, mask_citizen_numbers

Kind = Literal["participants", "places", "attendance", "awards", "sending"]
TOLD_BY_NAME: tuple[Kind, ...] = ("attendance", "awards")
"""Lists about people who are here already: the name tells whose row it is as well as a number does."""
ReadRow = ParticipantRow | PlaceRow | AttendanceMark | AwardRow | SendingRow
_NEEDED = {
    "participants": (("family_name", "full_name"),),
    "places": (("employer",), ("occupation",), ("count",)),
    "attendance": (("reference", "full_name", "family_name"), (DAY_COLUMN, "day"), (DAY_COLUMN, "mark")),
    "sending": (("family_name", "full_name"),),
    "awards": (("reference", "full_name", "family_name"), ("award_kind",), ("award",), ("awarded_on",)),
}


@dataclass(frozen=True)
class GridRow:
    """A row as the page shows it for repair: one text per column, citizen numbers masked. `ref` tells rows apart
    from delivery to delivery: the number at the partner, else the name in a list about people who are here already."""

    number: int
    ref: str
    cells: tuple[str, ...]


@dataclass(frozen=True)
class Source:
    """How the file was read, so that a person can see that it was read rightly."""

    filename: str
    format: str
    encoding: str
    delimiter: str
    sheet: str
    header_row: int
    other_sheets: tuple[str, ...]
    passed_over: tuple[PassedOver, ...]


@dataclass(frozen=True)
class CheckedFile:
    """`rows` are the rows that could be taken over; `mapping` is what the page offers to keep for this partner;
    `days` goes from the headers that are a day to that day."""

    kind: Kind
    rows: tuple[ReadRow, ...]
    problems: tuple[Problem, ...]
    mapping: ColumnMapping
    columns: tuple[Column, ...]
    grid: tuple[GridRow, ...]
    source: Source
    days: Mapping[str, date]

    @property
    def unmapped(self) -> tuple[Column, ...]:
        """Columns that are not taken over, each with its reason."""
        return tuple(column for column in self.columns if not column.field)

    @property
    def report(self) -> Report:
        return Report(self.kind, len(self.grid), len(self.rows), self.problems)


def check_file(kind: Kind, content: bytes, filename: str, context: ImportContext) -> CheckedFile:
    """Read and judge one file. Raises FileError when it cannot be read at all."""
    document = read_document(content, limits=context.limits)
    table = corrected(find_table(document, FIELDS[kind], context), context.corrections, context.excluded_rows)
    days, problems = day_columns(table, context) if kind == "attendance" else ({}, [])
    columns = _columns(kind, table, days, context)
    _require(kind, columns, table, {DAY_COLUMN} if days or problems else set())
    rows, found = _check(kind, table, columns, days, context)
    all_problems = (*_about_columns(columns, table), *problems, *found)
    lost = {problem.row for problem in all_problems if problem.severity in (Severity.REFUSED, Severity.DUPLICATE)}
    if kind != "attendance":
        rows = tuple(row for row in rows if row.row not in lost)
    source = Source(
        filename,
        document.format,
        document.encoding,
        document.delimiter,
        table.sheet,
        table.header_row,
        table.other_sheets,
        tuple(replace(line, text=mask_citizen_numbers(line.text)) for line in table.passed_over),
    )
    mapping = _mapping(columns, table, context)
    on = {table.headers[index]: day for index, day in days.items()}
    return CheckedFile(kind, rows, all_problems, mapping, columns, _grid(kind, table, columns), source, on)


def _check(
    kind: Kind, table: Table, columns: tuple[Column, ...], days: dict[int, date], context: ImportContext
) -> tuple[tuple[ReadRow, ...], list[Problem]]:
    if kind == "participants":
        return check_participants(table, columns, context)
    if kind == "places":
        return check_places(table, columns, context)
    if kind == "awards":
        return check_awards(table, columns, context)
    if kind == "sending":
        return check_sending(table, columns, context)
    return check_attendance(table, columns, days, context)


def _columns(kind: Kind, table: Table, days: dict[int, date], context: ImportContext) -> tuple[Column, ...]:
    values = [table.column(index) for index in range(len(table.headers))]
    columns = recognise(table.headers, values, FIELDS[kind], context)
    return tuple(
        Column(column.index, column.header, DAY_COLUMN, 1.0, "date_in_header") if column.index in days else column
        for column in columns
    )


def _require(kind: Kind, columns: tuple[Column, ...], table: Table, besides: set[str]) -> None:
    """Without these columns no row can be judged; the message names what is missing and what was found."""
    found = {column.field for column in columns} | besides
    for alternatives in _NEEDED[kind]:
        if not found & set(alternatives):
            raise FileError(
                "column_missing",
                field=alternatives[0],
                row=table.header_row,
                headers=", ".join(table.headers),
            )


def _about_columns(columns: tuple[Column, ...], table: Table) -> list[Problem]:
    """Refused columns are said by name, and nothing of what stood in them is kept."""
    return [
        Problem(table.header_row, f"column_{column.reason}", Severity.REFUSED, column=column.header)
        for column in columns
        if column.reason.startswith("refused_")
    ]


def _mapping(columns: tuple[Column, ...], table: Table, context: ImportContext) -> ColumnMapping:
    kept = {
        column.header: column.field
        for column in columns
        if column.field != DAY_COLUMN and (column.field or column.reason == "left_out")
    }
    legend = read_legend([*(line.text for line in table.passed_over), *table.notes])
    marks = {**legend, **context.mapping.marks} if any(c.field in (DAY_COLUMN, "mark") for c in columns) else {}
    return ColumnMapping(kept, marks)


def _grid(kind: Kind, table: Table, columns: tuple[Column, ...]) -> tuple[GridRow, ...]:
    hidden = {
        column.index for column in columns if column.field == "identity_number" or column.reason.startswith("refused_")
    }
    numbered = [column.index for column in columns if column.field == "reference"]
    named = [column.index for column in columns if column.field in NAMES] if kind in TOLD_BY_NAME else []
    rows = []
    for row in table.rows:
        texts = [mask_citizen_numbers(as_text(cell)) for cell in row.cells]
        shown = tuple((MASK if text else "") if index in hidden else text for index, text in enumerate(texts))
        ref = "".join(shown[index] for index in numbered) or " ".join(filter(None, (shown[index] for index in named)))
        rows.append(GridRow(row.number, ref, shown))
    return tuple(rows)
