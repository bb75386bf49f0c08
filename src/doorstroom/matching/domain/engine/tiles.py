"""Tiles of the map: rows that lie together stand together, so that a far tile is passed over as a whole.

A tile knows its centre and radius as chords through the sphere; whoever lies farther than limit plus radius reaches
nothing in it. That bound is only necessary: the pair itself is always tested. Unknown positions have tiles of their
own, which are near to everybody.
"""

from __future__ import annotations

import numpy as np

from doorstroom.matching.domain.engine.arrays import (
    POINT_BITS,
    POINTS,
    Array,
    Places,
    Postings,
    Side,
    frozen,
    take_runs,
)

RUNS = {"column_from": ("column",), "worth_from": ("worth",), "dated_from": ("dated_bit", "dated_last")}
NOT_BY_ROW = {
    "card",
    "tile_from",
    "tile_centre",
    "tile_radius",
    *RUNS,
    *(name for run in RUNS.values() for name in run),
}
"""Fields with runs of different length per row, and fields of tiles; every other field has one entry per row."""

SLACK = 1e-9
"""Chords are exact to about 1e-16; a bound wider by six millimetres on the earth can lose nothing."""


def in_tiles(side: Side, size: int) -> Side:
    """The same rows in the order of tiles of at most `size` rows."""
    order, tile_from = _split(side.position, size)
    moved = {name: getattr(side, name)[order] for name in side._fields if name not in NOT_BY_ROW}
    for run_from, runs in RUNS.items():
        if hasattr(side, run_from):
            moved[run_from], entries = take_runs(getattr(side, run_from), order)
            moved |= {name: getattr(side, name)[entries] for name in runs}
    return frozen(finished(side._replace(**moved, tile_from=tile_from)))


def finished(side: Side) -> Side:
    """With what follows from the rows: the bounds of every tile, and the card of every place."""
    return _bounded(side._replace(card=_cards(side)) if isinstance(side, Places) else side)


def _cards(places: Places) -> Array:
    days = places.days.astype(np.float64) + 128 * places.needed.astype(np.float64)
    return np.column_stack([places.position, places.hours, places.start.astype(np.float64), days])


def _bounded(side: Side) -> Side:
    tiles = len(side.tile_from) - 1
    centre, radius = np.full((tiles, 3), np.nan), np.full(tiles, np.inf)
    for tile in range(tiles):
        inside = side.position[side.tile_from[tile] : side.tile_from[tile + 1]]
        middle = (inside.min(axis=0) + inside.max(axis=0)) / 2
        centre[tile] = middle
        radius[tile] = np.sqrt(((inside - middle) ** 2).sum(axis=1).max()) + SLACK
    return side._replace(tile_centre=centre, tile_radius=radius)


def _split(position: Array, size: int) -> tuple[Array, Array]:
    """Halves the map along its longest side until a tile is small enough."""
    known = ~np.isnan(position[:, 0])
    lost = np.flatnonzero(~known)
    waiting = [np.flatnonzero(known)]
    tiles = [lost[start : start + size] for start in range(0, len(lost), size)]
    while waiting:
        rows = waiting.pop()
        if len(rows) <= size:
            tiles += [rows] if len(rows) else []
            continue
        points = position[rows]
        longest = np.argmax(points.max(axis=0) - points.min(axis=0))
        half = np.argpartition(points[:, longest], len(rows) // 2)
        waiting += [rows[half[: len(rows) // 2]], rows[half[len(rows) // 2 :]]]
    order = np.concatenate([np.sort(rows) for rows in tiles]) if tiles else np.empty(0, np.int64)
    return order, np.cumsum([0, *(len(rows) for rows in tiles)])


def postings(places: Places, first_division: int) -> Postings:
    """The inverted index of each tile over skills and groups: who asks this here?"""
    tiles = len(places.tile_from) - 1
    start = np.zeros((tiles, first_division + 1), np.int32)
    columns = places.worth >> POINT_BITS
    sought = columns < first_division
    entry = np.empty(int(sought.sum()), np.uint32)
    filled = 0
    for tile in range(tiles):
        first, last = places.tile_from[tile], places.tile_from[tile + 1]
        some = slice(places.worth_from[first], places.worth_from[last])
        local = np.repeat(np.arange(last - first, dtype=np.uint32), np.diff(places.worth_from[first : last + 1]))
        packed = (local | (places.worth[some] & POINTS) << np.uint32(16))[sought[some]]
        column = columns[some][sought[some]]
        entry[filled : filled + len(column)] = packed[np.argsort(column, kind="stable")]
        start[tile, 1:] = np.cumsum(np.bincount(column, minlength=first_division))
        start[tile] += filled
        filled += len(column)
    start.setflags(write=False)
    entry.setflags(write=False)
    return Postings(start, entry)
