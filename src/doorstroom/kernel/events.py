"""How news and questions go upward without an import: `wiring` fills two registers, apps below use them.

An effect runs in the transaction of its cause; what must leave the house (mail) is written down there and sent
after commit. A fact answers True, False, or None for not known.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from doorstroom.kernel.actor import Actor


@dataclass(frozen=True)
class Event:
    """Something that happened: a stable name ("trajectory_started"), who did it, and the objects it is about."""

    name: str
    actor: Actor
    about: Mapping[str, Any] = field(default_factory=dict)


Effect = Callable[[Event], None]
Fact = Callable[[Any, date], bool | None]

_effects: dict[str, list[Effect]] = {}
_facts: dict[str, Fact] = {}


def connect(*, effects: Iterable[tuple[str, Effect]], facts: Mapping[str, Fact]) -> None:
    """Fill both registers anew."""
    _effects.clear()
    _facts.clear()
    for name, effect in effects:
        _effects.setdefault(name, []).append(effect)
    _facts.update(facts)


def emit(event: Event) -> None:
    """Run the effects of this event, in the order of the list."""
    for effect in _effects.get(event.name, ()):
        effect(event)


def fact_holds(name: str, subject: Any, on: date) -> bool | None:
    """Does this fact hold for the subject that day? None when it is not known. Raises KeyError for no such fact."""
    return _facts[name](subject, on)


def known_facts() -> frozenset[str]:
    return frozenset(_facts)
