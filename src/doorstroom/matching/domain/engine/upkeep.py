"""One person or place changed: the index and the stored answers follow, equal to a full run.

A changed person is one query. A changed place is one question the other way round: whoever had it is asked again, and
into the list of everybody else whom it fits now it goes by its points. Who or what is new, or asks what nobody asked
before (`NotInBook`), needs a new index.
"""

from __future__ import annotations

from dataclasses import replace
from types import ModuleType

import numpy as np

from doorstroom.matching.domain.engine.arrays import POINT_BITS, POINTS, Array, People, Places, Side, frozen
from doorstroom.matching.domain.engine.encode import Book, encode_people, encode_places
from doorstroom.matching.domain.engine.search import Best, MatchIndex, best_places, largest_loose, sift_people
from doorstroom.matching.domain.engine.tiles import NOT_BY_ROW, RUNS, finished, postings
from doorstroom.matching.domain.facts import PersonFacts, PlaceFacts


def change_person(index: MatchIndex, book: Book, person: PersonFacts) -> MatchIndex:
    at = index.person_row[row_of(index.person_ids, person.person_id)]
    return replace(index, people=_put(index.people, int(at), encode_people([person], book)))


def change_place(index: MatchIndex, book: Book, place: PlaceFacts) -> MatchIndex:
    at = index.place_row[row_of(index.place_ids, place.place_id)]
    places = _put(index.places, int(at), encode_places([place], book))
    loosest = largest_loose(places, index.first_division)
    return replace(index, places=places, postings=postings(places, index.first_division), loosest=loosest)


def row_of(ids: Array, id: str) -> int:
    at = int(np.searchsorted(ids, id))
    if at == len(ids) or ids[at] != id:
        raise KeyError(f"{id} is not in this index: build it again")
    return at


def _put(side: Side, at: int, one: People | Places) -> Side:
    """The same rows with one replaced; runs after it move up or down."""
    moved = {}
    for name in set(side._fields) - NOT_BY_ROW - {"rank"}:
        moved[name] = getattr(side, name).copy()
        moved[name][at] = getattr(one, name)[0]
    for run_from in RUNS.keys() & set(side._fields):
        old, new = getattr(side, run_from), getattr(one, run_from)
        moved[run_from] = np.concatenate([old[: at + 1], old[at + 1 :] + (new[1] - old[at + 1] + old[at])])
        for run in RUNS[run_from]:
            kept = getattr(side, run)
            moved[run] = np.concatenate([kept[: old[at]], getattr(one, run), kept[old[at + 1] :]])
    return frozen(finished(side._replace(**moved)))


def renew_person(index: MatchIndex, best: Best, row: int, *, engine: ModuleType | None = None) -> Best:
    """The stored answers after one person changed; `index` is the new one."""
    renewed = Best(best.rows.copy(), best.points.copy())
    _ask(index, renewed, row, engine)
    return renewed


def renew_place(index: MatchIndex, best: Best, row: int, *, engine: ModuleType | None = None) -> Best:
    """The stored answers after one place changed; `index` is the new one."""
    renewed = Best(best.rows.copy(), best.points.copy())
    had = (best.rows == row).any(axis=1)
    fits = sift_people(index, row, engine=engine).groups == 0
    for person in np.flatnonzero(had):
        _ask(index, renewed, int(person), engine)
    points = points_for_all(index, row)
    for person in np.flatnonzero(fits & ~had):
        _insert(renewed, int(person), row, int(points[person]))
    return renewed


def points_for_all(index: MatchIndex, row: int) -> Array:
    """What one place is worth to each person, in the order of ids."""
    j = index.place_row[row]
    asked = index.places.worth[index.places.worth_from[j] : index.places.worth_from[j + 1]]
    worth = np.zeros(index.columns, np.int64)
    worth[asked >> POINT_BITS] = asked & POINTS
    owner = np.repeat(index.people.rank, np.diff(index.people.column_from))
    points: Array = np.bincount(owner, worth[index.people.column], len(index.person_ids)).astype(np.int64)
    return points


def _ask(index: MatchIndex, best: Best, row: int, engine: ModuleType | None) -> None:
    fits, _ = best_places(index, row, best.rows.shape[1], engine=engine)
    best.rows[row], best.points[row] = fits.rows, fits.points


def _insert(best: Best, person: int, place: int, points: int) -> None:
    listed = [(int(p), int(r)) for r, p in zip(best.rows[person], best.points[person], strict=True) if r >= 0]
    order = sorted([*listed, (points, place)], key=lambda each: (-each[0], each[1]))[: best.rows.shape[1]]
    for at, (worth, row) in enumerate(order):
        best.rows[person, at], best.points[person, at] = row, worth
