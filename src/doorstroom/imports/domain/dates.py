"""Dates as people type them, taken over only where exactly one reading exists.

Day-month-year is how the Low Countries write; `03/04/1990` can also come from an English spreadsheet. The column
decides: one value like 31/01 proves day first, one like 01/31 proves month first, both or neither with slashes
leaves every value with two readings open. Two figures for a year are read only when one century is possible.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import date, timedelta
from enum import StrEnum

from doorstroom.imports.domain.cells import Read
from doorstroom.imports.domain.sheets import Cell

# Three letters are enough in Dutch and in English; "mrt" is the Dutch exception.
_MONTH_NAMES = "jan;feb;mrt,mar,maa;apr;mei,may;jun;jul;aug;sep;okt,oct;nov;dec"
_MONTHS = {name: number for number, names in enumerate(_MONTH_NAMES.split(";"), 1) for name in names.split(",")}
_WEEKDAY = re.compile(
    r"^(?:ma(?:andag)?|di(?:nsdag)?|wo(?:ensdag)?|do(?:nderdag)?|vr(?:ijdag)?|za(?:terdag)?|zo(?:ndag)?|mon(?:day)?"
    r"|tue(?:sday)?|wed(?:nesday)?|thu(?:rsday)?|fri(?:day)?|sat(?:urday)?|sun(?:day)?)\.?,?\s+",
    re.I,
)
_TIME = re.compile(r"[T\s]+\d{1,2}:\d{2}(?::\d{2}(?:\.\d+)?)?\s*(?:Z|[+-]\d\d:?\d\d)?$")
_NUMERIC = re.compile(r"'?(\d{1,4})\s*([./-]|\s)\s*(\d{1,2})\s*(?:[./-]|\s)\s*'?(\d{1,4})")
_DAY_MONTH_NAME = re.compile(r"(\d{1,2})[\s.-]*([a-z]{3,9})\.?[\s,.-]*'?(\d{2}|\d{4})")
_MONTH_NAME_DAY = re.compile(r"([a-z]{3,9})\.?\s*(\d{1,2})(?:st|nd|rd|th)?,?\s+(\d{4})")
_NO_YEAR = re.compile(r"(\d{1,2})\s*([-/. ])\s*(\d{1,2}|[a-z]{3,9})\.?")
_HALF_A_YEAR = 182
_EXCEL_EPOCH = date(1899, 12, 30)


class Order(StrEnum):
    DAY_FIRST = "day_first"
    MONTH_FIRST = "month_first"
    MIXED = "mixed"
    UNKNOWN = "unknown"


def date_order(cells: Iterable[Cell]) -> Order:
    """What the values of one column prove about the order of day and month."""
    parts = [match for cell in cells if isinstance(cell, str) and (match := _NUMERIC.fullmatch(_bare(cell)))]
    pairs = [(int(match[1]), int(match[3])) for match in parts if len(match[1]) <= 2 and int(match[1]) <= 31]
    day_first = any(first > 12 for first, _ in pairs)
    month_first = any(second > 12 and first <= 12 for first, second in pairs)
    if day_first and month_first:
        return Order.MIXED
    if day_first or month_first:
        return Order.DAY_FIRST if day_first else Order.MONTH_FIRST
    return Order.UNKNOWN


def date_readings(cell: Cell, *, order: Order) -> frozenset[date]:
    """Every existing date that the cell can mean, given what its column proves."""
    if isinstance(cell, date):
        return frozenset({cell})
    text = str(cell).strip()
    return frozenset(_from_digits(text) if text.isdigit() else _from_text(_bare(text), order))


def read_date(cell: Cell, *, order: Order, earliest: date, latest: date) -> Read[date]:
    """The date, or why not: `invalid_date`, `date_out_of_range`, `date_two_readings` with both proposed."""
    found = date_readings(cell, order=order)
    if not found:
        return Read(code="invalid_date")
    within = sorted(day for day in found if earliest <= day <= latest)
    if not within:
        return Read(code="date_out_of_range", params={"earliest": earliest, "latest": latest})
    if len(within) > 1:
        return Read(code="date_two_readings", proposal=" / ".join(day.strftime("%d-%m-%Y") for day in within))
    return Read(within[0])


def day_header_readings(header: str, *, order: Order, near: date) -> frozenset[date]:
    """The days that a column header can mean; one without a year is a day within half a year of `near`."""
    text = _bare(header)
    if not re.search(r"\D", text):
        return frozenset()
    match = _NO_YEAR.fullmatch(text)
    if not match:
        return date_readings(text, order=order)
    day, separator, month = match.groups()
    years = (near.year - 1, near.year, near.year + 1)
    found = (
        reading for year in years for reading in date_readings(f"{day}{separator}{month}{separator}{year}", order=order)
    )
    return frozenset(reading for reading in found if abs((reading - near).days) <= _HALF_A_YEAR)


def _bare(text: str) -> str:
    return _WEEKDAY.sub("", _TIME.sub("", text.strip())).lower()


def _from_text(text: str, order: Order) -> set[date]:
    if match := _NUMERIC.fullmatch(text):
        return _from_numbers(match[1], match[3], match[4], separator=match[2], order=order)
    if match := _DAY_MONTH_NAME.fullmatch(text):
        return _dates(match[3], _MONTHS.get(match[2][:3]), match[1])
    if match := _MONTH_NAME_DAY.fullmatch(text):
        return _dates(match[3], _MONTHS.get(match[1][:3]), match[2])
    return set()


def _from_numbers(first: str, second: str, third: str, *, separator: str, order: Order) -> set[date]:
    if len(first) > 2 or int(first) > 31:
        return _dates(first, second, third)
    day_first, month_first = _dates(third, second, first), _dates(third, first, second)
    if order is Order.MONTH_FIRST:
        return month_first
    if order is Order.DAY_FIRST or (order is Order.UNKNOWN and separator != "/"):
        return day_first
    return day_first | month_first


def _from_digits(digits: str) -> set[date]:
    """19900131 or 31011990; five figures are how a spreadsheet counts days."""
    if len(digits) == 8:
        return _dates(digits[:4], digits[4:6], digits[6:]) | _dates(digits[4:], digits[2:4], digits[:2])
    if len(digits) == 5 and digits.isdigit():
        return {_EXCEL_EPOCH + timedelta(days=int(digits))}
    return set()


def _dates(year: str, month: str | int | None, day: str) -> set[date]:
    """The existing dates among the centuries that a year of two figures leaves open."""
    if month is None or len(year) not in (2, 4) or len(day) > 2:
        return set()
    years = [int(year)] if len(year) == 4 else [1900 + int(year), 2000 + int(year)]
    found = set()
    for candidate in years:
        try:
            found.add(date(candidate, int(month), int(day)))
        except ValueError:
            continue
    return found
