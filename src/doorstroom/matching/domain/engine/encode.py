"""Facts into rows of numbers, by a book that fixes which bit and which column stands for what.

The book is made of what the places ask: what nobody asks needs no bit. It uses the same functions as the rule on one
pair (`known_fact`, `meets`, `reach`, `points_of_place`), so that neither can drift from the other.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import lru_cache

import numpy as np

from doorstroom.kernel.period import Period
from doorstroom.matching.domain.engine.arrays import (
    EVERY_BIT,
    EVERY_DAY,
    FIRST_DAY,
    LAST_DAY,
    MOST_COLUMNS,
    Array,
    People,
    Places,
    frozen,
    pack,
)
from doorstroom.matching.domain.facts import HoursPerWeek, Kind, Licence, PersonFacts, PlaceFacts, Point
from doorstroom.matching.domain.requirements import Fact, first_day, known_fact, meets
from doorstroom.matching.domain.skills import Column, Level, SkillTree, asked_skills, columns_of_person, points_of_place
from doorstroom.matching.domain.travel import ModeEstimate, reach, unit_vector

NOWHERE = (float("nan"),) * 3
NO_TILES = {"tile_from": np.zeros(1, np.int64), "tile_centre": np.empty((0, 3)), "tile_radius": np.empty(0)}
Constraint = tuple[Kind, str]


class NotInBook(ValueError):
    """A place asks, or a person needs, something that nobody did when the index was built: build it again."""


@dataclass(frozen=True)
class Book:
    """Per constraint the levels asked and their bits; per adjustment its bit; per shared thing its column."""

    on: date
    estimates: Mapping[str, ModeEstimate]
    tree: SkillTree
    bits: Mapping[Constraint, tuple[tuple[int, int], ...]]
    needs: Mapping[str, int]
    columns: Mapping[Column, int]
    names: tuple[Constraint, ...] = field(default=())

    @property
    def words(self) -> int:
        return max(1, -(-len(self.names) // 64))

    @property
    def first_division(self) -> int:
        return sum(level is not Level.DIVISION for level, _ in self.columns)


def make_book(
    people: Iterable[PersonFacts],
    places: Sequence[PlaceFacts],
    on: date,
    *,
    estimates: Mapping[str, ModeEstimate],
    tree: SkillTree,
) -> Book:
    asked = sorted({(kind, code, level) for place in places for (kind, code), level in _asks(place).items()})
    bits: dict[Constraint, tuple[tuple[int, int], ...]] = {}
    for bit, (kind, code, level) in enumerate(asked):
        bits[kind, code] = (*bits.get((kind, code), ()), (level, bit))
    needs = sorted({need for person in people for need in person.adjustments or ()})
    if len(needs) > 64:
        raise ValueError(f"{len(needs)} different work adjustments; an index holds 64, join those that mean the same")
    columns = sorted({column for place in places for column in points_of_place(place, tree)})
    if len(columns) > MOST_COLUMNS:
        raise ValueError(f"{len(columns)} different skills are asked; an index holds {MOST_COLUMNS}, split the places")
    return Book(
        on, estimates, tree, bits,
        {need: bit for bit, need in enumerate(needs)},
        {column: number for number, column in enumerate(columns)},
        tuple((kind, code) for kind, code, _ in asked),
    )  # fmt: skip


def _asks(place: PlaceFacts) -> dict[Constraint, int]:
    """What must be there on the first day; of two levels of one thing the higher, as both mend by one repair."""
    found: dict[Constraint, int] = {}
    for each in place.requirements or ():
        if each.at_start:
            found[each.kind, each.code] = max(each.level, found.get((each.kind, each.code), each.level))
    return found


def encode_people(people: Sequence[PersonFacts], book: Book) -> People:
    masks = _Masks(book)
    rows = [masks.of(person) for person in people]
    columns = [_known_columns(person, book) for person in people]
    dated = [row[1] for row in rows]
    return frozen(
        People(
            rank=np.arange(len(people), dtype=np.int32),
            position=_positions(person.location for person in people),
            reach=np.array([_reach(person, book) for person in people], np.float64),
            can=_words((row[0] for row in rows), len(people), book.words),
            days=np.array([_days(person.weekdays, EVERY_DAY) for person in people], np.uint8),
            hours=_hours(person.hours for person in people),
            start=_windows((_open_window(person.start, book.on) for person in people), len(people)),
            needs=np.array([_needs(person, book) for person in people], np.uint64),
            dated_from=_run_from(dated),
            dated_bit=np.array([bit for run in dated for bit, _ in run], np.int32),
            dated_last=np.array([last for run in dated for _, last in run], np.int32),
            column_from=_run_from(columns),
            column=np.array([column for run in columns for column in run], np.uint32),
            trace=np.array([_trace(_has(person), book) for person in people], np.uint64),
            **NO_TILES,
        )
    )


def encode_places(places: Sequence[PlaceFacts], book: Book) -> Places:
    points = [_known_points(place, book) for place in places]
    return frozen(
        Places(
            rank=np.arange(len(places), dtype=np.int32),
            position=_positions(place.location for place in places),
            asks=_words((_bits(place, book) for place in places), len(places), book.words),
            days=np.array([_days(place.days, 0) for place in places], np.uint8),
            needed=np.array([_needed(place) for place in places], np.uint8),
            hours=_hours(place.hours for place in places),
            start=_windows((_place_window(place, book.on) for place in places), len(places)),
            first_day=np.array([first_day(place, book.on).toordinal() for place in places], np.int32),
            offers=np.array([_offers(place, book) for place in places], np.uint64),
            worth_from=_run_from(points),
            worth=pack(*np.array([each for run in points for each in run], np.int64).reshape(-1, 2).T),
            trace=np.array([_trace(asked_skills(place), book) for place in places], np.uint64),
            card=np.empty((0, 8)),
            **NO_TILES,
        )
    )


class _Masks:
    """The bits a person can meet, remembered per known fact: many people share the same answers."""

    def __init__(self, book: Book) -> None:
        self.book = book
        self.full = (1 << 64 * book.words) - 1
        self.kept: dict[tuple[Kind, str, Fact], tuple[int, tuple[tuple[int, int], ...]]] = {}

    def of(self, person: PersonFacts) -> tuple[int, list[tuple[int, int]]]:
        """Bits that do not fail, and per licence that ends its bit and last day."""
        can, dated = self.full, list[tuple[int, int]]()
        for kind, code in self.book.bits:
            fact = known_fact(person, kind, code)
            if fact is not None:
                key = (kind, code, fact)
                if key not in self.kept:
                    self.kept[key] = self._judge(kind, code, fact)
                can &= ~self.kept[key][0]
                dated += self.kept[key][1]
        return can, dated

    def _judge(self, kind: Kind, code: str, fact: Fact) -> tuple[int, tuple[tuple[int, int], ...]]:
        levels = self.book.bits[kind, code]
        if isinstance(fact, Licence) and fact.held and fact.valid_until is not None:
            return 0, tuple((bit, fact.valid_until.toordinal()) for _, bit in levels)
        return sum(1 << bit for level, bit in levels if not meets(fact, level, self.book.on)), ()


def _bits(place: PlaceFacts, book: Book) -> int:
    mask = 0
    for constraint, level in _asks(place).items():
        bit = dict(book.bits.get(constraint, ())).get(level)
        if bit is None:
            raise NotInBook(f"place {place.place_id} asks {constraint} {level}: build the index again")
        mask |= 1 << bit
    return mask


def _words(masks: Iterable[int], rows: int, words: int) -> Array:
    packed = b"".join(mask.to_bytes(8 * words, "little") for mask in masks)
    return np.frombuffer(packed, "<u8").astype(np.uint64).reshape(rows, words)


def _positions(points: Iterable[Point | None]) -> Array:
    return np.array([NOWHERE if point is None else unit_vector(point) for point in points], np.float64).reshape(-1, 3)


def _reach(person: PersonFacts, book: Book) -> float:
    return reach(person.travel, book.estimates) if person.travel else float("inf")


@lru_cache(maxsize=1024)
def _days(days: frozenset[int] | None, unknown: int) -> int:
    return unknown if days is None else sum(1 << day for day in days)


def _needed(place: PlaceFacts) -> int:
    if place.days is None:
        return 0
    return len(place.days) if place.days_needed is None else place.days_needed


def _hours(ranges: Iterable[HoursPerWeek | None]) -> Array:
    rows = [(0.0, np.inf) if each is None else (float(each.minimum), float(each.maximum)) for each in ranges]
    return np.array(rows, np.float64).reshape(-1, 2)


def _open_window(window: Period | None, on: date) -> tuple[int, int]:
    """First and last day that are left; all days when unknown or over, as the person is asked again."""
    if window is None or (window.end is not None and window.end <= on):
        return FIRST_DAY, LAST_DAY
    last = LAST_DAY if window.end is None else window.end.toordinal() - 1
    return max(window.start, on).toordinal(), last


def _place_window(place: PlaceFacts, on: date) -> tuple[int, int]:
    """A window of the place that is over meets nobody."""
    if place.start is not None and place.start.end is not None and place.start.end <= on:
        return LAST_DAY, FIRST_DAY - 1
    return _open_window(place.start, on)


def _windows(windows: Iterable[tuple[int, int]], rows: int) -> Array:
    return np.array(list(windows), np.int32).reshape(rows, 2)


def _needs(person: PersonFacts, book: Book) -> int:
    if strange := (person.adjustments or frozenset()) - book.needs.keys():
        raise NotInBook(f"person {person.person_id} needs {sorted(strange)}: build the index again")
    return sum(1 << book.needs[need] for need in person.adjustments or ())


def _offers(place: PlaceFacts, book: Book) -> int:
    if place.adjustments is None:
        return int(EVERY_BIT)
    return sum(1 << book.needs[need] for need in place.adjustments if need in book.needs)


def _known_columns(person: PersonFacts, book: Book) -> list[int]:
    """Columns that no place asks add nothing and need no number."""
    return sorted(book.columns[step] for step in columns_of_person(person, book.tree) if step in book.columns)


def _known_points(place: PlaceFacts, book: Book) -> list[tuple[int, int]]:
    found = points_of_place(place, book.tree)
    if strange := found.keys() - book.columns.keys():
        raise NotInBook(f"place {place.place_id} asks {sorted(strange)}: build the index again")
    return sorted((book.columns[column], worth) for column, worth in found.items())


def _has(person: PersonFacts) -> Iterable[str]:
    return (skill for skill, held in person.skills.items() if held)


def _trace(skills: Iterable[str], book: Book) -> int:
    """Several steps may have one bit: a common bit promises nothing, no common bit does."""
    mask = 0
    for skill in skills:
        mask |= 1 << (book.columns.get(book.tree.path(skill)[-1], 0) % 64)
    return mask


def _run_from(runs: Sequence[Sequence[object]]) -> Array:
    return np.concatenate([[0], np.cumsum([len(run) for run in runs], dtype=np.int64)]).astype(np.int64)
