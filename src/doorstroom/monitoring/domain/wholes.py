"""Programmes made of projects: whose people are counted with a programme."""

from __future__ import annotations

from collections.abc import Mapping


def with_parts(programme: int, part_of: Mapping[int, int | None]) -> list[int]:
    """The programme and everything that is part of it, however deep, each once."""
    found = [programme]
    for whole in found:  # grows on the way
        found += [part for part, above in part_of.items() if above == whole and part not in found]
    return found
