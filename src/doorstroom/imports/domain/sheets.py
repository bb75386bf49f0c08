"""Rows and cells as they stand in a partner's file, with the row numbers the person sees."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime

from doorstroom.imports.domain.problems import FileError

_FROM_FORMULA_SAFE = re.compile(r"^'(?=[=+\-@])")
Cell = str | int | float | bool | date | None


@dataclass(frozen=True)
class Limits:
    """Bounds that keep one upload from taking the machine down; far above what a region's partner sends."""

    file_bytes: int = 20_000_000
    unpacked_bytes: int = 200_000_000
    rows: int = 20_000
    columns: int = 200
    cell_characters: int = 10_000


@dataclass(frozen=True)
class Row:
    number: int
    cells: tuple[Cell, ...]

    def filled(self) -> list[int]:
        return [index for index, cell in enumerate(self.cells) if cell is not None]


@dataclass(frozen=True)
class Sheet:
    """`rows` leaves blank rows out. `banners` are texts merged over several columns: row → column → text."""

    name: str
    rows: tuple[Row, ...]
    banners: Mapping[int, Mapping[int, str]] = field(default_factory=dict)


@dataclass(frozen=True)
class Document:
    """`encoding` and `delimiter` say how a text file was read, so that a page can show and correct it."""

    format: str
    sheets: tuple[Sheet, ...]
    encoding: str = ""
    delimiter: str = ""


def tidy(value: object, *, limits: Limits) -> Cell:
    """A cell without layout: blanks single and none around, whole numbers whole, dates without time."""
    if isinstance(value, datetime):
        return value.date()
    if isinstance(value, float) and value.is_integer():
        return int(value)
    if value is None or isinstance(value, bool | int | float | date):
        return value
    text = " ".join(str(value).replace("\x00", "").split())
    if len(text) > limits.cell_characters:
        raise FileError("cell_too_long", characters=limits.cell_characters)
    return _FROM_FORMULA_SAFE.sub("", text) or None


def as_text(cell: Cell) -> str:
    """The cell as the person sees it in a Dutch spreadsheet."""
    if cell is None:
        return ""
    if isinstance(cell, bool):
        return "ja" if cell else "nee"
    if isinstance(cell, date):
        return cell.strftime("%d-%m-%Y")
    if isinstance(cell, float):
        return f"{cell:.10g}".replace(".", ",")
    return str(cell)
