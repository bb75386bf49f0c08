"""A place that was taken for a vacancy, beside what the vacancy says now.

A vacancy changes after sites took people for it. What a site offers is its own word, so nothing follows by itself:
each field that reads otherwise is shown with both values, and somebody takes it over or leaves it. What belongs to
the site alone (how many, how to get there, until when) is not compared.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

Offer = Mapping[str, object]


@dataclass(frozen=True)
class Difference:
    field: str
    vacancy: object
    place: object


def differences(vacancy: Offer, place: Offer) -> tuple[Difference, ...]:
    """In the order of the vacancy; a field that the place lacks reads otherwise."""
    return tuple(
        Difference(field, said, place.get(field)) for field, said in vacancy.items() if place.get(field) != said
    )
