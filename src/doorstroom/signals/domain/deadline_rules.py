"""Signals about a day that comes: dismissal, contract, guard, agreement, observation."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta

from doorstroom.followup.domain.observations import OPEN, ObservationState
from doorstroom.programmes.domain.norms import add_months
from doorstroom.signals.domain.facts import Certainty, EndingContract, PersonSituation, subject_of
from doorstroom.signals.domain.measure import Measure
from doorstroom.signals.domain.signal import Addressee, Signal


def dismissal(person: PersonSituation, measure: Measure) -> Iterator[Signal]:
    """The date not known for too long, or near while nothing is planned. An announced date counts as known."""
    case, limits = person.dismissal, measure.limits
    if case is None:
        return
    if case.certainty is Certainty.UNKNOWN and limits.dismissal_unknown_days is not None:
        promised = case.since + timedelta(days=limits.dismissal_unknown_days)
        if measure.today > promised:
            yield Signal(
                "dismissal_unknown",
                subject_of(person),
                Addressee.CASE_HOLDER,
                promised,
                "ask_dismissal_date",
                {"since": case.since, "days": (measure.today - case.since).days},
            )
    if case.day is None or case.has_plan or limits.dismissal_near_weeks is None:
        return
    if measure.today >= case.day - timedelta(weeks=limits.dismissal_near_weeks):
        params = {"day": case.day, "days": (case.day - measure.today).days}
        yield Signal("dismissal_near", subject_of(person), Addressee.CASE_HOLDER, case.day, "make_plan", params)


def contract_ending(person: PersonSituation, measure: Measure) -> Iterator[Signal]:
    for contract in person.contracts:
        if not contract.follow_up_agreed:
            yield from _ending(contract, person, measure)


def _ending(contract: EndingContract, person: PersonSituation, measure: Measure) -> Iterator[Signal]:
    """`step` is the last of the model's moments before the end that has come, in weeks."""
    left = (contract.ends_on - measure.today).days
    reached = [weeks for weeks in measure.limits.contract_ending_weeks if left <= weeks * 7]
    if reached:
        yield Signal(
            "contract_ending" if left >= 0 else "contract_ended",
            subject_of(person),
            Addressee.COACH,
            contract.ends_on,
            "talk_about_what_next",
            {
                "contract": contract.contract_id,
                "ends_on": contract.ends_on,
                "days": abs(left),
                "step": min(reached),
            },
            informed=(Addressee.ACCOUNT_MANAGER,),
        )


def sheet_review(person: PersonSituation, measure: Measure) -> Iterator[Signal]:
    """What employer and partners promised each other is looked back on; it speaks up so many days ahead."""
    ahead = measure.promises.sheet_review_days
    for each in person.sheet_reviews if ahead is not None else ():
        if measure.today >= each.due_on - timedelta(days=ahead or 0):
            params = {"employer": each.employer, "day": each.due_on, "placement": each.placement_id}
            yield Signal(
                "sheet_review", subject_of(person), Addressee.COACH, each.due_on, "review_sheet", params,
                informed=(Addressee.ACCOUNT_MANAGER,),
            )  # fmt: skip


def instrument_deadline(person: PersonSituation, measure: Measure) -> Iterator[Signal]:
    """From so many days ahead whoever keeps contact with the employer hears it, in the last days who guides as well."""
    ahead, last = measure.promises.instrument_days, measure.promises.instrument_last_days
    for each in person.instruments if ahead is not None else ():
        left = (each.due_on - measure.today).days
        if left <= (ahead or 0):
            params = {
                "placement": each.placement_id, "employer": each.employer, "instrument": each.instrument,
                "act": each.act, "day": each.due_on, "days": ahead,
            }  # fmt: skip
            guides = last is not None and left <= last
            yield Signal(
                "instrument_deadline" if left >= 0 else "instrument_late", subject_of(person),
                Addressee.ACCOUNT_MANAGER, each.due_on, "see_instrument", params,
                informed=(Addressee.COACH, Addressee.LEAD) if guides else (),
            )  # fmt: skip


def legal_maximum(person: PersonSituation, measure: Measure) -> Iterator[Signal]:
    """From the share of the term that the partnership agreed, until what follows is known."""
    share = measure.promises.legal_term_percent
    for term in person.legal_terms if share is not None else ():
        last = add_months(term.starts_on, term.months)
        speaks_on = term.starts_on + (last - term.starts_on) * (share or 0) / 100
        if not term.decided and measure.today >= speaks_on:
            yield Signal(
                "legal_maximum",
                subject_of(person),
                Addressee.CASE_HOLDER,
                last,
                "talk_about_what_next",
                {"kind": term.kind, "day": last, "months": term.months, "percent": share, "source": term.source},
                informed=(Addressee.ACCOUNT_MANAGER, Addressee.COACH),
            )


def handover_step(person: PersonSituation, measure: Measure) -> Iterator[Signal]:
    """What somebody on the other side of a warm handover waits for; at once, because nobody may fall in between."""
    for each in person.handovers:
        params = {"referral": each.referral_id, "other": each.other_side, "day": each.due_on}
        code = f"handover_{each.step}"
        yield Signal(code, subject_of(person), person.reader, each.due_on, "see_handover", params)


def missing_fact(person: PersonSituation, measure: Measure) -> Iterator[Signal]:
    for missing in person.missing:
        if measure.near(missing.needed_on):
            yield Signal(
                "fact_missing",
                subject_of(person),
                missing.supplied_by[0] if missing.supplied_by else Addressee.CASE_HOLDER,
                missing.needed_on,
                "supply_fact",
                {"fact": missing.fact},
                informed=missing.supplied_by[1:],
            )


def open_agreement(person: PersonSituation, measure: Measure) -> Iterator[Signal]:
    """A move let pass by a named person stays an open task until it is settled; after its day it has expired."""
    for task in person.open_tasks:
        yield Signal(
            "agreement_expired" if task.expires_on < measure.today else "agreement_open",
            subject_of(person),
            task.supplied_by[0] if task.supplied_by else Addressee.CASE_HOLDER,
            task.expires_on,
            "supply_fact",
            {"fact": task.fact, "day": task.expires_on, "confirmed_by": task.confirmed_by, "reason": task.reason},
            informed=task.supplied_by[1:],
        )


def observation_due(person: PersonSituation, measure: Measure) -> Iterator[Signal]:
    for status in person.observations:
        if status.state in OPEN and status.due_on is not None:
            unknown = status.state is ObservationState.UNKNOWN
            yield Signal(
                "observation_unknown" if unknown else "observation_due",
                subject_of(person),
                status.owner,
                status.due_on,
                "find_out",
                {"observation": status.code, "attempts": status.attempts, "closes_on": status.closes_on},
            )
