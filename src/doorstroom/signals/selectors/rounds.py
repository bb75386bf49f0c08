"""What rounds and employers ask today: places still to find, promises to be signed, calls asked for."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache
from typing import Any

from doorstroom.database.ready import ReadyQuery
from doorstroom.kernel.actor import Actor
from doorstroom.participants.access import marked, values_of
from doorstroom.programmes.domain.route_model import Thresholds
from doorstroom.programmes.selectors import approach_of
from doorstroom.rounds.access import visible_nominations
from doorstroom.rounds.models import Nomination, Round, RoundState
from doorstroom.rounds.selectors import Request, RoundRow
from doorstroom.signals.domain.facts import RoundSituation
from doorstroom.signals.domain.measure import Measure
from doorstroom.signals.domain.rules import round_signals
from doorstroom.signals.domain.signal import Promises, Signal
from doorstroom.signals.selectors.situations import moment


@dataclass(frozen=True)
class ShortRound:
    round: Round
    signal: Signal
    asked: int
    nominated: int


def rounds_short(rows: Iterable[RoundRow], actor: Actor, *, promises: Promises) -> list[ShortRound]:
    """Rounds with more seats than places, the first due first."""
    measure = Measure(actor.at, Thresholds(), promises)
    found = [
        ShortRound(row.round, signal, row.funnel.total.asked, row.funnel.total.nominated)
        for row in rows
        for signal in round_signals(_situation(row, promises), measure)
    ]
    return sorted(found, key=lambda each: (each.signal.due_on, each.round.pk))


def _situation(row: RoundRow, promises: Promises) -> RoundSituation:
    """Seats should be backed when the model says so; where it does not, when promises start to be reminded of."""
    group = approach_of(row.round.model).group
    weeks = group.places_weeks_before if group else None
    ahead = timedelta(days=promises.remind_days) if weeks is None else timedelta(weeks=weeks)
    return RoundSituation(
        str(row.round.pk), row.seats.seats, row.seats.signed + row.seats.promised,
        row.round.starts_on - ahead,
    )  # fmt: skip


@dataclass(frozen=True)
class ReferrerBehind:
    """A referrer whose day has come and who put forward fewer people than it was asked for."""

    round: Round
    request: Request
    nominated: int


def referrers_behind(rows: Sequence[RoundRow], *, on: date) -> list[ReferrerBehind]:
    """Who still owes people to these rounds, the longest ago first."""
    nominated = {
        (row.round.pk, line.referrer): line.steps.nominated for row in rows for line in row.funnel.lines
    }  # fmt: skip
    found = [
        ReferrerBehind(row.round, each, nominated.get((row.round.pk, each.organisation_id), 0))
        for row in rows
        for each in row.requests
        if each.due_on <= on
    ]
    behind = (each for each in found if each.nominated < each.request.asked)
    return sorted(behind, key=lambda each: (each.request.due_on, each.request.id))


def choices_awaited(actor: Actor) -> list[Nomination]:
    """People this member put forward and about whom the round has not decided, the longest ago first; one query."""
    return _choices(actor.role).rows(values_of(actor))


@cache
def _choices(role: str) -> ReadyQuery:
    actor = marked(role)
    found = visible_nominations(actor).filter(referrer_contact=actor.membership_id, outcome=Nomination.Outcome.OPEN)
    going = found.exclude(round__state__in=[RoundState.EVALUATED, RoundState.CANCELLED])
    return ReadyQuery(going.select_related("person", "round__programme").order_by("nominated_on", "pk"))


@dataclass(frozen=True)
class PromisedPlace:
    """Seats that somebody promised on a day and nobody signed."""

    employer: str
    employer_id: int
    seats: int
    given_by: str
    since: date


@dataclass(frozen=True)
class AnswerAsked:
    """An employer who asked to be called, in the answers of the week."""

    employer: str
    employer_id: int
    contact: str
    phone: str
    since: date


def promised_of(rows: Iterable[Mapping[str, Any]]) -> tuple[PromisedPlace, ...]:
    return tuple(PromisedPlace(**{**each, "since": date.fromisoformat(each["since"])}) for each in rows)


def asked_of(rows: Iterable[Mapping[str, Any]], actor: Actor, *, promises: Promises) -> tuple[AnswerAsked, ...]:
    """Who asked for a call lately (as long as one reminds of promises), once each."""
    first = actor.on - timedelta(days=promises.remind_days)
    found: dict[int, AnswerAsked] = {}
    for each in rows:
        if date.fromisoformat(each["week_of"]) > first:
            since = moment(each["at"], actor).date()
            phone = each["phone"] or each["phone_of_employer"]
            asked = AnswerAsked(each["employer"], each["employer_id"], each["contact"] or "", phone, since)
            found.setdefault(asked.employer_id, asked)
    return tuple(found.values())
