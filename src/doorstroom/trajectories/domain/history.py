"""How many people are in a state, and how that number came about.

Stock and flow must agree: who is there at the end of a period is who was there at the start, plus who came
in, minus who went out. The stock is counted from the histories themselves at a day, the flow from the
changes in between; nothing is derived from the other, so the identity can fail and is checked.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from doorstroom.kernel.period import Period
from doorstroom.trajectories.domain.machine import State


@dataclass(frozen=True)
class StateChange:
    """From this day on; of several on one day the last holds at its end."""

    on: date
    state: State


History = Sequence[StateChange]


@dataclass(frozen=True)
class Flow:
    """`before` at the start of the period, `after` at its end; every crossing counts, also there and back."""

    before: int
    came_in: int
    went_out: int
    after: int

    @property
    def adds_up(self) -> bool:
        return self.after == self.before + self.came_in - self.went_out


def state_before(history: History, day: date) -> State | None:
    """The state at the very start of a day; None for someone not yet registered."""
    return next((change.state for change in reversed(history) if change.on < day), None)


def stock(histories: Iterable[History], states: Collection[State], day: date) -> int:
    """How many are in one of these states at the start of a day."""
    return sum(state_before(history, day) in states for history in histories)


def flow(histories: Sequence[History], states: Collection[State], period: Period, until: date) -> Flow:
    """Into and out of these states in a period; an open period is counted up to `until` (not included)."""
    end = period.end or until
    came_in = went_out = 0
    for history in histories:
        inside = state_before(history, period.start) in states
        for change in history:
            if period.start <= change.on < end:
                came_in += change.state in states and not inside
                went_out += change.state not in states and inside
                inside = change.state in states
    before = stock(histories, states, period.start)
    return Flow(before, came_in, went_out, stock(histories, states, end))
