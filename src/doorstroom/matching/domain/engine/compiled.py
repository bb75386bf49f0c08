"""The rule as machine code: one predicate, one score, and the two loops over them.

`query` walks the tiles near one person and tests each place first; it is the loop for one answer. `bulk` adds up the
points of a whole tile at once from its postings and tests only the places that could still be among the best; it is
the loop for many. Both keep the best by (points, then the smaller id), so their answers are equal to the bit.
Nothing here adds floating numbers in an order that could differ: points are whole numbers.
"""

from __future__ import annotations

from typing import Any

import numpy as np
from numba import njit

from doorstroom.matching.domain.engine.arrays import Array, People, Places, Postings

ONE = np.uint64(1)
NONE = np.uint64(0)
LOW = np.int64(0xFFFFFFFF)
TRAVEL, DAYS, HOURS, START, FIRST_BIT = 0, 1, 2, 3, 4
"""Numbers of the constraints that are no bit; bit b of what is asked is FIRST_BIT + b, adjustments follow."""

compiled: Any = njit(cache=True, nogil=True)
inlined: Any = njit(cache=True, nogil=True, inline="always")


@inlined
def _chord(a: Array, i: int, b: Array, j: int) -> float:
    x, y, z = a[i, 0] - b[j, 0], a[i, 1] - b[j, 1], a[i, 2] - b[j, 2]
    return x * x + y * y + z * z


@compiled
def _bit(mask: np.uint64) -> int:
    """The place of the highest bit."""
    place = -1
    while mask != NONE:
        mask >>= ONE
        place += 1
    return place


@compiled
def judge(people: People, i: int, places: Places, j: int, limit: int) -> tuple[int, int]:
    """How many constraints fail, counting no further than one past `limit`, and the number of the last of them."""
    failed, which = 0, -1
    words = people.can.shape[1]
    for word in range(words):
        missing = places.asks[j, word] & ~people.can[i, word]
        while missing != NONE:
            if failed > limit:
                return failed, which
            failed += 1
            which = FIRST_BIT + 64 * word + _bit(missing & (~missing + ONE))
            missing &= missing - ONE
    if failed > limit:
        return failed, which
    if _chord(people.position, i, places.position, j) > people.reach[i]:
        failed, which = failed + 1, TRAVEL
    common, shared = np.int64(people.days[i]) & np.int64(places.days[j]), 0
    while common:
        common &= common - 1
        shared += 1
    if shared < places.needed[j]:
        failed, which = failed + 1, DAYS
    if max(people.hours[i, 0], places.hours[j, 0]) > min(people.hours[i, 1], places.hours[j, 1]):
        failed, which = failed + 1, HOURS
    if max(people.start[i, 0], places.start[j, 0]) > min(people.start[i, 1], places.start[j, 1]):
        failed, which = failed + 1, START
    if failed > limit:
        return failed, which
    for each in range(people.dated_from[i], people.dated_from[i + 1]):
        bit = people.dated_bit[each]
        asked = (places.asks[j, bit >> 6] >> np.uint64(bit & 63)) & ONE
        if asked and people.dated_last[each] < places.first_day[j]:
            failed, which = failed + 1, FIRST_BIT + bit
    unmet = people.needs[i] & ~places.offers[j]
    while unmet != NONE:
        failed += 1
        which = FIRST_BIT + 64 * words + _bit(unmet & (~unmet + ONE))
        unmet &= unmet - ONE
    return failed, which


@inlined
def _near(people: People, i: int, places: Places, tile: int) -> bool:
    """False only when nothing in the tile can be within the limit; NaN, unknown, is near."""
    limit = np.sqrt(max(people.reach[i], 0.0)) + places.tile_radius[tile]
    return not _chord(people.position, i, places.tile_centre, tile) > limit * limit


@inlined
def _keep(best: Array, key: int) -> None:
    """Into a list that falls; its last drops out."""
    at = best.shape[0] - 1
    if key <= best[at]:
        return
    while at > 0 and best[at - 1] < key:
        best[at] = best[at - 1]
        at -= 1
    best[at] = key


@inlined
def _key(points: int, rank: int) -> int:
    return (np.int64(points) << 32) | (LOW - np.int64(rank))


@compiled
def score(mine: Array, places: Places, j: int) -> int:
    points = 0
    for each in range(places.column_from[j], places.column_from[j + 1]):
        if mine[places.column[each]]:
            points += np.int64(places.points[each])
    return points


@compiled
def mark(people: People, i: int, mine: Array, value: int) -> None:
    for each in range(people.column_from[i], people.column_from[i + 1]):
        mine[people.column[each]] = value


