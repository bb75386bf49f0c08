"""A sample of people to ask how they are: a share of every stratum, drawn so that anybody can draw it again.

Everybody gets a place in the queue of her stratum from the name of the draw and her own number, and the first ones are
asked. So no one chooses whom to ask, the same draw gives the same people, and with a larger share the people already
drawn stay in. In each stratum at least two are drawn, or how sure its answer is could not be said.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from hashlib import sha256
from math import ceil

FEWEST = 2


@dataclass(frozen=True)
class Stratum:
    """`people` could have been drawn, and these numbers were, in the order of drawing."""

    name: str
    people: int
    drawn: tuple[int, ...]


def draw(people: Mapping[int, str], *, size: int, name: str) -> tuple[Stratum, ...]:
    """`size` of these numbers, each with its stratum; rounded up in every stratum, whose names give the order."""
    if size < 1:
        raise ValueError(f"a sample is of one person or more, not {size}")
    strata: dict[str, list[int]] = {}
    for number, stratum in people.items():
        strata.setdefault(stratum, []).append(number)
    return tuple(
        Stratum(stratum, len(numbers), tuple(_queue(numbers, name)[: _share(size, len(numbers), len(people))]))
        for stratum, numbers in sorted(strata.items())
    )


def _queue(numbers: list[int], name: str) -> list[int]:
    return sorted(numbers, key=lambda number: (sha256(f"{name}/{number}".encode()).digest(), number))


def _share(size: int, here: int, everybody: int) -> int:
    return min(here, max(FEWEST, ceil(size * here / everybody)))
