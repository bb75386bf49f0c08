"""A seeded draw from pairs of people and places, the same for whoever draws, that nobody can steer.

Each person and each place gets a 64-bit number from SHA-256 of seed, week and id; both are mixed (the finaliser of
SplitMix64) into one number per pair, and a pair is drawn when that number lies in the lowest share. So a million
pairs cost milliseconds, and a pair is drawn or not whatever else is looked at.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from hashlib import sha256
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import numpy as np

SHARE = 0.05


def drawn(
    seed: str, week_of: date, people: Sequence[str], places: Sequence[str], *, share: float = SHARE
) -> list[tuple[int, int]]:
    """Positions (person, place) of the pairs in the sample, in the order of their draw."""
    import numpy as np  # slow import: only the page of the review needs it

    if not people or not places:
        return []
    mixed = _numbers(seed, week_of, "person", people)[:, None] ^ _numbers(seed, week_of, "place", places)[None, :]
    mixed = (mixed ^ (mixed >> np.uint64(30))) * np.uint64(0xBF58476D1CE4E5B9)
    mixed = (mixed ^ (mixed >> np.uint64(27))) * np.uint64(0x94D049BB133111EB)
    mixed ^= mixed >> np.uint64(31)
    found = np.argwhere(mixed < np.uint64(share * 2**64))
    order = np.argsort(mixed[tuple(found.T)], kind="stable")
    return [(int(person), int(place)) for person, place in found[order]]


def _numbers(seed: str, week_of: date, side: str, ids: Sequence[str]) -> np.ndarray:
    import numpy as np  # slow import

    words = ("\0".join((seed, week_of.isoformat(), side, each)).encode() for each in ids)
    return np.array([int.from_bytes(sha256(word).digest()[:8]) for word in words], dtype=np.uint64)
