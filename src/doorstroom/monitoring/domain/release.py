"""The ledger of what was published: a new table is refused when it gives away a few people beside an older one.

Two tables that are safe alone can betray someone together: last month 25 people had found work and this month
27, so these two found it in between. Every table that was ever released stays in the ledger, and a new one is
read together with each of them, as a reader with both in hand would. Numbers count as they were printed, so
that rounding gives the room that it really gives.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from doorstroom.kernel.errors import Reason
from doorstroom.monitoring.domain.disclosure import SLACK, Contradiction, Key, Protected, Range, Reader, Relation
from doorstroom.monitoring.domain.disclosure_values import BASE, could_be, round_nearest

SOURCE = "docs/domain/evidence.md#tables-that-may-leave-the-house"


@dataclass(frozen=True)
class Release:
    """A table as it was printed: `shown` holds the rounded numbers, `withheld` the cells without one.

    `counted` says of whom and what (a programme and a definition): only tables that count the same can be
    subtracted from one another. `moving` names the values that people also leave again ("exit=open").
    """

    counted: str
    as_of: date
    threshold: int
    base: int
    shown: Mapping[Key, int]
    withheld: frozenset[Key]
    relations: tuple[Relation, ...]
    moving: frozenset[str] = frozenset()

    @property
    def known(self) -> dict[Key, Range]:
        return {key: could_be(n, self.base, self.threshold) for key, n in self.shown.items()}


def release_of(
    protected: Protected, counted: str, as_of: date, *, base: int = BASE, moving: frozenset[str] = frozenset()
) -> Release:
    return Release(
        counted=counted,
        as_of=as_of,
        threshold=protected.threshold,
        base=base,
        shown={key: round_nearest(n, base) for key, n in protected.published.items()},
        withheld=protected.withheld,
        relations=protected.table.relations,
        moving=moving,
    )


def obstacles(new: Release, ledger: Iterable[Release]) -> tuple[Reason, ...]:
    """Why this table may not be published beside those that were; empty when it may."""
    found: list[Reason] = []
    if () not in new.shown:
        found.append(Reason("too_few_to_publish", {"threshold": new.threshold}, SOURCE))
    for old in ledger:
        if old.counted == new.counted:
            found += _together(new, old)
    return tuple(found)


def _together(new: Release, old: Release) -> list[Reason]:
    if new.as_of < old.as_of:
        return [Reason("older_than_published", {"as_of": old.as_of}, SOURCE)]
    try:
        return _read_beside(new, old, steady=True)
    except Contradiction:  # people were moved between cells by corrections: a reader cannot lean on growth
        return _read_beside(new, old, steady=False)


def _read_beside(new: Release, old: Release, *, steady: bool) -> list[Reason]:
    """Both tables as one puzzle: the newer number is the older one and what came in between.

    With `steady` the reader takes it that people are only added, except in the cells that say so (`moving`).
    """
    both = sorted((set(new.shown) | new.withheld) & (set(old.shown) | old.withheld))
    between = {key: _in(key, "between") for key in both}
    sides = ((new, "new"), (old, "old"))
    relations = [Relation(_in(key, "new"), (_in(key, "old"), moved)) for key, moved in between.items()]
    for each, side in sides:
        relations += [Relation(_in(r.total, side), tuple(_in(p, side) for p in r.parts)) for r in each.relations]
    known = {_in(key, side): seen for each, side in sides for key, seen in each.known.items()}
    withheld = sorted(_in(key, side) for each, side in sides for key in each.withheld)
    reader = Reader([*known, *withheld, *between.values()], relations)
    if new.as_of == old.as_of:
        known |= dict.fromkeys(between.values(), (0.0, 0.0))
    free = {moved for key, moved in between.items() if not steady or new.moving & set(key)}
    narrow = dict(reader.seen(known, [*withheld, *between.values()], enough=new.threshold, free=free))
    return [
        *(_reason("cell_given_away", key, old) for key in withheld if _pinned(narrow[key], new.threshold)),
        *(_reason("difference_of_a_few", key, old) for key in between.values() if _a_few(narrow[key], new.threshold)),
    ]


def _reason(code: str, key: Key, old: Release) -> Reason:
    return Reason(code, {"cell": key[1:], "as_of": old.as_of}, SOURCE)


def _in(key: Key, side: str) -> Key:
    return (side, *key)


def _pinned(seen: Range, threshold: int) -> bool:
    return seen[1] - seen[0] < threshold - SLACK


def _a_few(seen: Range, threshold: int) -> bool:
    """Surely somebody, and surely fewer than the threshold, came or went."""
    low, high = seen
    return (low > SLACK and high < threshold - SLACK) or (high < -SLACK and low > SLACK - threshold)
