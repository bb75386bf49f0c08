"""The frozen arrays of an index. Every row of a constraint is written so that unknown can never fail.

A constraint of work is a bit: `asks & ~can` are the failed ones, and of what nobody knows of a person the bit of
`can` is set. Unknown positions are NaN, which is no larger than any limit. Rows stand in the order of the tiles of the
map; `rank` is the place of a row in the order of ids, in which answers are given.
"""

from __future__ import annotations

from typing import Any, NamedTuple, TypeVar

import numpy as np
from numpy.typing import NDArray

Array = NDArray[Any]
FIRST_DAY, LAST_DAY = 0, 2**31 - 1
EVERY_BIT = np.uint64(2**64 - 1)
EVERY_DAY = 127


class People(NamedTuple):
    """`reach` is the squared chord of the farthest journey within the own limit; `hours` and `start` are closed.

    `trace` has a bit for the widest step over each skill: without a common bit two rows share nothing.
    """

    rank: Array
    position: Array
    reach: Array
    can: Array
    days: Array
    hours: Array
    start: Array
    needs: Array
    dated_from: Array
    dated_bit: Array
    dated_last: Array
    column_from: Array
    column: Array
    trace: Array
    tile_from: Array
    tile_centre: Array
    tile_radius: Array


class Places(NamedTuple):
    """`needed` is how many of `days` one person works; `first_day` is when a licence must be valid.

    `card` repeats position, hours, start, days and needed in 64 bytes: memory brings a row of it in one piece, and
    of the thousands of places a person is tested against most are not at hand. `worth` has the column in its high
    18 bits and the points in its low 14, so that one read brings both.
    """

    rank: Array
    position: Array
    asks: Array
    days: Array
    needed: Array
    hours: Array
    start: Array
    first_day: Array
    offers: Array
    worth_from: Array
    worth: Array
    trace: Array
    card: Array
    tile_from: Array
    tile_centre: Array
    tile_radius: Array


class Postings(NamedTuple):
    """Per tile and per skill or group the places that ask it: local row in the low 16 bits, points above them."""

    start: Array
    entry: Array


POINT_BITS = np.uint32(14)
POINTS = np.uint32(2**14 - 1)
MOST_COLUMNS = 2**18


def pack(column: Array, points: Array) -> Array:
    packed: Array = column.astype(np.uint32) << POINT_BITS | points.astype(np.uint32)
    return packed


class Room(NamedTuple):
    """Working memory of one part of a bulk run, as the loops allocate nothing."""

    mine: Array
    points: Array
    touched: Array
    none: Array


def room(columns: int, largest_tile: int) -> Room:
    return Room(
        np.zeros(columns, np.uint8),
        np.zeros(largest_tile, np.int32),
        np.empty(largest_tile + 1, np.int32),
        np.empty(0, np.int64),
    )


Side = TypeVar("Side", People, Places)


def frozen(side: Side) -> Side:
    """Read-only and contiguous, as a memory-mapped file is: one form, one compiled kernel."""
    return type(side)(*(_frozen(array) for array in side))


def _frozen(array: Array) -> Array:
    plain: Array = np.ascontiguousarray(array).view()
    plain.setflags(write=False)
    return plain


def take_runs(run_from: Array, rows: Array) -> tuple[Array, Array]:
    """Where the runs of these rows begin in their new order, and which old entries come in it."""
    lengths = np.diff(run_from)[rows]
    new_from = np.zeros(len(rows) + 1, np.int64)
    np.cumsum(lengths, out=new_from[1:])
    entries = np.arange(new_from[-1], dtype=np.int64)
    entries += np.repeat(run_from[:-1][rows] - new_from[:-1], lengths)
    return new_from, entries
