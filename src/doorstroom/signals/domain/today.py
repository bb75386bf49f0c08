"""Today's list: one row per person or thing, in the order of the promised or legal day.

First what was promised for the day itself (a call after a no-show), then the earliest day, however long ago it
passed. Of one day what asks the same stands together, in the order of `ACTS`: whom one calls first. Of those who ask
the same the one who was registered first stands first, and things stand by name. Never by how likely something is.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any, TypeVar

from doorstroom.signals.domain.messages import ACTS
from doorstroom.signals.domain.signal import Signal, Subject

Key = TypeVar("Key")
PLACE = {act: place for place, act in enumerate(ACTS)}
Turn = tuple[date, int]
"""The day on which somebody was registered, and the key of that trajectory for those of one day."""


@dataclass(frozen=True)
class Row:
    """`signals` has the first reason first; the others are told in the same row."""

    subject: Subject
    signals: tuple[Signal, ...]

    @property
    def due_on(self) -> date:
        return self.signals[0].due_on


def todays_rows(signals: Iterable[Signal], turn: Callable[[Subject], Any]) -> tuple[Row, ...]:
    """`turn` says whose is first of those who on one day ask the same."""
    per_subject: dict[Subject, list[Signal]] = defaultdict(list)
    for signal in sorted(signals, key=lambda each: _order(each, turn)):
        if signal not in per_subject[signal.subject]:
            per_subject[signal.subject].append(signal)
    return tuple(Row(subject, tuple(found)) for subject, found in per_subject.items())


def first_registered(found: Iterable[tuple[Key, date, int]]) -> dict[Key, Turn]:
    """Of somebody who is registered twice the first counts."""
    return {person: (on, pk) for on, pk, person in sorted(((on, pk, key) for key, on, pk in found), reverse=True)}


def _order(signal: Signal, turn: Callable[[Subject], Any]) -> tuple[Any, ...]:
    about = (turn(signal.subject), signal.subject)
    told = (signal.code, str(sorted(signal.params.items())))
    return (not signal.same_day, signal.due_on, PLACE[signal.expected_act], *about, *told)
