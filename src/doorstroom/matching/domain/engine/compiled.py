"""The rule as machine code: one predicate, one score, and the two loops over them.

`query` walks the tiles near one person and tests each place first; it is the loop for one answer. `bulk` adds up the
points of a whole tile at once from its postings and tests only the places that could still be among the best; it is
the loop for many. Both keep the best by (points, then the smaller id), so their answers are equal to the bit.
Nothing here adds floating numbers in an order that could differ: points are whole numbers.
"""

# mypy: disable-error-code="no-any-return,return-value,assignment"
# Numbers here are those of the machine; Python's own types are only how they read.
from __future__ import annotations

from typing import Any

import numpy as np
from numba import njit

from doorstroom.matching.domain.engine.arrays import POINT_BITS, POINTS, Array, People, Places, Postings, Room

ONE = np.uint64(1)
NONE = np.uint64(0)
LOW = np.int64(0xFFFFFFFF)
NEIGHBOURS = 256
TRAVEL, DAYS, HOURS, START, FIRST_BIT = 0, 1, 2, 3, 4
"""Numbers of the constraints that are no bit; bit b of what is asked is FIRST_BIT + b, adjustments follow."""

# Nothing is allocated here, so arrays need no counting of references, which cost nine tenths of the time (ADR 9).
AS_MACHINE_CODE: dict[str, Any] = {"cache": True, "nogil": True, "_nrt": False}
compiled: Any = njit(**AS_MACHINE_CODE)
inlined: Any = njit(**AS_MACHINE_CODE, forceinline=True)


@inlined
def _chord(a: Array, i: int, b: Array, j: int) -> float:
    x, y, z = a[i, 0] - b[j, 0], a[i, 1] - b[j, 1], a[i, 2] - b[j, 2]
    return x * x + y * y + z * z


@inlined
def _ones(mask: np.uint64) -> int:
    """How many bits are set: in pairs, in fours, in bytes, and the bytes summed by one multiplication."""
    mask -= (mask >> ONE) & np.uint64(0x5555555555555555)
    mask = (mask & np.uint64(0x3333333333333333)) + ((mask >> np.uint64(2)) & np.uint64(0x3333333333333333))
    mask = (mask + (mask >> np.uint64(4))) & np.uint64(0x0F0F0F0F0F0F0F0F)
    return np.int64((mask * np.uint64(0x0101010101010101)) >> np.uint64(56))


@inlined
def _bit(mask: np.uint64) -> int:
    """The place of the highest bit."""
    place = -1
    while mask != NONE:
        mask >>= ONE
        place += 1
    return place


@inlined
def judge(people: People, i: int, places: Places, j: int, limit: int) -> tuple[int, int]:
    """How many constraints fail, counting no further than one past `limit`, and the number of the last of them."""
    failed, which = 0, -1
    words = people.can.shape[1]
    for word in range(words):
        missing = places.asks[j, word] & ~people.can[i, word]
        if missing != NONE:
            failed += _ones(missing)
            if failed > limit:
                return failed, which
            which = FIRST_BIT + 64 * word + _bit(missing)
    far = _chord(people.position, i, places.card, j) > people.reach[i]
    hours = max(people.hours[i, 0], places.card[j, 3]) > min(people.hours[i, 1], places.card[j, 4])
    start = max(people.start[i, 0], places.card[j, 5]) > min(people.start[i, 1], places.card[j, 6])
    days = np.int64(places.card[j, 7])
    short = _ones(np.uint64(np.int64(people.days[i]) & days)) < days >> 7
    which = START if start else HOURS if hours else DAYS if short else TRAVEL if far else which
    failed += np.int64(far) + np.int64(short) + np.int64(hours) + np.int64(start)
    if failed > limit:
        return failed, which
    for each in range(people.dated_from[i], people.dated_from[i + 1]):
        bit = people.dated_bit[each]
        asked = (places.asks[j, bit >> 6] >> np.uint64(bit & 63)) & ONE
        if asked and people.dated_last[each] < places.first_day[j]:
            failed, which = failed + 1, FIRST_BIT + bit
    unmet = people.needs[i]
    if unmet != NONE:
        unmet &= ~places.offers[j]
    while unmet != NONE:
        failed += 1
        which = FIRST_BIT + 64 * words + _bit(unmet)
        unmet &= unmet - ONE
    return failed, which


@inlined
def _near(people: People, i: int, places: Places, tile: int) -> bool:
    """False only when nothing in the tile can be within the limit; NaN, unknown, is near."""
    limit = np.sqrt(max(people.reach[i], 0.0)) + places.tile_radius[tile]
    return not _chord(people.position, i, places.tile_centre, tile) > limit * limit


@inlined
def _lacks(people: People, i: int, places: Places, j: int) -> bool:
    lacking = places.asks[j, 0] & ~people.can[i, 0]
    for word in range(1, people.can.shape[1]):
        lacking |= places.asks[j, word] & ~people.can[i, word]
    return lacking != NONE


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


@inlined
def score(mine: Array, places: Places, j: int) -> int:
    points = 0
    for each in range(places.worth_from[j], places.worth_from[j + 1]):
        worth = places.worth[each]
        points += np.int64(worth & POINTS) * np.int64(mine[worth >> POINT_BITS])
    return points


