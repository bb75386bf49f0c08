"""The same loops with NumPy and SciPy alone: every pair is scored and tested, nothing is passed over.

Slower by some two orders and equal to the bit. Stands in where numba cannot be installed, and is the measure of the
compiled loops in tests and benchmark.
"""

from __future__ import annotations

from typing import Any

import numpy as np
from scipy.sparse import csr_matrix

from doorstroom.matching.domain.engine.arrays import POINT_BITS, POINTS, Array, People, Places, Postings, Room

LOW = np.int64(0xFFFFFFFF)
TRAVEL, DAYS, HOURS, START, FIRST_BIT = 0, 1, 2, 3, 4
CELLS = 8_000_000
"""How many pairs are scored at once: 64 MB of keys."""


def judge_places(people: People, i: int, places: Places) -> tuple[Array, Array]:
    """Per place how many constraints fail and the number of the last of them."""
    return _judge(people, slice(i, i + 1), places, slice(None))


def judge_people(people: People, places: Places, j: int) -> tuple[Array, Array]:
    return _judge(people, slice(None), places, slice(j, j + 1))


def _judge(people: People, some: slice, places: Places, others: slice) -> tuple[Array, Array]:
    """One side is a single row, the other a column of rows; constraints in the order of the compiled predicate."""
    words = people.can.shape[1]
    missing = places.asks[others] & ~people.can[some]
    failed = np.bitwise_count(missing).sum(axis=1, dtype=np.int64)
    which = np.full(len(failed), -1)
    for word in range(words):
        which = np.where(missing[:, word] != 0, FIRST_BIT + 64 * word + _highest(missing[:, word]), which)
    gap = people.position[some] - places.position[others]
    chord = gap[:, 0] * gap[:, 0] + gap[:, 1] * gap[:, 1] + gap[:, 2] * gap[:, 2]
    common = np.bitwise_count(people.days[some] & places.days[others])
    tests = {
        TRAVEL: chord > people.reach[some],
        DAYS: common < places.needed[others],
        HOURS: _apart(people.hours[some], places.hours[others]),
        START: _apart(people.start[some], places.start[others]),
    }
    for number, test in tests.items():
        failed, which = failed + test, np.where(test, number, which)
    for row, bit, last in _dated(people, some):
        asked = (places.asks[others, bit >> 6] >> np.uint64(bit & 63)) & np.uint64(1)
        ended = (asked != 0) & (last < places.first_day[others])
        if len(people.rank[some]) > 1:
            ended = ended & (np.arange(len(failed)) == row)
        failed, which = failed + ended, np.where(ended, FIRST_BIT + bit, which)
    unmet = people.needs[some] & ~places.offers[others]
    which = np.where(unmet != 0, FIRST_BIT + 64 * words + _highest(unmet), which)
    return failed + np.bitwise_count(unmet), which


def _dated(people: People, some: slice) -> list[tuple[int, int, int]]:
    rows = range(*some.indices(len(people.rank)))
    return [
        (row, int(people.dated_bit[at]), int(people.dated_last[at]))
        for row in rows
        for at in range(people.dated_from[row], people.dated_from[row + 1])
    ]


def _apart(a: Array, b: Array) -> Any:
    return np.maximum(a[:, 0], b[:, 0]) > np.minimum(a[:, 1], b[:, 1])


def _highest(mask: Array) -> Array:
    """The place of the highest bit; two halves, because a float holds 53 bits."""
    high, low = mask >> np.uint64(32), mask & np.uint64(0xFFFFFFFF)
    return np.where(high != 0, 31 + _log2(high), _log2(low) - 1)


def _log2(half: Array) -> Array:
    return np.frexp(half.astype(np.float64))[1]


def query(
    people: People, i: int, places: Places, postings: Postings, loosest: int, room: Room, fits: Array, nearly: Array
) -> None:
    failed, _ = judge_places(people, i, places)
    mine = _people_matrix(people, np.array([i]), len(room.mine)).toarray()[0]
    points = _matrix(places, len(mine)) @ mine
    keys = _keys(points, places.rank)
    for wanted, best in ((0, fits), (1, nearly)):
        _best(np.where(failed == wanted, keys, -1)[None, :], best[None, :])


def bulk(
    people: People, first: int, last: int, places: Places, postings: Postings, loosest: int, best: Array, room: Room
) -> None:
    """`postings` and `loosest` spare work elsewhere and are not needed here."""
    columns = len(room.mine)
    asked = _matrix(places, columns).T.tocsr()
    block = max(1, CELLS // max(1, len(places.rank)))
    for start in range(first, last, block):
        rows = np.arange(start, min(start + block, last))
        points = (_people_matrix(people, rows, columns) @ asked).toarray()
        keys = _keys(points, places.rank)
        for at, i in enumerate(rows):
            keys[at][judge_places(people, int(i), places)[0] > 0] = -1
        _best(keys, best[start - first : start - first + len(rows)])


def _matrix(places: Places, columns: int) -> Any:
    points, column = places.worth & POINTS, places.worth >> POINT_BITS
    parts = (points.astype(np.int64), column.astype(np.int64), places.worth_from)
    return csr_matrix(parts, shape=(len(places.rank), columns))


def _people_matrix(people: People, rows: Array, columns: int) -> Any:
    first, last = people.column_from[rows[0]], people.column_from[rows[-1] + 1]
    column = people.column[first:last].astype(np.int64)
    run_from = people.column_from[rows[0] : rows[-1] + 2] - first
    return csr_matrix((np.ones(len(column), np.int64), column, run_from), shape=(len(rows), columns))


def _keys(points: Array, rank: Array) -> Array:
    return (points.astype(np.int64) << 32) | (LOW - rank.astype(np.int64))


def _best(keys: Array, best: Array) -> None:
    """The largest keys of each row, falling; what is not there stays -1."""
    wide = min(best.shape[1], keys.shape[1])
    if wide:
        found = np.partition(keys, keys.shape[1] - wide, axis=1)[:, -wide:]
        best[:, :wide] = -np.sort(-found, axis=1)


def sift_places(people: People, i: int, places: Places, groups: Array, which: Array) -> None:
    failed, last = judge_places(people, i, places)
    groups[places.rank], which[places.rank] = np.minimum(failed, 2), last


def sift_people(people: People, places: Places, j: int, groups: Array, which: Array) -> None:
    failed, last = judge_people(people, places, j)
    groups[people.rank], which[people.rank] = np.minimum(failed, 2), last
