"""Today's list: one row per person or round, in the order of the promised or legal day.

First what was promised for the day itself (a call after a no-show), then the earliest day, however long ago it
passed. Never by how likely something is. Equal days stand by subject id, which means nothing.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from doorstroom.signals.domain.signal import Signal, Subject


@dataclass(frozen=True)
class Row:
    """`signals` has the first reason first; the others are told in the same row."""

    subject: Subject
    signals: tuple[Signal, ...]

    @property
    def due_on(self) -> date:
        return self.signals[0].due_on


def todays_rows(signals: Iterable[Signal]) -> tuple[Row, ...]:
    per_subject: dict[Subject, list[Signal]] = defaultdict(list)
    for signal in sorted(signals, key=_order):
        if signal not in per_subject[signal.subject]:
            per_subject[signal.subject].append(signal)
    return tuple(Row(subject, tuple(found)) for subject, found in per_subject.items())


def _order(signal: Signal) -> tuple[Any, ...]:
    return (not signal.same_day, signal.due_on, signal.subject, signal.code, str(sorted(signal.params.items())))