@compiled
def query(people: People, i: int, places: Places, mine: Array, fits: Array, nearly: Array) -> None:
    """The best places that fit and those that nearly fit, as falling keys; an empty `nearly` asks for the first only.

    `mine` marks the columns of the person. Of places that nearly fit for the journey alone, the tiles beyond the
    limit are walked too.
    """
    limit = 1 if nearly.shape[0] else 0
    for tile in range(places.tile_radius.shape[0]):
        if limit or _near(people, i, places, tile):
            for j in range(places.tile_from[tile], places.tile_from[tile + 1]):
                failed, _ = judge(people, i, places, j, limit)
                if failed == 0:
                    _keep(fits, _key(score(mine, places, j), places.rank[j]))
                elif failed == 1 and limit:
                    _keep(nearly, _key(score(mine, places, j), places.rank[j]))


@compiled
def bulk(
    people: People, first: int, last: int, places: Places, postings: Postings, columns: int, loosest: int, best: Array
) -> None:
    """Rows first to last of `best` get the falling keys of the places that fit.

    A place that shares no skill and no group has at most `loosest` points, those of its divisions. So only places in
    the postings are looked at, and of those only the ones that could still enter the list; when the list ends at or
    under `loosest`, the person is asked again by `query`, which looks at all.
    """
    first_division = postings.start.shape[1] - 1
    mine = np.zeros(columns, np.uint8)
    tiles = places.tile_radius.shape[0]
    largest = 0
    for tile in range(tiles):
        largest = max(largest, places.tile_from[tile + 1] - places.tile_from[tile])
    points = np.zeros(largest, np.int32)
    touched = np.empty(largest + 1, np.int32)
    none = np.empty(0, np.int64)
    for i in range(first, last):
        keys = best[i - first]
        mark(people, i, mine, 1)
        home = _nearest_tile(people, i, places)
        for turn in range(tiles):
            tile = home if turn == 0 else turn - 1 if turn <= home else turn
            if _near(people, i, places, tile):
                _tile(people, i, places, tile, postings, first_division, loosest, mine, points, touched, keys)
        if (keys[-1] >> 32) <= loosest:
            keys[:] = -1
            query(people, i, places, mine, keys, none)
        mark(people, i, mine, 0)


@compiled
def _nearest_tile(people: People, i: int, places: Places) -> int:
    """Walked first, because good places found early spare work later; the answer does not depend on it."""
    nearest, least = 0, np.inf
    for tile in range(places.tile_radius.shape[0]):
        away = _chord(people.position, i, places.tile_centre, tile)
        if away < least:
            nearest, least = tile, away
    return nearest


@compiled
def _tile(
    people: People, i: int, places: Places, tile: int, postings: Postings, first_division: int, loosest: int,
    mine: Array, points: Array, touched: Array, keys: Array,
) -> None:  # fmt: skip
    base, found = places.tile_from[tile], 0
    for each in range(people.column_from[i], people.column_from[i + 1]):
        column = people.column[each]
        if column >= first_division:
            break
        for at in range(postings.start[tile, column], postings.start[tile, column + 1]):
            entry = postings.entry[at]
            local = entry & np.uint32(0xFFFF)
            touched[found] = local
            found += points[local] == 0
            points[local] += np.int32(entry >> np.uint32(16))
    for each in range(found):
        local = touched[each]
        sure = points[local]
        points[local] = 0
        if sure + loosest < (keys[-1] >> 32):
            continue
        j = base + local
        if judge(people, i, places, j, 0)[0] == 0:
            at = places.column_from[j + 1] - 1
            while at >= places.column_from[j] and places.column[at] >= first_division:
                if mine[places.column[at]]:
                    sure += np.int32(places.points[at])
                at -= 1
            _keep(keys, _key(sure, places.rank[j]))


@compiled
def sift_places(people: People, i: int, places: Places, groups: Array, which: Array) -> None:
    """Per place how many constraints fail (2 is two or more), and where it is one, which."""
    for j in range(places.rank.shape[0]):
        failed, last = judge(people, i, places, j, 1)
        groups[places.rank[j]] = min(failed, 2)
        which[places.rank[j]] = last


@compiled
def sift_people(people: People, places: Places, j: int, groups: Array, which: Array) -> None:
    """The same from the place to the people. No points: people are never ordered by them."""
    for i in range(people.rank.shape[0]):
        failed, last = judge(people, i, places, j, 1)
        groups[people.rank[i]] = min(failed, 2)
        which[people.rank[i]] = last
