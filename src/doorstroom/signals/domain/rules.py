"""One rule per signal: recorded facts against a threshold, nothing estimated and nobody scored.

Every rule can be switched off by leaving its threshold out, and says in `messages.py` why it spoke up. Thresholds
of an approach come from its route model, those of the partnership from its promises.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace

from doorstroom.signals.domain.deadline_rules import (
    contract_ending,
    dismissal,
    handover_step,
    instrument_deadline,
    legal_maximum,
    missing_fact,
    observation_due,
    open_agreement,
    sheet_review,
)
from doorstroom.signals.domain.facts import PersonSituation, RoundSituation
from doorstroom.signals.domain.guidance_rules import (
    dipping_attendance,
    first_contact,
    incomplete_checklist,
    no_contact,
    no_holder,
    no_next_step,
    no_show_today,
    progress_talk,
    suspension,
)
from doorstroom.signals.domain.measure import Measure
from doorstroom.signals.domain.signal import Addressee, Signal, Subject, SubjectKind

Rule = Callable[[PersonSituation, Measure], Iterator[Signal]]

PERSON_RULES: tuple[Rule, ...] = (
    no_show_today,
    dipping_attendance,
    no_contact,
    first_contact,
    incomplete_checklist,
    dismissal,
    no_holder,
    suspension,
    handover_step,
    contract_ending,
    legal_maximum,
    sheet_review,
    instrument_deadline,
    missing_fact,
    open_agreement,
    observation_due,
    progress_talk,
    no_next_step,
)


def person_signals(person: PersonSituation, measure: Measure) -> tuple[Signal, ...]:
    found = tuple(signal for rule in PERSON_RULES for signal in rule(person, measure))
    if not person.lead_away:
        return found
    return tuple(replace(signal, instead=signal.owner_role == Addressee.LEAD) for signal in found)


def round_signals(situation: RoundSituation, measure: Measure) -> tuple[Signal, ...]:
    short = situation.seats - situation.backed
    if short <= 0 or not measure.near(situation.places_due_on):
        return ()
    return (
        Signal(
            "places_short",
            Subject(SubjectKind.ROUND, situation.round_id),
            Addressee.PROGRAMME_MANAGER,
            situation.places_due_on,
            "find_places",
            {"seats": situation.seats, "backed": situation.backed, "short": short},
            informed=(Addressee.ACCOUNT_MANAGER,),
        ),
    )
