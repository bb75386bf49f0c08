"""Two people change the same details: what each changed is kept, and where both changed one field they are asked.

Per field there are three values: what one saw when the form was opened, what one wrote, and what stands there now.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True)
class Clash:
    """Both changed this field, to different values."""

    field: str
    mine: str
    theirs: str


@dataclass(frozen=True)
class Merged:
    """`changes` is what has to be written; with clashes nothing is, until somebody chose."""

    changes: Mapping[str, str]
    clashes: tuple[Clash, ...] = ()


def merged(*, seen: Mapping[str, str], mine: Mapping[str, str], now: Mapping[str, str]) -> Merged:
    """What I changed goes in, what I left alone stays as it is now."""
    touched = [field for field in mine if mine[field] not in (seen[field], now[field])]
    clashes = tuple(Clash(field, mine[field], now[field]) for field in touched if now[field] != seen[field])
    return Merged({} if clashes else {field: mine[field] for field in touched}, clashes)
