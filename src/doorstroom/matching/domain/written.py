"""Facts, questions and answers written as bytes in exactly one way, and read back to equal values.

JSON in which everything that JSON does not know stands as [name, content]. The order of fields, sets and mappings is
fixed, so equal values give equal bytes and the bytes can be compared by their SHA-256.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import fields, is_dataclass
from datetime import date
from decimal import Decimal
from enum import Enum
from fractions import Fraction
from hashlib import sha256
from typing import Any

from doorstroom.kernel.period import Period
from doorstroom.matching.domain.answers import Direction, Question
from doorstroom.matching.domain.assessment import Assessment, Group
from doorstroom.matching.domain.facts import (
    HoursPerWeek,
    Kind,
    Licence,
    PersonFacts,
    PlaceFacts,
    Point,
    Requirement,
    TravelLimit,
)
from doorstroom.matching.domain.reasons import Audience, MatchReason, Outcome, Repair
from doorstroom.matching.domain.travel import ModeEstimate

CLASSES: Mapping[str, type] = {
    each.__name__: each
    for each in (
        Assessment, HoursPerWeek, Licence, MatchReason, ModeEstimate, Period, PersonFacts, PlaceFacts, Point, Question,
        Repair, Requirement, TravelLimit,
    )
}  # fmt: skip
ENUMS: Mapping[str, type[Enum]] = {each.__name__: each for each in (Audience, Direction, Group, Kind, Outcome)}


def written(value: object) -> bytes:
    return json.dumps(_plain(value), ensure_ascii=False, separators=(",", ":")).encode()


def read(text: bytes) -> Any:
    return _value(json.loads(text))


def digest(text: bytes) -> str:
    return sha256(text).hexdigest()


def _plain(value: Any) -> Any:
    kind = type(value)
    if value is None or kind in (str, int, bool, float):
        return value
    if kind in (tuple, list):
        return ["tuple", [_plain(each) for each in value]]
    if is_dataclass(value):
        return [kind.__name__, [_plain(getattr(value, each.name)) for each in fields(value)]]
    if isinstance(value, Enum):
        return [kind.__name__, value.value]
    if isinstance(value, Mapping):
        return ["map", [[_plain(key), _plain(value[key])] for key in sorted(value)]]
    if isinstance(value, frozenset):
        return ["set", [_plain(each) for each in sorted(value)]]
    if isinstance(value, date):
        return ["date", value.isoformat()]
    if isinstance(value, Decimal | Fraction):
        return [kind.__name__, str(value)]
    raise TypeError(f"{kind.__name__} has no written form; add it to matching.domain.written")


def _value(plain: Any) -> Any:
    if not isinstance(plain, list):
        return plain
    name, content = plain
    match name:
        case "tuple":
            return tuple(_value(each) for each in content)
        case "set":
            return frozenset(_value(each) for each in content)
        case "map":
            return {_value(key): _value(each) for key, each in content}
        case "date":
            return date.fromisoformat(content)
        case "Decimal" | "Fraction":
            return Decimal(content) if name == "Decimal" else Fraction(content)
    if name in ENUMS:
        return ENUMS[name](content)
    return CLASSES[name](*(_value(each) for each in content))
