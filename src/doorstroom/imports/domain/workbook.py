"""Excel workbooks (.xlsx, .xlsm): values as the person sees them.

A cell merged over several rows counts for each of them; one merged over several columns is a banner above
those columns. A number shown with leading zeros keeps them. The archive is measured before it is unpacked.
"""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Iterable
from itertools import islice
from typing import Any

from openpyxl import load_workbook
from openpyxl.utils import range_boundaries

from doorstroom.imports.domain.problems import FileError
from doorstroom.imports.domain.sheets import Cell, Document, Limits, Row, Sheet, as_text, tidy

_MERGED = re.compile(rb'<(?:\w+:)?mergeCell\s[^>]*?ref="([A-Z]+\d+:[A-Z]+\d+)"')
# A formula without a kept result; t="str" marks one whose result is an empty text.
_NOT_CALCULATED = re.compile(
    rb'<(?:\w+:)?c\s(?![^>]*\bt="str")[^>]*>\s*<(?:\w+:)?f(?:\s[^>]*)?>[^<]*</(?:\w+:)?f>'
    rb"\s*(?:<(?:\w+:)?v\s*(?:/>|></)|</(?:\w+:)?c>)"
)
_MOST_MERGED = 50_000
_ZEROS = re.compile(r"0{2,20}")


def read_workbook(content: bytes, *, limits: Limits) -> Document:
    with _opened(content) as archive:
        _check_archive(archive, limits=limits)
        try:
            book = load_workbook(io.BytesIO(content), read_only=True, data_only=True)
            visible = [sheet for sheet in book.worksheets if sheet.sheet_state == "visible"]
            sheets = [_sheet(sheet, archive, limits=limits) for sheet in visible]
        except FileError:
            raise
        except Exception as error:  # openpyxl raises whatever a damaged part happens to cause
            raise FileError("file_damaged", detail=type(error).__name__) from error
    if not any(sheet.rows for sheet in sheets):
        raise FileError("file_empty")
    return Document("xlsx", tuple(sheet for sheet in sheets if sheet.rows))


def _opened(content: bytes) -> zipfile.ZipFile:
    try:
        return zipfile.ZipFile(io.BytesIO(content))
    except zipfile.BadZipFile as error:
        raise FileError("file_damaged", detail="zip") from error


def _check_archive(archive: zipfile.ZipFile, *, limits: Limits) -> None:
    parts = archive.infolist()
    names = {part.filename for part in parts}
    if sum(part.file_size for part in parts) > limits.unpacked_bytes or len(parts) > 2_000:
        raise FileError("file_unpacks_too_large", megabytes=limits.unpacked_bytes // 1_000_000)
    if any(part.flag_bits & 1 for part in parts):
        raise FileError("file_has_password")
    if "mimetype" in names or "word/document.xml" in names or "xl/workbook.bin" in names:
        raise FileError("file_is_other_office_format")
    if "xl/workbook.xml" not in names:
        raise FileError("file_is_archive")


def _sheet(sheet: Any, archive: zipfile.ZipFile, *, limits: Limits) -> Sheet:
    xml = archive.read(sheet._worksheet_path)  # the streaming reader knows no merged cells
    if _NOT_CALCULATED.search(xml):
        raise FileError("formulas_not_calculated", sheet=sheet.title)
    sheet.reset_dimensions()
    grid: dict[int, list[Cell]] = {}
    for number, cells in enumerate(sheet.iter_rows(), 1):
        values = _without_empty_end(_shown(cell, limits=limits) for cell in cells)
        if not values:
            continue
        if len(values) > limits.columns:
            raise FileError("too_many_columns", row=number, columns=limits.columns)
        grid[number] = values
        if len(grid) > limits.rows:
            raise FileError("too_many_rows", rows=limits.rows)
    banners = _apply_merged(grid, xml)
    return Sheet(sheet.title, tuple(Row(number, tuple(grid[number])) for number in sorted(grid)), banners)


def _shown(cell: Any, *, limits: Limits) -> Cell:
    value = tidy(cell.value, limits=limits)
    if isinstance(value, int) and not isinstance(value, bool) and value >= 0:
        shape = str(cell.number_format or "")
        return str(value).zfill(len(shape)) if _ZEROS.fullmatch(shape) else value
    return value


def _without_empty_end(values: Iterable[Cell]) -> list[Cell]:
    kept = list(values)
    while kept and kept[-1] is None:
        kept.pop()
    return kept


def _apply_merged(grid: dict[int, list[Cell]], xml: bytes) -> dict[int, dict[int, str]]:
    """Repeat a value down the rows it was merged over; note what was merged across columns."""
    banners: dict[int, dict[int, str]] = {}
    last = max(grid, default=0)
    for reference in islice(_MERGED.finditer(xml), _MOST_MERGED):
        left, top, right, bottom = _boundaries(reference.group(1).decode())
        cells = grid.get(top, [])
        value = cells[left - 1] if left <= len(cells) else None
        if value is None:
            continue
        if right > left:
            text = as_text(value)
            banners.setdefault(top, {}).update(dict.fromkeys(range(left - 1, min(right, 1_000)), text))
            continue
        for number in range(top + 1, min(bottom, last) + 1):
            below = grid.get(number, [])
            below.extend([None] * (left - len(below)))
            below[left - 1] = value
    return banners


def _boundaries(reference: str) -> tuple[int, int, int, int]:
    left, top, right, bottom = range_boundaries(reference)
    return left or 1, top or 1, right or 1, bottom or 1
