"""Moments to look back: when each is due, whether its answer is known, and who finds out.

The route model names the moments (after which event, how long, whose task). An answer counts for a moment when it
is about that day or later. "Unknown" is an answer too: somebody tried and could not find out. It keeps its owner
until it is solved, or is closed after enough attempts and days; closed or not it stays in the base of every figure
as unknown. A person who comes back, objects or dies ends the moments that were still to come.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from doorstroom.kernel.errors import Reason
from doorstroom.programmes.domain.norms import observed_on
from doorstroom.programmes.domain.route_model import Observation


class ObservationState(StrEnum):
    """`UNKNOWN` is still being found out; `CLOSED_UNKNOWN` was given up by rule; `ENDED` will not be asked."""

    NOT_DUE = "not_due"
    DUE = "due"
    OVERDUE = "overdue"
    KNOWN = "known"
    UNKNOWN = "unknown"
    CLOSED_UNKNOWN = "closed_unknown"
    ENDED = "ended"


OPEN = frozenset({ObservationState.DUE, ObservationState.OVERDUE, ObservationState.UNKNOWN})


TRIES = 3
"""How often somebody tries before an unknown answer is left at that."""


class EndReason(StrEnum):
    RE_ENTRY = "re_entry"
    OBJECTION = "objection"
    DECEASED = "deceased"


@dataclass(frozen=True)
class Answer:
    """`about` is the day it holds for; `result` None means: tried, not found out."""

    observation: str
    about: date
    recorded_on: date
    result: str | None


@dataclass(frozen=True)
class FollowUpEnd:
    reason: EndReason
    on: date


@dataclass(frozen=True)
class ClosingRule:
    """`grace_days` after the due day before it is overdue; unknown closes after these days and attempts."""

    grace_days: int
    unknown_days: int
    unknown_attempts: int


@dataclass(frozen=True)
class ObservationStatus:
    """`due_on` is None while the event has not happened; `closes_on` only matters while unknown."""

    code: str
    state: ObservationState
    owner: str
    due_on: date | None = None
    result: str | None = None
    attempts: int = 0
    closes_on: date | None = None
    ended_by: EndReason | None = None


def follow_up(
    observations: Iterable[Observation],
    events: Mapping[str, date],
    answers: Iterable[Answer],
    *,
    today: date,
    rule: ClosingRule,
    end: FollowUpEnd | None = None,
) -> tuple[ObservationStatus, ...]:
    """The state of every moment on a day, in the order of the model."""
    given = [answer for answer in answers if answer.recorded_on <= today]
    return tuple(
        _status(each, events.get(each.event), [a for a in given if a.observation == each.code], today, rule, end)
        for each in observations
    )


def _status(
    observation: Observation,
    event: date | None,
    answers: list[Answer],
    today: date,
    rule: ClosingRule,
    end: FollowUpEnd | None,
) -> ObservationStatus:
    code, owner = observation.code, observation.owner
    if event is None:
        return ObservationStatus(code, ObservationState.NOT_DUE, owner)
    due_on = observed_on(observation, event)
    counting = [answer for answer in answers if answer.about >= due_on]
    known = [answer for answer in counting if answer.result is not None]
    if known:
        latest = max(known, key=lambda answer: (answer.recorded_on, answer.about, answer.result))
        return ObservationStatus(code, ObservationState.KNOWN, owner, due_on, latest.result, len(counting))
    if end is not None and end.on <= due_on and end.on <= today:
        return ObservationStatus(code, ObservationState.ENDED, owner, due_on, ended_by=end.reason)
    if counting:
        closes_on = due_on + timedelta(days=rule.unknown_days)
        over = given_up(due_on, len(counting), today, rule.unknown_days, rule.unknown_attempts)
        state = ObservationState.CLOSED_UNKNOWN if over else ObservationState.UNKNOWN
        return ObservationStatus(code, state, owner, due_on, attempts=len(counting), closes_on=closes_on)
    return ObservationStatus(code, _waiting(due_on, today, rule), owner, due_on)


def given_up(due_on: date, attempts: int, today: date, days: int | None, at_least: int = TRIES) -> bool:
    """Nobody goes on looking after so many days and attempts; without days there is no end to it."""
    return days is not None and attempts >= at_least and today >= due_on + timedelta(days=days)


def _waiting(due_on: date, today: date, rule: ClosingRule) -> ObservationState:
    if today < due_on:
        return ObservationState.NOT_DUE
    late = today > due_on + timedelta(days=rule.grace_days)
    return ObservationState.OVERDUE if late else ObservationState.DUE


def closing_obstacles(statuses: Iterable[ObservationStatus]) -> tuple[Reason, ...]:
    """Why this follow-up cannot be closed yet: each moment to come or still to be found out, with its owner."""
    return tuple(
        Reason("observation_open", {"code": s.code, "state": s.state, "owner": s.owner, "due_on": s.due_on})
        for s in statuses
        if s.state in OPEN or s.state is ObservationState.NOT_DUE
    )
