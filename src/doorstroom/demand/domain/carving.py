"""Work described before people are sought: which tasks somebody new does, and what those still ask (S4.12).

A requirement belongs to the task that needs it. When that task stays with colleagues, the requirement falls away;
what no task needs is a wish and stays one.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass


@dataclass(frozen=True)
class Need:
    """What the work asks, for which task; without one it is a wish."""

    kind: str
    value: str
    task: str = ""


@dataclass(frozen=True)
class Carved:
    """The work that is left for somebody new, and what stays. `fell_away` is asked no more."""

    tasks: tuple[str, ...]
    stays: tuple[str, ...]
    needs: tuple[Need, ...]
    fell_away: tuple[Need, ...]


def carve(tasks: Sequence[str], stays: Collection[str], needs: Iterable[Need]) -> Carved:
    known = tuple(needs)
    gone = tuple(need for need in known if need.task in stays and need.task)
    left = tuple(task for task in tasks if task not in stays)
    kept = tuple(task for task in tasks if task in stays)
    return Carved(left, kept, tuple(need for need in known if need not in gone), gone)
