"""One index of people and places, and the questions one asks it.

Answers name rows in the order of ids: row 3 is the fourth id. From person to places the answer has an order, by the
points that skills carry over and then by id; from place to people it has groups and no order at all.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from datetime import date
from hashlib import sha256
from types import ModuleType

import numpy as np

from doorstroom.matching.domain.engine import plain
from doorstroom.matching.domain.engine.arrays import POINT_BITS, POINTS, Array, People, Places, Postings, Room, room
from doorstroom.matching.domain.engine.encode import Book, Constraint, encode_people, encode_places, make_book
from doorstroom.matching.domain.engine.tiles import in_tiles, postings
from doorstroom.matching.domain.facts import Kind, PersonFacts, PlaceFacts
from doorstroom.matching.domain.skills import NO_TREE, SkillTree
from doorstroom.matching.domain.travel import ModeEstimate

PLACES_PER_TILE, PEOPLE_PER_TILE = 256, 4096
RULE_VERSION = "2"
"""Rises when the same facts could give another answer; kept with every answer that is logged."""


def fastest() -> ModuleType:
    """The compiled loops, or the plain ones where numba is not installed."""
    try:
        from doorstroom.matching.domain.engine import compiled  # slow import: numba
    except ImportError:
        return plain
    return compiled


@dataclass(frozen=True)
class MatchIndex:
    """Both sides in tiles of the map. `loosest` is the most that divisions alone are worth at any place."""

    people: People
    places: Places
    postings: Postings
    person_ids: Array
    place_ids: Array
    person_row: Array
    place_row: Array
    columns: int
    first_division: int
    loosest: int


@dataclass(frozen=True)
class Best:
    """Per person the best places in falling order: rows of places (-1 is none) and their points."""

    rows: Array
    points: Array

    def digest(self) -> str:
        """The same for the same answers, whoever computed them and in how many parts."""
        return sha256(self.rows.astype("<i4").tobytes() + self.points.astype("<i4").tobytes()).hexdigest()


@dataclass(frozen=True)
class Sifted:
    """Per row of the other side: 0 fits, 1 nearly, 2 not yet; and the number of the one constraint where it is 1."""

    groups: Array
    which: Array


def build_index(
    people: Sequence[PersonFacts],
    places: Sequence[PlaceFacts],
    on: date,
    *,
    estimates: Mapping[str, ModeEstimate],
    tree: SkillTree = NO_TREE,
) -> tuple[MatchIndex, Book]:
    people = sorted(people, key=lambda person: person.person_id)
    places = sorted(places, key=lambda place: place.place_id)
    book = make_book(people, places, on, estimates=estimates, tree=tree)
    ids = [person.person_id for person in people], [place.place_id for place in places]
    for each in ids:
        if twice := [id for id, times in Counter(each).items() if times > 1]:
            raise ValueError(f"the same id twice: {twice[:5]}; give every person and every place an id of its own")
    sides = encode_people(people, book), encode_places(places, book)
    return assemble(*sides, *ids, columns=len(book.columns), first_division=book.first_division), book


def assemble(
    people: People,
    places: Places,
    person_ids: Sequence[str] | Array,
    place_ids: Sequence[str] | Array,
    *,
    columns: int,
    first_division: int,
) -> MatchIndex:
    """An index of rows that stand in the order of their ids."""
    people, places = in_tiles(people, PEOPLE_PER_TILE), in_tiles(places, PLACES_PER_TILE)
    return MatchIndex(
        people, places, postings(places, first_division), np.asarray(person_ids, np.str_),
        np.asarray(place_ids, np.str_), np.argsort(people.rank), np.argsort(places.rank), columns, first_division,
        largest_loose(places, first_division),
    )  # fmt: skip


def largest_loose(places: Places, first_division: int) -> int:
    """The most that the divisions of one place are worth together."""
    loose = np.where(places.worth >> POINT_BITS >= first_division, places.worth & POINTS, 0)
    owner = np.repeat(np.arange(len(places.rank)), np.diff(places.worth_from))
    return int(np.bincount(owner, loose, minlength=1).max())


def best_places(index: MatchIndex, row: int, k: int, *, engine: ModuleType | None = None) -> tuple[Best, Best]:
    """For one person the best k places that fit, and the best k that nearly fit."""
    fits, nearly = np.full(k, -1, np.int64), np.full(k, -1, np.int64)
    i = index.person_row[row]
    (engine or fastest()).query(
        index.people, i, index.places, index.postings, index.loosest, _room(index), fits, nearly
    )
    return _best(fits), _best(nearly)


def best_for_all(index: MatchIndex, k: int, *, threads: int = 1, engine: ModuleType | None = None) -> Best:
    """For everybody the best k places that fit. Parts of people share nothing, so threads change nothing."""
    with ThreadPoolExecutor(threads) as pool:
        found = pool.map(lambda part: best_of_part(index, part[0], part[1], k, engine=engine), parts_of(index))
        return in_order(index, list(found), k)


def parts_of(index: MatchIndex) -> list[tuple[int, int]]:
    """Ranges of rows in the order of tiles: people who live together look at the same tiles of places."""
    people = len(index.person_ids)
    return [(first, min(first + PEOPLE_PER_TILE, people)) for first in range(0, people, PEOPLE_PER_TILE)]


def in_order(index: MatchIndex, found: Sequence[Array], k: int) -> Best:
    """The answers of all parts, put in the order of ids."""
    keys = np.empty((len(index.person_ids), k), np.int64)
    keys[index.people.rank] = np.concatenate([np.empty((0, k), np.int64), *found])
    return _best(keys)


def best_of_part(index: MatchIndex, first: int, last: int, k: int, *, engine: ModuleType | None = None) -> Array:
    """Falling keys for rows first to last in the order of tiles: what one worker computes."""
    keys = np.full((last - first, k), -1, np.int64)
    places, space = index.places, _room(index)
    (engine or fastest()).bulk(index.people, first, last, places, index.postings, index.loosest, keys, space)
    return keys


def _room(index: MatchIndex) -> Room:
    return room(index.columns, int(np.diff(index.places.tile_from).max(initial=0)))


def _best(keys: Array) -> Best:
    there = keys >= 0
    rows = np.where(there, 0xFFFFFFFF - (keys & 0xFFFFFFFF), -1)
    return Best(rows.astype(np.int32), np.where(there, keys >> 32, 0).astype(np.int32))


def sift_places(index: MatchIndex, row: int, *, engine: ModuleType | None = None) -> Sifted:
    """All places in groups for one person."""
    found = Sifted(np.empty(len(index.place_ids), np.uint8), np.empty(len(index.place_ids), np.int32))
    (engine or fastest()).sift_places(index.people, index.person_row[row], index.places, found.groups, found.which)
    return found


def sift_people(index: MatchIndex, row: int, *, engine: ModuleType | None = None) -> Sifted:
    """All people in groups for one place; each person's own limits decide."""
    found = Sifted(np.empty(len(index.person_ids), np.uint8), np.empty(len(index.person_ids), np.int32))
    (engine or fastest()).sift_people(index.people, index.places, index.place_row[row], found.groups, found.which)
    return found


def constraint(book: Book, number: int) -> Constraint:
    """The constraint behind a number."""
    kinds = (Kind.TRAVEL, Kind.DAYS, Kind.HOURS, Kind.START)
    if number < plain.FIRST_BIT:
        return kinds[number], ""
    bit = number - plain.FIRST_BIT
    if bit < len(book.names):
        return book.names[bit]
    needs = {at: need for need, at in book.needs.items()}
    return Kind.ADJUSTMENT, needs[bit - 64 * book.words]


def opened_by(sifted: Sifted, book: Book) -> dict[Constraint, int]:
    """How many rows each single constraint keeps from fitting: "a B licence opens 14 places"."""
    numbers = sifted.which[sifted.groups == 1]
    counts = Counter(constraint(book, int(number)) for number in numbers)
    return dict(sorted(counts.items(), key=lambda item: (-item[1], item[0])))


def warm() -> None:
    """Compile, or read from the cache, every loop: at the start of a worker, not at somebody's first question."""
    index, _ = build_index([PersonFacts("")], [PlaceFacts("")], date.min, estimates={})
    best_for_all(index, 1)
    best_places(index, 0, 1)
    sift_places(index, 0)
    sift_people(index, 0)