@inlined
def mark(people: People, i: int, mine: Array, value: int) -> None:
    for each in range(people.column_from[i], people.column_from[i + 1]):
        mine[people.column[each]] = value


@compiled
def query(
    people: People, i: int, places: Places, postings: Postings, loosest: int, room: Room, fits: Array, nearly: Array
) -> None:
    """The best places that fit and those that nearly fit, as falling keys; an empty `nearly` asks for the first only.

    Beyond the limit of the journey a place can only nearly fit, and only when nothing else fails.
    """
    mark(people, i, room.mine, 1)
    for tile in range(places.tile_radius.shape[0]):
        if _near(people, i, places, tile):
            _both_lists(people, i, places, tile, room.mine, fits, nearly)
    for tile in range(places.tile_radius.shape[0] if nearly.shape[0] else 0):
        if not _near(people, i, places, tile):
            if (nearly[-1] >> 32) > loosest:
                _by_postings(people, i, places, tile, postings, loosest, room, nearly, 1)
            else:
                _beyond(people, i, places, tile, room, nearly)
    mark(people, i, room.mine, 0)


@inlined
def _beyond(people: People, i: int, places: Places, tile: int, room: Room, nearly: Array) -> None:
    for each in range(_lacking_nothing(people, i, places, tile, nearly, room.touched)):
        j = room.touched[each]
        if judge(people, i, places, j, 1)[0] == 1:
            _keep(nearly, _key(score(room.mine, places, j), places.rank[j]))


@inlined
def _both_lists(people: People, i: int, places: Places, tile: int, mine: Array, fits: Array, nearly: Array) -> None:
    limit = 1 if nearly.shape[0] else 0
    for j in range(places.tile_from[tile], places.tile_from[tile + 1]):
        failed, _ = judge(people, i, places, j, limit)
        if failed == 0:
            _keep(fits, _key(score(mine, places, j), places.rank[j]))
        elif failed <= limit:
            _keep(nearly, _key(score(mine, places, j), places.rank[j]))


@inlined
def _lacking_nothing(people: People, i: int, places: Places, tile: int, keys: Array, left: Array) -> int:
    """Collects without a branch the places of which no bit fails: the part of the predicate that most fail.

    Once the list holds nothing without points, a place that shares nothing is passed over as well.
    """
    found, alike, trace = 0, keys[-1] >> 32 <= 0, people.trace[i]
    for j in range(places.tile_from[tile], places.tile_from[tile + 1]):
        left[found] = j
        found += (not _lacks(people, i, places, j)) & (alike | (places.trace[j] & trace != NONE))
    return found


@compiled
def bulk(
    people: People, first: int, last: int, places: Places, postings: Postings, loosest: int, best: Array, room: Room
) -> None:
    """Rows first to last of `best` get the falling keys of the places that fit.

    Tiles are walked place by place until the list holds nothing under `loosest`, the most that divisions alone are
    worth; from then on only places in the postings, which share a skill or a group, can still enter it. Neighbours are
    served together, because a tile that one of them looked at is still at hand for the next.
    """
    tiles = places.tile_radius.shape[0]
    for start in range(first, last, NEIGHBOURS):
        home = _nearest_tile(people, start, places)
        for turn in range(tiles):
            tile = home if turn == 0 else turn - 1 if turn <= home else turn
            for i in range(start, min(start + NEIGHBOURS, last)):
                if _near(people, i, places, tile):
                    mark(people, i, room.mine, 1)
                    if (best[i - first, -1] >> 32) > loosest:
                        _by_postings(people, i, places, tile, postings, loosest, room, best[i - first], 0)
                    else:
                        _place_by_place(people, i, places, tile, room, best[i - first])
                    mark(people, i, room.mine, 0)


@inlined
def _nearest_tile(people: People, i: int, places: Places) -> int:
    """Walked first, because good places found early spare work later; the answer does not depend on it."""
    nearest, least = 0, np.inf
    for tile in range(places.tile_radius.shape[0]):
        away = _chord(people.position, i, places.tile_centre, tile)
        if away < least:
            nearest, least = tile, away
    return nearest


@inlined
def _place_by_place(people: People, i: int, places: Places, tile: int, room: Room, keys: Array) -> None:
    left = room.touched
    found, near = _lacking_nothing(people, i, places, tile, keys, left), 0
    for each in range(found):
        j = left[each]
        left[near] = j
        near += not _chord(people.position, i, places.card, j) > people.reach[i]
    for each in range(near):
        j = left[each]
        if judge(people, i, places, j, 0)[0] == 0:
            _keep(keys, _key(score(room.mine, places, j), places.rank[j]))


@inlined
def _by_postings(
    people: People,
    i: int,
    places: Places,
    tile: int,
    postings: Postings,
    loosest: int,
    room: Room,
    keys: Array,
    wanted: int,
) -> None:
    first_division = postings.start.shape[1] - 1
    base, found = places.tile_from[tile], 0
    points, touched = room.points, room.touched
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
        if sure + loosest >= (keys[-1] >> 32) and judge(people, i, places, base + local, wanted)[0] == wanted:
            _keep(keys, _key(score(room.mine, places, base + local), places.rank[base + local]))


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
