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

from doorstroom.monitoring.files.refusals import BadFile, cell, refusal

MISSING = frozenset({"", "NA", "NaN", "nan", "NULL"})
"""What stands in a cell of which nothing is known."""

FLAGS = {"1": 1.0, "0": 0.0, "1.0": 1.0, "0.0": 0.0, "true": 1.0, "false": 0.0, "yes": 1.0, "no": 0.0,
         "ja": 1.0, "nee": 0.0}  # fmt: skip


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
            raise refusal("no_column", file=self.file, column=name, known=", ".join(self.columns))
        return self.columns[name]

    def bad(self, row: int, column: str, reason: str, repair: str) -> BadFile:
        """A cell that one command refuses for a reason of its own, in English."""
        value = self.columns[column][row]
        return BadFile(f'{self.file}, line {self.lines[row]}, column "{column}": "{value}" {reason}; {repair}')

    def wrong(self, row: int, column: str, code: str) -> BadFile:
        """A cell that is refused for a reason in both languages."""
        value = self.columns[column][row]
        return cell(code, file=self.file, line=self.lines[row], column=column, value=value)

    def numbers(self, name: str, *, missing: bool = False) -> NDArray[np.float64]:
        """Finite numbers; with `missing` an empty cell is NaN, else it is refused."""
        cells = self.column(name)
        try:
            plain = np.array(cells, dtype=np.float64)
            if np.isfinite(plain).all():
                return plain
        except ValueError:
            pass
        return np.array([self._number(name, row, text, missing) for row, text in enumerate(cells)], dtype=np.float64)

    def _number(self, name: str, row: int, text: str, missing: bool) -> float:
        if text in MISSING:
            if missing:
                return float("nan")
            raise self.wrong(row, name, "empty")
        value = number(text, comma=self.comma_decimals)
        if value is None:
            raise self.wrong(row, name, "not_a_number")
        return value

    def flags(self, name: str) -> NDArray[np.bool_]:
        """Yes or no: 1/0, true/false, yes/no or ja/nee."""
        found = [FLAGS.get(text.lower()) for text in self.column(name)]
        if None in found:
            raise self.wrong(found.index(None), name, "no_flag")
        return np.array(found, dtype=np.float64) == 1.0


def number(text: str, *, comma: bool = False) -> float | None:
    if comma and "," in text and "." not in text:
        text = text.replace(",", ".")
    try:
        value = float(text)
    except ValueError:
        return None
    return value if isfinite(value) and "_" not in text else None


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
        header = [column.strip() for column in next(rows, [])]
        _refuse_header(header, name)
        lines, cells = [], []
        for line, row in _numbered(rows, name, header):
            lines.append(line)
            cells.append(row)
    except csv.Error as problem:
        raise refusal("quote", file=name, line=rows.line_num, what=problem) from None
    if not cells:
        raise refusal("no_rows", file=name)
    columns = {
        column: [text.strip() for text in values]
        for column, values in zip(header, zip(*cells, strict=True), strict=True)
    }
    return Table(name, columns, lines, comma_decimals=sign == ";")


def _decoded(content: bytes, name: str) -> str:
    if b"\x00" in content[:4096]:
        raise refusal("no_text", file=name)
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError:
        return content.decode("cp1252", errors="replace")


def _refuse_header(header: list[str], name: str) -> None:
    if not any(header):
        raise refusal("no_header", file=name)
    twice = [column for column in header if header.count(column) > 1]
    if "" in header:
        raise refusal("header_without_name", file=name, number=header.index("") + 1)
    if twice:
        raise refusal("header_twice", file=name, column=twice[0])


def _numbered(rows: Iterator[list[str]], name: str, header: list[str]) -> Iterator[tuple[int, list[str]]]:
    for row in rows:
        if not row:
            continue
        line: int = rows.line_num  # type: ignore[attr-defined]
        if len(row) != len(header):
            raise refusal("ragged", file=name, line=line, cells=len(row), columns=len(header))
        yield line, row
