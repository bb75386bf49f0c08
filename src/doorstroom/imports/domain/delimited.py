"""Text files with separators: which encoding, which separator, and then rows.

The encoding follows from the bytes: a byte order mark, else UTF-8 if it fits, else the eight-bit table whose
reading leaves no odd signs inside words. A row is a record, as a spreadsheet counts: a line break inside
quotes starts no new row, and a blank line is a row.
"""

from __future__ import annotations

import codecs
import csv
import io
import re
from collections import Counter

from doorstroom.imports.domain.problems import FileError
from doorstroom.imports.domain.sheets import Document, Limits, Row, Sheet, tidy

DELIMITERS = ";,\t|"
_BYTE_ORDER_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
# Windows first: it wins unless another table reads clearly better.
_EIGHT_BIT = ("cp1252", "cp850", "mac_roman")
_PENALTY_OTHERS = 2
_IMPOSSIBLE = re.compile(
    r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ufffd│-▟]"
    r"|(?<=[^\W\d_])[‚ƒ„†‡ˆ‰‹˜›¡¢£¤¥¦§¨©ª«¬®¯±²³¶¸¹¿×÷]"
    r"|(?<=[^\W\d_])[^\w\s'’´`.,;:/()&@+\"|_–-](?=[^\W\d_])"
    r"|(?<=[a-zà-ÿ])[À-ÞŒŠŽŸ]"
)
_UNUSUAL = re.compile(r"[æìøåðþýÿœšžƒæÐÞßÆØ]")


def read_delimited(content: bytes, *, limits: Limits) -> Document:
    text, encoding = decode(content)
    lines = text.split("\n", 1)
    directive = re.fullmatch(r"sep=(.)\r?", lines[0])
    delimiter = directive.group(1) if directive else find_delimiter(text)
    body = lines[1] if directive and len(lines) > 1 else text
    rows = _rows(body, delimiter, first_number=2 if directive else 1, limits=limits)
    if not rows:
        raise FileError("file_empty")
    return Document("csv", (Sheet("", rows),), encoding=encoding, delimiter=delimiter)


def decode(content: bytes) -> tuple[str, str]:
    """The text and the encoding in which it was read."""
    marked = next((name for mark, name in _BYTE_ORDER_MARKS if content.startswith(mark)), None)
    if wide := marked or _utf_16_without_mark(content):
        return _strictly(content, wide), wide
    try:
        return content.decode("utf-8"), "utf-8"
    except UnicodeDecodeError:
        readings = [(content.decode(encoding, errors="replace"), encoding) for encoding in _EIGHT_BIT]
    return min(readings, key=lambda reading: _oddness(*reading))


def find_delimiter(text: str) -> str:
    """The separator that cuts most lines of the sample into the same number of more than one part."""
    sample = io.StringIO(text[:100_000], newline="")
    lines = [line for line, _ in zip(sample, range(60), strict=False) if line.strip()]

    def agreement(delimiter: str) -> tuple[int, int]:
        widths = Counter(len(record) for record in csv.reader(lines, delimiter=delimiter) if len(record) > 1)
        width, count = max(widths.items(), key=lambda item: (item[1], item[0]), default=(0, 0))
        return count, width

    best = max(DELIMITERS, key=agreement)
    if agreement(best) == (0, 0):
        raise FileError("no_columns")
    return best


def _rows(text: str, delimiter: str, *, first_number: int, limits: Limits) -> tuple[Row, ...]:
    rows: list[Row] = []
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
    number = first_number - 1
    try:
        for number, record in enumerate(reader, first_number):
            if len(record) > limits.columns:
                raise FileError("too_many_columns", row=number, columns=limits.columns)
            cells = tuple(tidy(value, limits=limits) for value in record)
            if any(cell is not None for cell in cells):
                rows.append(Row(number, cells))
            if len(rows) > limits.rows:
                raise FileError("too_many_rows", rows=limits.rows)
    except csv.Error as error:
        raise FileError("quotes_do_not_match", row=number + 1) from error
    return tuple(rows)


def _strictly(content: bytes, encoding: str) -> str:
    try:
        return content.decode(encoding)
    except UnicodeDecodeError as error:
        raise FileError("encoding_broken", encoding=encoding, position=error.start) from error


def _utf_16_without_mark(content: bytes) -> str | None:
    """Latin text in UTF-16 has a zero in every second byte."""
    sample = content[:2000]
    if sample.count(0) < len(sample) // 3:
        return None
    return "utf-16-le" if sample[1::2].count(0) > sample[::2].count(0) else "utf-16-be"


def _oddness(text: str, encoding: str) -> int:
    """How unlike names and towns of the Low Countries a reading is."""
    penalty = 0 if encoding == _EIGHT_BIT[0] else _PENALTY_OTHERS
    return 3 * len(_IMPOSSIBLE.findall(text)) + len(_UNUSUAL.findall(text)) + penalty
