"""Tables that may leave the house: nobody can work out a count of a few people from them.

A count below the threshold is withheld, and so is a zero, because "0 of 30" says something about all thirty.
Totals and complements are cells of the same table and follow the same rule. One withheld cell in a row can be
found by subtraction; so other cells are withheld with it until every withheld count, as far as any reader can
work it out from all that is printed, may lie anywhere in a range at least as wide as the threshold.

The range is exact: the lowest and highest value that a cell can have when all printed numbers are true, by
linear programming. In a table of two dimensions these bounds are whole numbers by themselves.

Sources: Handbook on Statistical Disclosure Control ch. 4-5; Hundepool et al., Statistical Disclosure Control, 2012.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import product
from typing import Any

import numpy as np

Key = tuple[str, ...]
"""One cell: "dimension=value" for each dimension that is split, so that () is the total of everybody."""

Range = tuple[float, float]

THRESHOLD = 10
MOST_PEOPLE = 10_000_000
"""What any reader knows beforehand about a count: it is not negative and not larger than this."""

SLACK = 1e-6


@dataclass(frozen=True)
class Relation:
    """`total` is the sum of `parts`; everybody who sees the table knows this."""

    total: Key
    parts: tuple[Key, ...]


@dataclass(frozen=True, eq=False)
class Table:
    """Counts of people with all their totals."""

    counts: Mapping[Key, int]
    relations: tuple[Relation, ...]

    @classmethod
    def of(cls, dimensions: Sequence[str], inner: Mapping[tuple[str, ...], int]) -> Table:
        """From the innermost counts, one value a dimension. Combinations that nobody has are zeros."""
        wrong = next((values for values, n in inner.items() if len(values) != len(dimensions) or n < 0), None)
        if wrong is not None:
            raise ValueError(f"cell {wrong}: one value for each of {tuple(dimensions)}, and a count of 0 or more")
        values = [sorted({key[i] for key in inner}) for i in range(len(dimensions))]
        counts: dict[Key, int] = {}
        for cell in product(*([None, *each] for each in values)):
            counts[_key(dimensions, cell)] = sum(
                n for key, n in inner.items() if all(c in (None, v) for c, v in zip(cell, key, strict=True))
            )
        return cls(counts, relations_between(counts))


def relations_between(keys: Iterable[Key]) -> tuple[Relation, ...]:
    """Every cell is the sum of those that split it by one more dimension."""
    parts: dict[tuple[Key, str], list[Key]] = {}
    for key in keys:
        for i, value in enumerate(key):
            parts.setdefault(((*key[:i], *key[i + 1 :]), value.partition("=")[0]), []).append(key)
    return tuple(Relation(total, tuple(found)) for (total, _), found in parts.items())


def _key(dimensions: Sequence[str], cell: Sequence[str | None]) -> Key:
    return tuple(f"{d}={v}" for d, v in zip(dimensions, cell, strict=True) if v is not None)


@dataclass(frozen=True, eq=False)
class Protected:
    """What may be printed. `primary` cells are small themselves, the other withheld ones guard them."""

    table: Table
    threshold: int
    primary: frozenset[Key]
    withheld: frozenset[Key]

    @property
    def published(self) -> dict[Key, int]:
        return {key: n for key, n in self.table.counts.items() if key not in self.withheld}

    @property
    def lost_cells(self) -> float:
        """Information loss as the share of all cells that is withheld."""
        return len(self.withheld) / len(self.table.counts)

    @property
    def lost_people(self) -> float:
        """Information loss as the share of people, over the innermost cells."""
        totals = {relation.total for relation in self.table.relations}
        inner = [key for key in self.table.counts if key not in totals]
        people = sum(self.table.counts[key] for key in inner)
        return sum(self.table.counts[key] for key in inner if key in self.withheld) / people if people else 0.0


def protect(table: Table, threshold: int = THRESHOLD) -> Protected:
    """Withhold small cells, then as few others as it takes; no withheld cell beyond that could be printed."""
    if threshold < 2:
        raise ValueError(f"a threshold of {threshold} guards nobody; use 5 or 10")
    reader, guards = Reader(table.counts, table.relations), Guards(table, threshold)
    primary = frozenset(key for key, n in table.counts.items() if n < threshold)
    withheld = set(primary)
    while found := exposed(reader, table, withheld, threshold):
        withheld |= guards.of(max(found, key=lambda key: (table.counts[key], key)), withheld)
    for key in sorted(withheld - primary, key=lambda k: (-table.counts[k], k)):
        if next(_exposed(reader, table, withheld - {key}, threshold), None) is None:
            withheld.remove(key)
    return Protected(table, threshold, primary, frozenset(withheld))


def exposed(reader: Reader, table: Table, withheld: Collection[Key], threshold: int) -> dict[Key, Range]:
    """Withheld cells that a reader can pin to a range narrower than the threshold, each with that range."""
    return dict(_exposed(reader, table, withheld, threshold))


def _exposed(reader: Reader, table: Table, withheld: Collection[Key], threshold: int) -> Iterator[tuple[Key, Range]]:
    """One after the other; that the counts themselves are one way to fill the table need not be worked out."""
    known = {key: (float(n), float(n)) for key, n in table.counts.items() if key not in withheld}
    for key, seen in reader.seen(known, sorted(withheld), enough=threshold, true=table.counts):
        if seen[1] - seen[0] < threshold - SLACK:
            yield key, seen


class Contradiction(ValueError):
    """No counts agree with all that is printed."""


class Reader:
    """Works out, as a reader with patience could, between which values each unprinted number must lie."""

    def __init__(self, keys: Iterable[Key], relations: Sequence[Relation]) -> None:
        import highspy  # slow import: only who publishes a table needs the solver

        self._place = {key: i for i, key in enumerate(keys)}
        self._solver = _solver(highspy, [_row(self._place, relation) for relation in relations], len(self._place))

    def seen(
        self,
        known: Mapping[Key, Range],
        asked: Sequence[Key],
        *,
        enough: float,
        free: Collection[Key] = (),
        true: Mapping[Key, int] | None = None,
    ) -> Iterator[tuple[Key, Range]]:
        """The range of each `asked` number; looking stops as soon as a range is `enough` wide.

        `known` are the printed numbers (a rounded one as a range); `free` ones may be negative. `true` numbers,
        where the asker has them, are a first witness of what may be.
        """
        for key, place in self._place.items():
            lowest = -MOST_PEOPLE if key in free else 0
            self._solver.changeColBounds(place, *known.get(key, (lowest, MOST_PEOPLE)))
        first = self._solve(0, 0.0) if true is None else np.array([true[key] for key in self._place], dtype=float)
        low, high = first.copy(), first.copy()
        for key in asked:
            place = self._place[key]
            for cost in (1.0, -1.0):
                if high[place] - low[place] < enough - SLACK:
                    solution = self._solve(place, cost)
                    np.minimum(low, solution, out=low)
                    np.maximum(high, solution, out=high)
            yield key, (float(low[place]), float(high[place]))

    def _solve(self, place: int, cost: float) -> np.ndarray[Any, Any]:
        """One set of numbers that agrees with all that is printed, at the lowest cost. Each is a witness."""
        self._solver.changeColCost(place, cost)
        self._solver.run()
        if self._solver.getModelStatus().name != "kOptimal":
            raise Contradiction("the printed numbers contradict one another; were they made from one set of counts?")
        solution = np.array(self._solver.getSolution().col_value)
        self._solver.changeColCost(place, 0.0)
        return solution


class Guards:
    """Finds the cheapest cells to withhold with one that is exposed.

    If `threshold` people more had been in that cell, other cells would have to differ too. The set of changes
    that touches the fewest printed people is a linear programme; once these cells are withheld, nobody can tell
    the two tables apart (Fischetti and Salazar, Management Science 2001;47:1008, as a relaxation).
    """

    def __init__(self, table: Table, threshold: int) -> None:
        import highspy  # slow import: only who publishes a table needs the solver

        self._keys, self._threshold = list(table.counts), float(threshold)
        self._counts = np.array([table.counts[key] for key in self._keys], dtype=float)
        place, size = {key: i for i, key in enumerate(self._keys)}, len(self._keys)
        up = [_row(place, relation) for relation in table.relations]
        both = [row + [(column + size, -value) for column, value in row] for row in up]
        self._solver = _solver(highspy, both, 2 * size)

    def of(self, exposed_cell: Key, withheld: Collection[Key]) -> set[Key]:
        size, free = len(self._keys), set(withheld)
        cell = self._keys.index(exposed_cell)
        for i, key in enumerate(self._keys):
            cost = 0.0 if key in free else 1.0 + self._counts[i]
            for column, most in ((i, MOST_PEOPLE), (i + size, self._counts[i])):
                self._solver.changeColCost(column, cost)
                self._solver.changeColBounds(column, 0.0, most)
        self._solver.changeColBounds(cell, self._threshold, self._threshold)
        self._solver.changeColBounds(cell + size, 0.0, 0.0)
        self._solver.run()
        change = np.array(self._solver.getSolution().col_value)
        moved = np.flatnonzero(np.abs(change[:size] - change[size:]) > SLACK)
        return {self._keys[i] for i in moved}


Row = list[tuple[int, float]]


def _row(place: Mapping[Key, int], relation: Relation) -> Row:
    """The parts less the total make nothing."""
    return [(place[relation.total], -1.0), *((place[part], 1.0) for part in relation.parts)]


def _solver(highspy: Any, rows: Sequence[Row], columns: int) -> Any:
    """Equations that must all be nought, over `columns` numbers; bounds and costs come with each question."""
    lp = highspy.HighsLp()
    lp.num_col_, lp.num_row_ = columns, len(rows)
    lp.col_cost_ = np.zeros(columns)
    lp.col_lower_, lp.col_upper_ = np.zeros(columns), np.full(columns, float(MOST_PEOPLE))
    lp.row_lower_ = lp.row_upper_ = np.zeros(len(rows))
    lp.a_matrix_.format_ = highspy.MatrixFormat.kRowwise
    lp.a_matrix_.start_ = np.cumsum([0, *(len(row) for row in rows)])
    lp.a_matrix_.index_ = np.array([column for row in rows for column, _ in row])
    lp.a_matrix_.value_ = np.array([value for row in rows for _, value in row])
    solver = highspy.Highs()
    solver.setOptionValue("output_flag", False)
    solver.setOptionValue("threads", 1)
    solver.passModel(lp)
    return solver
