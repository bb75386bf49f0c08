"""Trajectories counted by programme, by issue, and by programmes made of projects; nobody is counted twice or lost."""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Mapping
from dataclasses import dataclass
from typing import TypeVar

Key = TypeVar("Key", bound=Hashable)


@dataclass(frozen=True)
class Tally:
    """Trajectories, those that started, and where all of them are now: under way or left."""

    trajectories: int = 0
    started: int = 0
    under_way: int = 0
    left: int = 0

    def __add__(self, other: Tally) -> Tally:
        return Tally(
            self.trajectories + other.trajectories,
            self.started + other.started,
            self.under_way + other.under_way,
            self.left + other.left,
        )


def total(tallies: Iterable[Tally]) -> Tally:
    return sum(tallies, Tally())


def by(rows: Iterable[tuple[Key, Tally]]) -> dict[Key, Tally]:
    """The tallies of each key added; each row stands under one key, so the sums add up to the total."""
    found: dict[Key, Tally] = {}
    for key, tally in rows:
        found[key] = found.get(key, Tally()) + tally
    return found


def top_of(programme: int, part_of: Mapping[int, int | None]) -> int:
    """The programme at the top, going from project to programme. Raises ValueError when the chain returns to itself."""
    seen = {programme}
    while (above := part_of.get(programme)) is not None:
        if above in seen:
            raise ValueError(above)
        seen.add(above)
        programme = above
    return programme


def rolled_up(own: Mapping[int, Tally], part_of: Mapping[int, int | None]) -> dict[int, Tally]:
    """For each programme at the top: its own trajectories and those of everything that is part of it."""
    return by((top_of(programme, part_of), tally) for programme, tally in own.items())
