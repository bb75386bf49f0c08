"""The recorded facts of one person and of one round at which the rules look."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from doorstroom.followup.domain.observations import ObservationStatus
from doorstroom.kernel.transitions import OpenTask
from doorstroom.learning.domain.attendance import PlannedDay
from doorstroom.programmes.domain.norms import Due
from doorstroom.signals.domain.signal import Subject, SubjectKind


class Certainty(StrEnum):
    UNKNOWN = "unknown"
    ANNOUNCED = "announced"
    CONFIRMED = "confirmed"


@dataclass(frozen=True)
class Dismissal:
    """`since` is the day on which the dismissal was first heard of; `day` may be known before it is confirmed."""

    certainty: Certainty
    since: date
    day: date | None = None
    has_plan: bool = False


@dataclass(frozen=True)
class EndingContract:
    """A placement or contract with an end date; `follow_up_agreed` covers extension, other work and leaving."""

    contract_id: str
    ends_on: date
    follow_up_agreed: bool = False


@dataclass(frozen=True)
class Suspension:
    """Somebody who is away for a while. `silent_since` None: closed notes, so nobody can say how long it was silent."""

    since: date
    expected_back_on: date | None = None
    silent_since: date | None = None


@dataclass(frozen=True)
class LegalTerm:
    """A kind of placement that a rule with dates lets run for so many months; `decided`: what follows is known."""

    placement_id: str
    kind: str
    starts_on: date
    months: int
    source: str
    decided: bool = False


@dataclass(frozen=True)
class SheetReview:
    """An offer sheet that both sides confirmed and we did not look back on; `due_on` is four weeks after the start."""

    placement_id: int
    employer: str
    due_on: date


@dataclass(frozen=True)
class InstrumentDay:
    """What must be done for a subsidy, a job coach or a grant at a placement, before which day."""

    placement_id: int
    employer: str
    instrument: str
    act: str
    due_on: date


@dataclass(frozen=True)
class HandoverStep:
    """The step of a warm handover that waits for this member."""

    referral_id: str
    step: str
    due_on: date
    other_side: str


@dataclass(frozen=True)
class MissingFact:
    """A fact that the next planned move needs and that is not there, from the model's guards."""

    fact: str
    supplied_by: tuple[str, ...]
    needed_on: date


@dataclass(frozen=True)
class PersonSituation:
    """`due` comes from the model's norms on the same day; None for somebody without a running trajectory.

    `unheard_since` is the day of a registration after which nobody spoke with the person; `talk_due_on` is the day
    before which both should say how it goes; `lead_away`: the reader hears what whoever leads would; `reader` is the
    addressee of handover steps.
    """

    person_id: str
    due: Due | None = None
    days: tuple[PlannedDay, ...] = ()
    last_contact_on: date | None = None
    next_contact_on: date | None = None
    unheard_since: date | None = None
    holder_absent_since: date | None = None
    holder_left_on: date | None = None
    lead_away: bool = False
    without_next_step_since: date | None = None
    dismissal: Dismissal | None = None
    contracts: tuple[EndingContract, ...] = ()
    legal_terms: tuple[LegalTerm, ...] = ()
    sheet_reviews: tuple[SheetReview, ...] = ()
    instruments: tuple[InstrumentDay, ...] = ()
    suspension: Suspension | None = None
    talk_due_on: date | None = None
    handovers: tuple[HandoverStep, ...] = ()
    reader: str = ""
    missing: tuple[MissingFact, ...] = ()
    open_tasks: tuple[OpenTask, ...] = ()
    observations: tuple[ObservationStatus, ...] = ()


@dataclass(frozen=True)
class RoundSituation:
    """`places_due_on` is the day on which every seat should be backed, from the model's lead time."""

    round_id: str
    seats: int
    backed: int
    places_due_on: date


def subject_of(person: PersonSituation) -> Subject:
    return Subject(SubjectKind.PERSON, person.person_id)
