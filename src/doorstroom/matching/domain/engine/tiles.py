"""Tiles of the map: rows that lie together stand together, so that a far tile is passed over as a whole.

A tile knows its centre and radius as chords through the sphere; whoever lies farther than limit plus radius reaches
nothing in it. That bound is only necessary: the pair itself is always tested. Unknown positions have tiles of their
own, which are near to everybody.
"""

from __future__ import annotations

import numpy as np

from doorstroom.matching.domain.engine.arrays import Array, People, Places, Postings, Side, frozen, take_runs

SLACK = 1e-9
"""Chords are exact to about 1e-16; a bound wider by six millimetres on the earth can lose nothing."""


def in_tiles(side: Side, size: int) -> Side:
    """The same rows in the order of tiles of at most `size` rows."""
    order, tile_from = _split(side.position, size)
    runs = take_runs(side.column_from, order)
    moved = side._replace(
        **{name: getattr(side, name)[order] for name in _row_fields(side)},
        column_from=runs[0],
        column=side.column[runs[1]],
        tile_from=tile_from,
    )
    if isinstance(moved, Places):
        moved = moved._replace(points=moved.points[runs[1]])
    else:
        dated_from, dated = take_runs(side.dated_from, order)
        moved = moved._replace(
            dated_from=dated_from, dated_bit=moved.dated_bit[dated], dated_last=moved.dated_last[dated]
        )
    return frozen(bounded(moved))


def bounded(side: Side) -> Side:
    """Centre and radius of every tile, from the positions of its rows."""
    tiles = len(side.tile_from) - 1
    centre, radius = np.full((tiles, 3), np.nan), np.full(tiles, np.inf)
    for tile in range(tiles):
        inside = side.position[side.tile_from[tile] : side.tile_from[tile + 1]]
        middle = (inside.min(axis=0) + inside.max(axis=0)) / 2
        centre[tile] = middle
        radius[tile] = np.sqrt(((inside - middle) ** 2).sum(axis=1).max()) + SLACK
    return side._replace(tile_centre=centre, tile_radius=radius)


def _row_fields(side: People | Places) -> tuple[str, ...]:
    runs = {"column_from", "column", "points", "tile_from", "tile_centre", "tile_radius", "dated_from", "dated_bit"}
    return tuple(name for name in side._fields if name not in runs | {"dated_last"})


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
    """The inverted index of each tile over skills and groups; divisions are looked up at the few places left."""
    tiles = len(places.tile_from) - 1
    start = np.zeros((tiles, first_division + 1), np.int32)
    entry = np.empty(int((places.column < first_division).sum()), np.uint32)
    filled = 0
    for tile in range(tiles):
        first, last = places.tile_from[tile], places.tile_from[tile + 1]
        entries = slice(places.column_from[first], places.column_from[last])
        column, points = places.column[entries], places.points[entries]
        local = np.repeat(np.arange(last - first), np.diff(places.column_from[first : last + 1]))
        sought = column < first_division
        by_column = np.argsort(column[sought], kind="stable")
        packed = (local[sought] | (points[sought].astype(np.uint32) << 16))[by_column]
        start[tile, 1:] = np.cumsum(np.bincount(column[sought], minlength=first_division))[:first_division]
        start[tile] += filled
        entry[filled : filled + len(packed)] = packed
        filled += len(packed)
    start.setflags(write=False)
    entry.setflags(write=False)
    return Postings(start, entry)
