"""Somebody registers herself on the public page."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.db import transaction
from django.db.models import Q

from doorstroom.audit.services import Logged, log
from doorstroom.intake.domain.errors import IntakeError
from doorstroom.intake.domain.registration import age_refusal
from doorstroom.kernel.actor import Actor
from doorstroom.kernel.identifiers import read_phone
from doorstroom.participants.models import Person, PersonContact
from doorstroom.participants.services import register_person, set_contact
from doorstroom.programmes.models import Programme
from doorstroom.programmes.selectors import approach_of
from doorstroom.rounds.domain.course import CHOOSES_PEOPLE
from doorstroom.rounds.models import Round
from doorstroom.rounds.services import nominate_self
from doorstroom.trajectories.models import Trajectory, TrajectoryState
from doorstroom.trajectories.services import register_trajectory
from doorstroom.trajectories.services.registration import desk_relation

SOURCE = "meedoen"


@dataclass(frozen=True)
class Registration:
    """What the public page asks, and no more. One of phone and e-mail is enough."""

    given_name: str
    birth_date: date
    family_name: str = ""
    infix: str = ""
    phone: str = ""
    email: str = ""
    language: str = "nl"


@transaction.atomic
def register_oneself(
    *, actor: Actor, programme: Programme, round: Round | None, registration: Registration, on: date
) -> Trajectory:
    """Register a visitor at the programme's desk, in the round she chose, and keep that the basis was told.

    The caller opened a system scope for this job. Who registers twice is registered once, and is not told so:
    the answer never says whether somebody is known.
    """
    _check_open(programme, round)
    phone = _phone(registration)
    model = round.model if round else programme.newest_model()
    if model is not None:
        starts_on = round.starts_on if round else on
        refusal = age_refusal(approach_of(model), registration.birth_date, starts_on=starts_on, today=on)
        if refusal:
            raise IntakeError(refusal.code, reasons=(refusal,), **refusal.params)
    known = _known(programme, registration, phone)
    if known is not None:
        return known
    person = _person(actor, programme, registration, phone, on)
    trajectory = register_trajectory(
        actor=actor, person=person, programme=programme, round=round, source=SOURCE, on=on
    )  # fmt: skip
    if round:
        nominate_self(actor=actor, round=round, person=person, on=on)
    return trajectory


def _check_open(programme: Programme, round: Round | None) -> None:
    wrong_round = round is not None and (round.programme_id != programme.pk or round.state not in CHOOSES_PEOPLE)
    if not programme.open_for_registration or wrong_round:
        raise IntakeError("not_open_for_registration", programme=programme.name)


def _phone(registration: Registration) -> str:
    if not registration.phone.strip():
        if not registration.email.strip():
            raise IntakeError("phone_or_email_needed")
        return ""
    reading = read_phone(registration.phone)
    if reading.value is None:
        raise IntakeError("phone_not_readable", phone=registration.phone.strip())
    return reading.value


def _known(programme: Programme, registration: Registration, phone: str) -> Trajectory | None:
    """The open trajectory of somebody with this birth date, first name, and phone or address."""
    reached = Q(phone=phone) if phone else Q(email__iexact=registration.email.strip())
    people = PersonContact.objects.filter(
        reached,
        birth_date=registration.birth_date,
        person__given_name__iexact=registration.given_name.strip(),
    )
    open_ones = Trajectory.objects.filter(programme=programme, person__in=people.values("person"))
    return open_ones.exclude(state=TrajectoryState.EXITED).first()


def _person(actor: Actor, programme: Programme, registration: Registration, phone: str, on: date) -> Person:
    person = register_person(
        actor=actor, given_name=registration.given_name, infix=registration.infix,
        family_name=registration.family_name, language=registration.language,
        relation=desk_relation(programme, f"{SOURCE}:{programme.pk}", on), on=on,
    )  # fmt: skip
    set_contact(
        actor=actor, person_id=person.pk, birth_date=registration.birth_date, phone=phone,
        email=registration.email.strip(),
    )  # fmt: skip
    log(actor, Logged("create", "basis_told", programme.pk, person.pk))
    return person
