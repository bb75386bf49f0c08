"""Facts, questions and answers written as bytes in exactly one way, and read back to equal values.

JSON: a tuple is an array, a mapping an object with sorted keys, a member of an enumeration its value. What JSON does
not know is an object with one key that begins with a dollar, {"$date": "2026-11-23"}; no code of ours begins with one.
So equal values give equal bytes, and the bytes can be compared by their SHA-256.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from dataclasses import fields
from datetime import date
from decimal import Decimal
from enum import Enum
from fractions import Fraction
from functools import cache
from hashlib import sha256
from typing import Any, get_type_hints

from doorstroom.kernel.period import Period
from doorstroom.matching.domain.answers import Question
from doorstroom.matching.domain.assessment import Assessment
from doorstroom.matching.domain.facts import (
    HoursPerWeek,
    Licence,
    PersonFacts,
    PlaceFacts,
    Point,
    Requirement,
    TravelLimit,
)
from doorstroom.matching.domain.reasons import MatchReason, Repair
from doorstroom.matching.domain.travel import ModeEstimate

CLASSES: Mapping[str, type] = {
    f"${each.__name__}": each
    for each in (
        Assessment, HoursPerWeek, Licence, MatchReason, ModeEstimate, Period, PersonFacts, PlaceFacts, Point, Question,
        Repair, Requirement, TravelLimit,
    )
}  # fmt: skip
FIELDS: Mapping[type, tuple[str, ...]] = {each: tuple(f.name for f in fields(each)) for each in CLASSES.values()}
SCALARS: Mapping[str, Callable[[str], Any]] = {"$date": date.fromisoformat, "$Decimal": Decimal, "$Fraction": Fraction}


@cache
def _members(kind: type) -> dict[int, type[Enum]]:
    """Which fields of a class hold a member of an enumeration: in JSON only its value stands there."""
    hints = get_type_hints(kind)
    found = ((place, hints[name]) for place, name in enumerate(FIELDS[kind]))
    return {place: hint for place, hint in found if isinstance(hint, type) and issubclass(hint, Enum)}


def written(value: object) -> bytes:
    return json.dumps(value, default=_tagged, sort_keys=True, ensure_ascii=False, separators=(",", ":")).encode()


def read(text: bytes) -> Any:
    return _value(json.loads(text))


def digest(text: bytes) -> str:
    return sha256(text).hexdigest()


def _tagged(value: Any) -> dict[str, Any]:
    kind = type(value)
    if names := FIELDS.get(kind):
        return {f"${kind.__name__}": [getattr(value, name) for name in names]}
    if kind is frozenset:
        return {"$set": sorted(value)}
    if kind in (date, Decimal, Fraction):
        return {f"${kind.__name__}": str(value)}
    raise TypeError(f"{kind.__name__} has no written form; add it to matching.domain.written")


def _value(plain: Any) -> Any:
    if isinstance(plain, list):
        return tuple(_value(each) for each in plain)
    if not isinstance(plain, dict):
        return plain
    name, content = next(iter(plain.items()), ("", ""))
    if not name.startswith("$"):
        return {key: _value(each) for key, each in plain.items()}
    if name == "$set":
        return frozenset(_value(content))
    if name in SCALARS:
        return SCALARS[name](content)
    kind, parts = CLASSES[name], list(_value(content))
    for place, members in _members(kind).items():
        parts[place] = members(parts[place])
    return kind(*parts)
