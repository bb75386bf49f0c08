"""Who coordinates a trajectory: exactly one person at every moment from intake until exit.

Before intake the desk that received someone looks after them. At intake a first holder is appointed;
whoever takes over begins at the very moment the other ends, so there is never a gap and never two. Absence
changes nothing about who holds; who hears of a person meanwhile stands in `standing_in.py`. The exit closes the
last term; re-entry opens a new one.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from doorstroom.kernel.errors import Reason
from doorstroom.trajectories.domain.errors import TrajectoryError


@dataclass(frozen=True)
class HolderTerm:
    holder: int
    started_at: datetime
    ended_at: datetime | None = None


@dataclass(frozen=True)
class ActiveSpan:
    """One stretch from intake (or re-entry) until exit."""

    started_at: datetime
    ended_at: datetime | None = None


Terms = tuple[HolderTerm, ...]


def appoint(terms: Terms, holder: int, at: datetime) -> Terms:
    """The first holder, at intake, or the one after re-entry; there may be none yet or any more."""
    current = open_term(terms)
    if current is not None:
        raise TrajectoryError("already_has_holder", holder=current.holder, since=current.started_at)
    if terms and at < max(term.ended_at or term.started_at for term in terms):
        raise TrajectoryError("holder_before_earlier_term", at=at)
    return (*terms, HolderTerm(holder, at))


def take_over(terms: Terms, holder: int, at: datetime) -> Terms:
    """The new holder begins at the moment the old one ends."""
    current = _current(terms, at)
    if current.holder == holder:
        raise TrajectoryError("holds_it_already", holder=holder, since=current.started_at)
    return (*terms[:-1], replace(current, ended_at=at), HolderTerm(holder, at))


def close(terms: Terms, at: datetime) -> Terms:
    """At exit nobody holds any more."""
    return (*terms[:-1], replace(_current(terms, at), ended_at=at))


def open_term(terms: Terms) -> HolderTerm | None:
    return terms[-1] if terms and terms[-1].ended_at is None else None


def faults(terms: Sequence[HolderTerm], active: Sequence[ActiveSpan]) -> tuple[Reason, ...]:
    """Every stretch in which an active trajectory has no holder or more than one, or an inactive one has any."""
    starts = [term.started_at for term in terms] + [span.started_at for span in active]
    ends = [term.ended_at for term in terms] + [span.ended_at for span in active]
    moments = sorted({*starts, *(end for end in ends if end is not None)})
    return tuple(_faults_between(terms, active, moments))


def _faults_between(
    terms: Sequence[HolderTerm], active: Sequence[ActiveSpan], moments: list[datetime]
) -> Iterator[Reason]:
    """Between two neighbouring moments nothing changes, so looking at the first of each pair is enough."""
    for moment in moments:
        wanted = sum(_covers(span.started_at, span.ended_at, moment) for span in active)
        holders = tuple(t.holder for t in terms if _covers(t.started_at, t.ended_at, moment))
        if len(holders) != wanted:
            code = "no_holder" if not holders else "two_holders" if wanted else "holder_without_trajectory"
            yield Reason(code, {"from": moment, "holders": holders})


def _covers(started_at: datetime, ended_at: datetime | None, moment: datetime) -> bool:
    return started_at <= moment and (ended_at is None or moment < ended_at)


def _current(terms: Terms, at: datetime) -> HolderTerm:
    current = open_term(terms)
    if current is None:
        raise TrajectoryError("has_no_holder")
    if at <= current.started_at:
        raise TrajectoryError("holder_before_earlier_term", at=at)
    return current
