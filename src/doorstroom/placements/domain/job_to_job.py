"""From job to job: what people answered to an offer, and who had other work within the months that count (S3.2, S3.3).

The moment from which the months count is chosen with the list. Moving it gives another figure with another label,
so nothing here assumes one. A month is a twelfth of 365 days, as in all figures.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from doorstroom.programmes.domain.route_model import Participation, RouteModel, Success
from doorstroom.programmes.domain.vocabulary import ClockStart

ACCEPTED_FACT = "offer_accepted"


class Clock(StrEnum):
    OFFERED = "offered"
    STARTED = "started"
    DISMISSED = "dismissed"


OF_APPROACH = {
    ClockStart.OFFERED: Clock.OFFERED,
    ClockStart.TRAJECTORY_START: Clock.STARTED,
    ClockStart.DISMISSAL_DATE: Clock.DISMISSED,
}


class Answer(StrEnum):
    OPEN = "open"
    ACCEPTED = "accepted"
    DECLINED = "declined"


class Standing(StrEnum):
    """Where somebody who said yes stands. `NOT_BEGUN`: the moment from which is counted has not come or is unknown."""

    NOT_BEGUN = "not_begun"
    RUNNING = "running"
    IN_TIME = "in_time"
    LATER = "later"
    NO_WORK = "no_work"
    CLOSED = "closed"


class AfterNo(StrEnum):
    """What a no entails, by the approach: it ends, or those who decide talk about it first."""

    ENDS = "ends"
    TALK = "talk"


@dataclass(frozen=True)
class Case:
    """`jobs` are the first days of other work; None when work of this person is closed to who asks."""

    offered_on: date
    answer: Answer
    started_on: date | None = None
    dismissed_on: date | None = None
    jobs: tuple[date, ...] | None = ()


@dataclass(frozen=True)
class Term:
    """So many months from a moment that was chosen."""

    clock: Clock
    months: int

    def begins(self, case: Case) -> date | None:
        match self.clock:
            case Clock.OFFERED:
                return case.offered_on
            case Clock.STARTED:
                return case.started_on
            case Clock.DISMISSED:
                return case.dismissed_on

    def last_day(self, case: Case) -> date | None:
        begun = self.begins(case)
        return begun and begun + timedelta(days=self.months * 365 // 12)


def asks_for_a_yes(approach: RouteModel) -> bool:
    """Whether somebody starts in this approach only after she accepted an offer."""
    return ACCEPTED_FACT in {guard.fact for guard in approach.guards}


def term_of_approach(success: Success) -> Term | None:
    """As the approach counts its success; None where it counts from a moment that a list has not."""
    clock = OF_APPROACH.get(success.clock_start)
    return Term(clock, success.horizon_months) if clock else None


def found_on(case: Case, term: Term, on: date) -> date | None:
    """The first day of other work since the clock began. Work found before the dismissal date counts from the offer,
    because that is what the help is for."""
    begun = case.offered_on if term.clock is Clock.DISMISSED else term.begins(case)
    if begun is None or case.jobs is None:
        return None
    return min((day for day in case.jobs if begun <= day <= on), default=None)


def standing(case: Case, term: Term, on: date) -> Standing:
    if case.jobs is None:
        return Standing.CLOSED
    last, found = term.last_day(case), found_on(case, term, on)
    if last is None:
        return Standing.NOT_BEGUN
    if found is not None:
        return Standing.IN_TIME if found <= last else Standing.LATER
    if on < (term.begins(case) or on):
        return Standing.NOT_BEGUN
    return Standing.RUNNING if on <= last else Standing.NO_WORK


@dataclass(frozen=True)
class Tally:
    """Offered, and the answers apart; of everybody who said yes where they stand."""

    offered: int
    answers: Counter[Answer]
    standings: Counter[Standing]


def tally(cases: Iterable[Case], term: Term, on: date) -> Tally:
    known = list(cases)
    taking_part = (case for case in known if case.answer is Answer.ACCEPTED)
    return Tally(
        len(known), Counter(case.answer for case in known), Counter(standing(case, term, on) for case in taking_part)
    )


def after_no(participation: Participation) -> AfterNo:
    return AfterNo.ENDS if participation.voluntary else AfterNo.TALK


def no_needs_reason(participation: Participation) -> bool:
    """Only where a voluntary approach says so; in an obligatory one the talk that follows is the place for it."""
    return participation.voluntary and participation.declining_needs_reason
