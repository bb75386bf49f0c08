"""What goes upward, in plain lists and nothing else.

EFFECTS: when this happens, call these functions, in the same transaction.
FACTS: to know whether this holds for a trajectory on a day, ask this function.
"""

from __future__ import annotations

from doorstroom.kernel.events import Effect, Fact, connect

EFFECTS: list[tuple[str, Effect]] = []

FACTS: dict[str, Fact] = {}


def wire() -> None:
    connect(effects=EFFECTS, facts=FACTS)
