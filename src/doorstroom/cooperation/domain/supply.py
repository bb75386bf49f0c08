"""Places and people for one occupation in one area, and the gap; small numbers only for who sees them all anyway."""

from __future__ import annotations

from dataclasses import dataclass

LEAST_SHOWN = 10


@dataclass(frozen=True)
class Cell:
    """`seen`: how many of the people who are ready the reader may see by name."""

    places: int
    ready: int
    seen: int


@dataclass(frozen=True)
class Gap:
    """Places minus people. `ready` None: fewer than ten and not all of them the reader's; then the gap is a range."""

    places: int
    ready: int | None
    least: int
    most: int

    @property
    def short(self) -> int:
        """People for whom there is no place, when there are more people than places."""
        return -self.least


def gap(cell: Cell) -> Gap:
    if cell.ready == 0 or cell.ready >= LEAST_SHOWN or cell.seen >= cell.ready:
        return Gap(cell.places, cell.ready, cell.places - cell.ready, cell.places - cell.ready)
    return Gap(cell.places, None, cell.places - (LEAST_SHOWN - 1), cell.places - 1)
