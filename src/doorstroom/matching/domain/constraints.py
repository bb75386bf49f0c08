"""The constraints of a place on a person, one function each; every one returns reasons, never a boolean.

Travel, days, hours and start compare two sides; when a side is unknown the reason is a question to that side.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import date

from doorstroom.kernel.period import Period
from doorstroom.matching.domain.facts import Kind, PersonFacts, PlaceFacts
from doorstroom.matching.domain.reasons import Audience, MatchReason, Outcome, Repair
from doorstroom.matching.domain.travel import Journey, ModeEstimate, journeys

ASK_PERSON = Repair("ask_person", Audience.CASEWORKER)
ASK_EMPLOYER = Repair("ask_employer", Audience.ACCOUNT_MANAGER)


def question(kind: Kind, *, person: bool = False, place: bool = False) -> MatchReason:
    """Nobody knows yet: `person` or `place` is the side that has to be asked."""
    asks = (ASK_PERSON,) * person + (ASK_EMPLOYER,) * place
    return MatchReason(kind, Outcome.UNKNOWN, f"{kind}_unknown", repairs=asks)


def travel(person: PersonFacts, place: PlaceFacts, estimates: Mapping[str, ModeEstimate]) -> MatchReason:
    """The person's own limit counts, not ours: within it by any way of travelling the person has."""
    found = journeys(person, place, estimates)
    if not found:
        asked = person.location is None or not person.travel
        return question(Kind.TRAVEL, person=asked, place=place.location is None)
    best = found[0]
    params = {"mode": best.mode, "minutes": best.minutes, "kilometres": best.kilometres}
    if best.within_limit:
        return MatchReason(Kind.TRAVEL, Outcome.MET, "travel_met", params=params)
    limits = {"limit_minutes": best.limit.minutes, "limit_kilometres": best.limit.kilometres}
    text = "travel_failed" if best.limit.minutes is not None else "travel_failed_kilometres"
    longer = Repair("longer_journey", Audience.PERSON, params)
    repairs = (longer, *_other_transport(person, place, best, estimates))
    return MatchReason(Kind.TRAVEL, Outcome.FAILED, text, params=params | limits, repairs=repairs)


def _other_transport(
    person: PersonFacts, place: PlaceFacts, best: Journey, estimates: Mapping[str, ModeEstimate]
) -> tuple[Repair, ...]:
    """Ways of travelling the person has not got, that would bring the place within the same limit."""
    own = {limit.mode for limit in person.travel}
    wider = replace(person, travel=tuple(replace(best.limit, mode=m) for m in sorted(estimates) if m not in own))
    return tuple(
        Repair("other_transport", Audience.CASEWORKER, {"mode": journey.mode, "minutes": journey.minutes})
        for journey in journeys(wider, place, estimates)
        if journey.within_limit
    )


def days(person: PersonFacts, place: PlaceFacts) -> MatchReason:
    if place.days is None or person.weekdays is None:
        return question(Kind.DAYS, person=person.weekdays is None, place=place.days is None)
    needed = len(place.days) if place.days_needed is None else place.days_needed
    short = needed - len(place.days & person.weekdays)
    params = {"days": tuple(sorted(place.days)), "needed": needed}
    if short <= 0:
        return MatchReason(Kind.DAYS, Outcome.MET, "days_met", params=params)
    missing = tuple(sorted(place.days - person.weekdays))
    repairs = (
        Repair("free_days", Audience.PERSON, {"days": missing, "count": short}),
        Repair("other_days", Audience.EMPLOYER, {"days": tuple(sorted(person.weekdays))}),
    )
    lacking = {"missing": missing, "short": short}
    return MatchReason(Kind.DAYS, Outcome.FAILED, "days_failed", params=params | lacking, repairs=repairs)


def hours(person: PersonFacts, place: PlaceFacts) -> MatchReason:
    """Two ranges must touch; inside the overlap person and employer agree the number."""
    own, offered = person.hours, place.hours
    if own is None or offered is None:
        return question(Kind.HOURS, person=own is None, place=offered is None)
    low, high = max(own.minimum, offered.minimum), min(own.maximum, offered.maximum)
    if low <= high:
        return MatchReason(Kind.HOURS, Outcome.MET, "hours_met", params={"minimum": low, "maximum": high})
    too_few = offered.maximum < own.minimum
    offer, wish = (offered.maximum, own.minimum) if too_few else (offered.minimum, own.maximum)
    repairs = (
        Repair("fewer_hours" if too_few else "more_hours", Audience.PERSON, {"hours": offer}),
        Repair("offer_more_hours" if too_few else "offer_fewer_hours", Audience.EMPLOYER, {"hours": wish}),
    )
    text = "hours_too_few" if too_few else "hours_too_many"
    return MatchReason(Kind.HOURS, Outcome.FAILED, text, params={"offered": offer, "own": wish}, repairs=repairs)


def start(person: PersonFacts, place: PlaceFacts, on: date) -> MatchReason:
    """A window of the place that is over fails; one of the person that is over is asked again."""
    own, window = _from_today(person.start, on), _from_today(place.start, on)
    if place.start is not None and window is None:
        renew = Repair("new_start", Audience.EMPLOYER, {"day": on})
        params = {"last": place.start.end}
        return MatchReason(Kind.START, Outcome.FAILED, "start_passed", params=params, repairs=(renew,))
    if own is None or window is None:
        return question(Kind.START, person=own is None, place=window is None)
    if own.overlaps(window):
        first = max(own.start, window.start)
        return MatchReason(Kind.START, Outcome.MET, "start_met", params={"day": first})
    repairs = (
        Repair("start_with_place", Audience.PERSON, {"day": window.start}),
        Repair("start_with_person", Audience.EMPLOYER, {"day": own.start}),
    )
    text = "start_too_early" if window.start < own.start else "start_too_late"
    params = {"place_from": window.start, "person_from": own.start}
    return MatchReason(Kind.START, Outcome.FAILED, text, params=params, repairs=repairs)


def _from_today(window: Period | None, on: date) -> Period | None:
    """What is left of a window: None when it is over or unknown."""
    if window is None or (window.end is not None and window.end <= on):
        return None
    return Period(max(window.start, on), window.end)


def adjustments(person: PersonFacts, place: PlaceFacts) -> tuple[MatchReason, ...]:
    """What the person needs to work well, against what the place can offer.

    Only the own caseworker raises it with the employer, and only when the person agrees.
    """
    if person.adjustments is None:
        return (question(Kind.ADJUSTMENT, person=True),)
    raise_it = Repair("discuss_adjustment", Audience.CASEWORKER)
    found = []
    for need in sorted(person.adjustments):
        if place.adjustments is None:
            outcome = Outcome.UNKNOWN
        else:
            outcome = Outcome.MET if need in place.adjustments else Outcome.FAILED
        repairs = () if outcome is Outcome.MET else (raise_it,)
        text = "adjustment_unoffered" if outcome is Outcome.UNKNOWN else f"adjustment_{outcome}"
        found.append(MatchReason(Kind.ADJUSTMENT, outcome, text, need, params={"adjustment": need}, repairs=repairs))
    return tuple(found)


def wishes(person: PersonFacts, place: PlaceFacts) -> tuple[MatchReason, ...]:
    """The wishes this place answers, in the person's own order. An unanswered wish is no refusal."""
    if person.wishes is None or not place.concepts:
        return (question(Kind.WISH, person=person.wishes is None, place=not place.concepts),)
    return tuple(
        MatchReason(Kind.WISH, Outcome.MET, "wish_met", wish, params={"wish": wish})
        for wish in person.wishes
        if wish in place.concepts
    )
