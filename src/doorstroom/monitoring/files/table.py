"""Columns of a delimited file, with the line behind every value, so that a refusal can say where to look."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from math import isfinite
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

MISSING = frozenset({"", "NA", "NaN", "nan", "NULL"})
"""What stands in a cell of which nothing is known."""

FLAGS = {"1": 1.0, "0": 0.0, "1.0": 1.0, "0.0": 0.0, "true": 1.0, "false": 0.0, "yes": 1.0, "no": 0.0,
         "ja": 1.0, "nee": 0.0}  # fmt: skip


class BadFile(Exception):
    """A refusal: what is wrong, where, and what to do about it."""


def at(file: str, line: int, column: str, value: str, reason: str, repair: str) -> BadFile:
    return BadFile(f'{file}, line {line}, column "{column}": "{value}" {reason}; {repair}')


@dataclass(frozen=True, eq=False)
class Table:
    """`lines[i]` is the line of the file on which row i ends; the header is line 1."""

    file: str
    columns: dict[str, list[str]]
    lines: Sequence[int]
    comma_decimals: bool = False

    def __len__(self) -> int:
        return len(self.lines)

    def column(self, name: str) -> list[str]:
        if name not in self.columns:
            known = ", ".join(self.columns)
            raise BadFile(f'{self.file}: there is no column "{name}"; the file has {known}')
        return self.columns[name]

    def bad(self, row: int, column: str, reason: str, repair: str) -> BadFile:
        return at(self.file, self.lines[row], column, self.columns[column][row], reason, repair)

    def numbers(self, name: str, *, missing: bool = False) -> NDArray[np.float64]:
        """Finite numbers; with `missing` an empty cell is NaN, else it is refused."""
        cells = self.column(name)
        try:
            plain = np.array(cells, dtype=np.float64)
            if np.isfinite(plain).all():
                return plain
        except ValueError:
            pass
        return np.array([self._number(name, row, cell, missing) for row, cell in enumerate(cells)], dtype=np.float64)

    def _number(self, name: str, row: int, cell: str, missing: bool) -> float:
        if cell in MISSING:
            if missing:
                return float("nan")
            raise self.bad(
                row, name, "is empty", "fill it in, or take the row out yourself: no row is left out silently"
            )
        value = number(cell, comma=self.comma_decimals)
        if value is None:
            raise self.bad(row, name, "is not a number", "write digits with a point before the decimals")
        return value

    def flags(self, name: str) -> NDArray[np.bool_]:
        """Yes or no: 1/0, true/false, yes/no or ja/nee."""
        found = [FLAGS.get(cell.lower()) for cell in self.column(name)]
        if None in found:
            raise self.bad(found.index(None), name, "is neither 1 nor 0", "write 1 for yes and 0 for no")
        return np.array(found, dtype=np.float64) == 1.0


def number(cell: str, *, comma: bool = False) -> float | None:
    if comma and "," in cell and "." not in cell:
        cell = cell.replace(",", ".")
    try:
        value = float(cell)
    except ValueError:
        return None
    return value if isfinite(value) and "_" not in cell else None


def read(path: str | Path, *, delimiter: str = "") -> Table:
    file = Path(path)
    try:
        content = file.read_bytes()
    except OSError as problem:
        raise BadFile(f"{file}: cannot be read ({problem.strerror}); check the name and the rights") from None
    return parse(content, file.name, delimiter=delimiter)


def parse(content: bytes, name: str, *, delimiter: str = "") -> Table:
    """UTF-8 (or the older Windows set); comma, semicolon, tab or bar between the columns; the first line names them."""
    text = _decoded(content, name)
    first = text.split("\n", 1)[0]
    sign = delimiter or max(",;\t|", key=first.count)
    rows = csv.reader(io.StringIO(text, newline=""), delimiter=sign, strict=True)
    try:
        header = [cell.strip() for cell in next(rows, [])]
        _refuse_header(header, name)
        lines, cells = [], []
        for line, row in _numbered(rows, name, header):
            lines.append(line)
            cells.append(row)
    except csv.Error as problem:
        raise BadFile(f"{name}, line {rows.line_num}: {problem}; look for a quote that is not closed") from None
    if not cells:
        raise BadFile(f"{name}: there are no rows under the header; give a file with one row for each")
    columns = {
        column: [cell.strip() for cell in values]
        for column, values in zip(header, zip(*cells, strict=True), strict=True)
    }
    return Table(name, columns, lines, comma_decimals=sign == ";")


def _decoded(content: bytes, name: str) -> str:
    if b"\x00" in content[:4096]:
        raise BadFile(f"{name}: is not a text with columns; save it as CSV (UTF-8)")
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError:
        return content.decode("cp1252", errors="replace")


def _refuse_header(header: list[str], name: str) -> None:
    if not any(header):
        raise BadFile(f"{name}: is empty; the first line names the columns")
    twice = [column for column in header if header.count(column) > 1]
    if twice or "" in header:
        wrong = f'"{twice[0]}" stands there twice' if "" not in header else f"column {header.index('') + 1} has no name"
        raise BadFile(f"{name}, line 1: {wrong}; give every column one name of its own")


def _numbered(rows: Iterator[list[str]], name: str, header: list[str]) -> Iterator[tuple[int, list[str]]]:
    for row in rows:
        if not row:
            continue
        line: int = rows.line_num  # type: ignore[attr-defined]
        if len(row) != len(header):
            raise BadFile(
                f"{name}, line {line}: {len(row)} cells under {len(header)} columns; "
                "put a text that holds the separator between quotes"
            )
        yield line, row
