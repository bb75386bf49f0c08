"""Rows of PEOPLE.csv and PLACES.csv into facts. An empty cell is unknown; `none` says that there is none.

A row that cannot be read is refused with its line, column and what to write instead; the other rows go on.
"""

from __future__ import annotations

import csv
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal, InvalidOperation
from pathlib import Path
from typing import Any, NamedTuple, TypeVar

from doorstroom.kernel.period import Period
from doorstroom.matching.domain.facts import (
    HoursPerWeek,
    Kind,
    Licence,
    PersonFacts,
    PlaceFacts,
    Point,
    Requirement,
    TravelLimit,
)
from doorstroom.matching.domain.travel import ModeEstimate

PEOPLE_COLUMNS = ("person_id", "lat", "lon", "max_km", "education", "language", "days", "hours_min", "hours_max",
                  "licences", "shifts", "start_from", "skills")  # fmt: skip
PLACES_COLUMNS = ("place_id", "lat", "lon", "education_min", "language_min", "days", "hours", "licences", "shifts",
                  "start_from", "start_until", "capacity", "essential", "optional")  # fmt: skip
STRAIGHT = "straight_line"
ESTIMATES = {STRAIGHT: ModeEstimate(detour=1, kilometres_per_hour=1)}
"""`max_km` is a distance on the map; how long it takes is not asked."""

LEVELS = ("A0", "A1", "A2", "B1", "B2", "C1", "C2")
WEEK = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
NONE = "none"


class Refusal(NamedTuple):
    file: str
    line: int
    column: str
    value: str
    reason: str
    repair: str

    def __str__(self) -> str:
        where = f"{self.file}, line {self.line}, column {self.column}"
        return f"{where}: {self.value!r} {self.reason}; {self.repair}"


class UnusableFile(Exception):
    """Nothing in the file can be used."""


class BadCell(Exception):
    def __init__(self, column: str, value: str, reason: str, repair: str) -> None:
        super().__init__(column, value, reason, repair)


@dataclass(frozen=True)
class Row:
    cells: Mapping[str, str]

    def number(self, column: str, low: float, high: float) -> float | None:
        text = self.cells[column]
        if not text:
            return None
        try:
            number = float(text)
        except ValueError:
            number = float("nan")
        if not low <= number <= high:
            raise BadCell(column, text, "is no number in range", f"write a number from {low:g} to {high:g}")
        return number

    def whole(self, column: str, high: int) -> int | None:
        number = self.number(column, 0, high)
        if number is not None and number != int(number):
            raise BadCell(column, self.cells[column], "is no whole number", f"write 0 to {high} without a fraction")
        return None if number is None else int(number)

    def day(self, column: str) -> date | None:
        text = self.cells[column]
        try:
            return date.fromisoformat(text) if text else None
        except ValueError:
            raise BadCell(column, text, "is no day", "write it as 2027-02-01") from None

    def words(self, column: str, separator: str | None = "|") -> tuple[str, ...] | None:
        """None is unknown, an empty tuple is what `none` says."""
        text = self.cells[column]
        if not text:
            return None
        return () if text.lower() == NONE else tuple(word.strip() for word in text.split(separator) if word.strip())

    def choices(self, column: str, known: tuple[str, ...]) -> tuple[int, ...] | None:
        words = self.words(column)
        if words is None:
            return None
        for word in words:
            if word not in known:
                raise BadCell(column, word, "is not known here", f"use {', '.join(known)}, separated by |")
        return tuple(known.index(word) for word in words)

    def level(self, column: str) -> int | None:
        text = self.cells[column].upper()
        if text and text not in LEVELS:
            raise BadCell(column, text, "is no level of language", f"use {', '.join(LEVELS)}")
        return LEVELS.index(text) if text else None

    def point(self) -> Point | None:
        latitude, longitude = self.number("lat", -90, 90), self.number("lon", -180, 180)
        if (latitude is None) != (longitude is None):
            column = "lat" if latitude is None else "lon"
            raise BadCell(column, "", "is empty while the other half is there", "fill both lat and lon, or neither")
        return None if latitude is None or longitude is None else Point(latitude, longitude)

    def id(self, column: str) -> str:
        if not self.cells[column]:
            raise BadCell(column, "", "is empty", "give every row an id of its own")
        return self.cells[column]


Facts = TypeVar("Facts", PersonFacts, PlaceFacts)


def read_people(path: Path) -> tuple[list[PersonFacts], list[Refusal]]:
    return _read(path, PEOPLE_COLUMNS, _person, lambda person: person.person_id)


def read_places(path: Path, on: date) -> tuple[list[PlaceFacts], list[Refusal]]:
    return _read(path, PLACES_COLUMNS, lambda row: _place(row, on), lambda place: place.place_id)


def _read(
    path: Path, columns: tuple[str, ...], facts: Callable[[Row], Facts], id_of: Callable[[Facts], str]
) -> tuple[list[Facts], list[Refusal]]:
    good: dict[str, Facts] = {}
    bad: list[Refusal] = []
    for line, cells in cells_of(path, columns):
        try:
            if len(cells) != len(columns):
                raise BadCell(
                    columns[min(len(cells), len(columns) - 1)], "", "is missing", "give every row all columns"
                )
            found = facts(Row(cells))
            if id_of(found) in good:
                raise BadCell(columns[0], id_of(found), "was given before", "give every row an id of its own")
            good[id_of(found)] = found
        except BadCell as problem:
            bad.append(Refusal(path.name, line, *problem.args))
    return list(good.values()), bad


