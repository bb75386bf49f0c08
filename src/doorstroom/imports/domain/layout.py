"""Where the table stands in a partner's sheet, and which of its lines are not people or places.

Titles, a date of reference and blank lines may come above the header, which is looked for in the first thirty
rows of every visible sheet; totals, legends and remarks may come below. What is passed over is listed with its
reason, so that nothing disappears unseen.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from openpyxl.utils import get_column_letter

from doorstroom.imports.domain.cells import plain
from doorstroom.imports.domain.columns import header_key, header_strength
from doorstroom.imports.domain.context import ImportContext
from doorstroom.imports.domain.dates import Order, day_header_readings
from doorstroom.imports.domain.fields import Field
from doorstroom.imports.domain.problems import FileError
from doorstroom.imports.domain.sheets import Cell, Document, Row, Sheet, as_text

HEADER_WITHIN = 30
_LONGEST_HEADER = 80
_TOTAL = re.compile(r"(?:sub|eind)?tota(?:al|len)\b|total\b|som\b|aantal\b|gemiddeld\b|average\b|sum\b")
_LEGEND = re.compile(r"(?:legenda|legende|legend|toelichting|verklaring|codes?|key)\b")


@dataclass(frozen=True)
class PassedOver:
    """A line of the sheet that is not a row of the table: `total`, `legend`, `remark` or `header_again`."""

    row: int
    text: str
    reason: str


@dataclass(frozen=True)
class Table:
    """Header and rows of the one sheet that is read; `headers` are unique and as written.

    `notes` are the first lines of the other sheets, where a legend may stand.
    """

    sheet: str
    header_row: int
    headers: tuple[str, ...]
    rows: tuple[Row, ...]
    passed_over: tuple[PassedOver, ...]
    other_sheets: tuple[str, ...]
    notes: tuple[str, ...] = ()

    def column(self, index: int) -> list[Cell]:
        """The filled cells of a column."""
        return [row.cells[index] for row in self.rows if row.cells[index] is not None]


def find_table(document: Document, fields: Sequence[Field], context: ImportContext) -> Table:
    """The best header of all sheets and what stands below it. Raises FileError("header_not_found")."""
    sheets = [sheet for sheet in document.sheets if context.sheet in ("", sheet.name)]
    scored = [
        (_header_score(sheet, row, fields, context), -order, -row.number, sheet, row)
        for order, sheet in enumerate(sheets)
        for row in sheet.rows
        if row.number <= HEADER_WITHIN
    ]
    score, _, _, sheet, header = max(scored, key=lambda entry: entry[:3], default=(0.0, 0, 0, None, None))
    if score < 2 or sheet is None or header is None:
        raise FileError("header_not_found", rows=HEADER_WITHIN, expected=_expected(fields))
    below = [row for row in sheet.rows if row.number > header.number]
    headers = _headers(sheet, header, max(len(row.cells) for row in (header, *below)))
    headings = {as_text(cell) for row in sheet.rows if row.number <= header.number for cell in row.cells if cell}
    passed_over = {row.number: reason for row in below if (reason := _passed_over(row, headings, len(headers)))}
    return Table(
        sheet=sheet.name,
        header_row=header.number,
        headers=headers,
        rows=tuple(_padded(row, len(headers)) for row in below if row.number not in passed_over),
        passed_over=tuple(
            PassedOver(row.number, line_text(row), passed_over.get(row.number, "remark"))
            for row in sheet.rows
            if row.number < header.number or row.number in passed_over
        ),
        other_sheets=tuple(other.name for other in document.sheets if other is not sheet),
        notes=tuple(line_text(row) for other in document.sheets if other is not sheet for row in other.rows[:50]),
    )


def corrected(table: Table, corrections: Mapping[int, Mapping[str, str]], excluded: frozenset[int]) -> Table:
    """The table with a person's repairs in it and without the rows that person left out."""
    position = {header: index for index, header in enumerate(table.headers)}

    def repaired(row: Row) -> Row:
        cells = list(row.cells)
        for header, text in corrections.get(row.number, {}).items():
            if header in position:
                cells[position[header]] = text.strip() or None
        return Row(row.number, tuple(cells))

    return replace(table, rows=tuple(repaired(row) for row in table.rows if row.number not in excluded))


def line_text(row: Row) -> str:
    return ", ".join(as_text(row.cells[index]) for index in row.filled())


def _header_score(sheet: Sheet, row: Row, fields: Sequence[Field], context: ImportContext) -> float:
    """How many different fields the row names; dates count where a list of attendance has them as headers."""
    kept = {header_key(text) for text in context.mapping.fields}
    matrix = any(field.code == "mark" for field in fields)
    near = context.start or context.today
    found: dict[str, float] = {}
    for text, cell in zip(_header_texts(sheet, row), row.cells, strict=True):
        is_day = matrix and cell is not None and day_header_readings(text, order=Order.UNKNOWN, near=near)
        if header_key(text) in kept or is_day:
            found[text] = 1.0
        elif isinstance(cell, str) and len(text) <= _LONGEST_HEADER:
            strength, code = max((header_strength(text, field), field.code) for field in fields)
            found[code] = max(found.get(code, 0.0), strength)
    return sum(found.values())


def _header_texts(sheet: Sheet, row: Row) -> list[str]:
    """The header cells; where one alone says too little, the banner above it comes first."""
    banner = sheet.banners.get(row.number - 1, {})
    return [
        f"{banner[index]} {as_text(cell)}" if index in banner and len(as_text(cell)) <= 8 else as_text(cell)
        for index, cell in enumerate(row.cells)
    ]


def _headers(sheet: Sheet, row: Row, width: int) -> tuple[str, ...]:
    """Unique names: a column without one gets its letter, a second one its banner or else a number."""
    written = [as_text(cell) for cell in row.cells] + [""] * (width - len(row.cells))
    with_banner = _header_texts(sheet, row)
    names: list[str] = []
    for index, own in enumerate(written):
        name = own or get_column_letter(index + 1)
        if own and written.count(own) > 1:
            name = with_banner[index]
        number = names.count(name) and 2
        while number and f"{name} ({number})" in names:
            number += 1
        names.append(f"{name} ({number})" if number else name)
    return tuple(names)


def _passed_over(row: Row, headings: set[str], width: int) -> str | None:
    """`headings` are the texts of the header and above it: a row of nothing else is the header again."""
    filled = row.filled()
    first = plain(as_text(row.cells[filled[0]]))
    if len(filled) > 1 and {as_text(row.cells[index]) for index in filled} <= headings:
        return "header_again"
    if _LEGEND.match(first):
        return "legend"
    if _TOTAL.match(first) and len(filled) <= width / 2:
        return "total"
    alone = len(filled) == 1 and width > 2 and not any(map(str.isdigit, first))
    return "remark" if alone or (len(filled) == 1 and len(first) > 40) else None


def _padded(row: Row, width: int) -> Row:
    return Row(row.number, (*row.cells, *[None] * (width - len(row.cells))))


def _expected(fields: Sequence[Field]) -> str:
    return ", ".join(field.headers[0] for field in fields[:6])
