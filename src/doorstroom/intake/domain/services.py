"""In which order help is shown: what fits the need, what has room, what is near. Who gives it plays no part (S3.12).

What is equally near keeps the order of its name, so that two colleagues see the same list; no key reads the provider.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass


@dataclass(frozen=True)
class Offered:
    """`room` None: there is always room. `kilometres` None: it comes to people, or the distance is not known."""

    key: int
    name: str
    provider: str
    need: str
    room: int | None
    kilometres: int | None

    @property
    def full(self) -> bool:
        return self.room is not None and self.room <= 0


def in_order(services: Iterable[Offered], need: str) -> list[Offered]:
    """With a need only what fits it; without one everything."""
    fitting = [each for each in services if need in ("", each.need)]
    return sorted(fitting, key=lambda each: (each.full, _far(each.kilometres), each.name.casefold(), each.key))


def _far(kilometres: int | None) -> tuple[bool, int]:
    """What is not known stands behind what is."""
    return kilometres is None, kilometres or 0