def cells_of(path: Path, columns: tuple[str, ...]) -> Iterator[tuple[int, dict[str, str]]]:
    """Line number and cells; columns may stand in any order and others may be there too."""
    try:
        with path.open(encoding="utf-8-sig", newline="") as stream:
            reader = csv.reader(stream)
            header = [name.strip() for name in next(reader, [])]
            if missing := [column for column in columns if column not in header]:
                raise UnusableFile(f"{path.name}: no column {', '.join(missing)}; name all of {', '.join(columns)}")
            at = [header.index(column) for column in columns]
            for cells in reader:
                if any(cell.strip() for cell in cells):
                    read = zip(columns, at, strict=True)
                    yield reader.line_num, {name: cells[place].strip() for name, place in read if place < len(cells)}
    except (OSError, UnicodeDecodeError, csv.Error) as problem:
        raise UnusableFile(f"{path}: cannot be read ({problem}); give a CSV file in UTF-8") from problem


def _person(row: Row) -> PersonFacts:
    limit, language = row.number("max_km", 0, 20_100), row.level("language")
    days, licences, skills = row.choices("days", WEEK), row.words("licences"), row.words("skills", None)
    start = row.day("start_from")
    return PersonFacts(
        row.id("person_id"),
        location=row.point(),
        travel=() if limit is None else (TravelLimit(STRAIGHT, kilometres=limit),),
        weekdays=None if days is None else frozenset(days),
        hours=_person_hours(row),
        start=None if start is None else Period(start),
        languages={} if language is None else {"": language},
        education=row.whole("education", 8),
        licences=_Listed(licences, Licence(), Licence(held=False)),
        skills=dict.fromkeys(skills or (), True),
        skills_complete=skills is not None,
        shifts=_Listed(row.words("shifts"), True, False),
        adjustments=frozenset(),
        wishes=(),
    )


class _Listed(dict[str, Any]):
    """A filled cell names all there is, so that anything else is not there; of an empty one nothing is known."""

    def __init__(self, words: tuple[str, ...] | None, there: object, absent: object) -> None:
        super().__init__(dict.fromkeys(words or (), there))
        self.absent = None if words is None else absent

    def get(self, code: str, default: object = None) -> Any:
        return super().get(code, self.absent)


def _person_hours(row: Row) -> HoursPerWeek | None:
    """Known when both ends are."""
    least, most = row.number("hours_min", 0, 168), row.number("hours_max", 0, 168)
    if least is None or most is None:
        return None
    if least > most:
        raise BadCell("hours_min", row.cells["hours_min"], "is above hours_max", "swap them")
    return HoursPerWeek(Decimal(row.cells["hours_min"]), Decimal(row.cells["hours_max"]))


def _place(row: Row, on: date) -> PlaceFacts:
    days, essential = row.choices("days", WEEK), row.words("essential", None)
    row.whole("capacity", 1_000_000)
    asked: dict[Kind, list[Requirement] | None] = {
        Kind.EDUCATION: _least(Kind.EDUCATION, row, "education_min", lambda column: row.whole(column, 8)),
        Kind.LANGUAGE: _least(Kind.LANGUAGE, row, "language_min", row.level),
        Kind.LICENCE: _each(Kind.LICENCE, row.words("licences")),
        Kind.SHIFT: _each(Kind.SHIFT, row.words("shifts")),
        Kind.SKILL: _each(Kind.SKILL, essential, at_start=False),
    }
    return PlaceFacts(
        row.id("place_id"),
        location=row.point(),
        days=frozenset(days) if days else None,
        hours=_place_hours(row),
        start=_window(row, on),
        requirements=tuple(each for found in asked.values() for each in found or ()),
        adjustments=frozenset(),
        concepts=frozenset({""}),
        welcome=frozenset(row.words("optional", None) or ()),
        unsaid=frozenset(kind for kind, found in asked.items() if found is None),
    )


def _least(kind: Kind, row: Row, column: str, read: Callable[[str], int | None]) -> list[Requirement] | None:
    if row.cells[column].lower() == NONE:
        return []
    level = read(column)
    return None if level is None else [Requirement(kind, "", level)]


def _each(kind: Kind, codes: tuple[str, ...] | None, *, at_start: bool = True) -> list[Requirement] | None:
    return None if codes is None else [Requirement(kind, code, at_start=at_start) for code in dict.fromkeys(codes)]


def _place_hours(row: Row) -> HoursPerWeek | None:
    """`24`, or a range as `24-32`."""
    text = row.cells["hours"]
    try:
        ends = [Decimal(end) for end in text.split("-")] if text else []
    except InvalidOperation:
        ends = []
    if text and not (1 <= len(ends) <= 2 and 0 <= ends[0] <= ends[-1] <= 168):
        raise BadCell("hours", text, "is no number of hours a week", "write 24, or 24-32")
    return HoursPerWeek(ends[0], ends[-1]) if ends else None


def _window(row: Row, on: date) -> Period | None:
    first, last = row.day("start_from"), row.day("start_until")
    if first is not None and last is not None and last < first:
        raise BadCell("start_until", row.cells["start_until"], "is before start_from", "swap them")
    if first is None and last is None:
        return None
    start = first or min(on, last or on)
    return Period(start, None if last is None else last + timedelta(days=1))
