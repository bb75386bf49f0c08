"""Trajectories through the services, on a model that no product code knows."""

from datetime import date, datetime, time

from django.utils import timezone

from doorstroom.accounts.access import actor_of, system_actor
from doorstroom.accounts.models import Membership, Role
from doorstroom.agreements.models import Purpose
from doorstroom.kernel.actor import Actor
from doorstroom.participants.models import Person
from doorstroom.programmes.domain.versions import checksum, parse_model, read_model, to_data
from doorstroom.programmes.models import Programme, RouteModel
from doorstroom.programmes.selectors import approach_of
from doorstroom.trajectories.models import Trajectory
from doorstroom.trajectories.services import IntakeTalk, hold_intake, register_trajectory, start_trajectory
from factories.accounts import MembershipFactory, OrganisationFactory
from factories.agreements import open_everything
from factories.participants import person_of

MODEL = """
code: proefroute
version: 1
name: Proefroute
participation:
  voluntary: true
  decisions:
    - {subject: exit, roles: [caseworker, job_coach]}
roles:
  - {code: caseworker, name: Klantmanager, may_hold: true}
  - {code: job_coach, name: Jobcoach, may_hold: true}
  - {code: employer, name: Werkgever}
phases:
  - {code: proef, kind: placement, name: Proefplek, starts: {week: 1}, length_weeks: 12}
  - {code: les, kind: training, name: Lessen, starts: {alongside: proef}, length_weeks: 8}
  - {code: dienst, kind: employed, name: Vaste dienst, starts: {event: job_start}}
  - {code: steun, kind: post_placement_support, name: Steun daarna, starts: {alongside: dienst}, length_weeks: 26}
checklists:
  - code: overgang
    name: Papieren overgang
    phase: proef
    opens_week: 6
    due_week: 10
    items:
      - {code: contract, name: Contract, supplied_by: [employer], fact: contract_signed}
      - {code: rooster, name: Rooster, supplied_by: [employer]}
guards:
  - {code: besluit, move: start_phase, phase: proef, fact: decision_there, strength: agreement, name: Besluit,
     supplied_by: [caseworker], confirmed_by: [caseworker], max_days: 28}
  - {code: uitleg, move: start_phase, phase: proef, fact: explained, strength: norm, name: Uitleg gegeven,
     supplied_by: [job_coach]}
  - {code: contract, move: start_phase, phase: dienst, fact: contract_signed, strength: law,
     name: Getekend contract, supplied_by: [employer], source: BW 7}
stages:
  - {code: proef, name: proef, phase: proef}
success: {outcome: job, name: Baan, clock_start: exit, horizon_months: 6, base: started}
thresholds: {reentry_weeks: 26, suspension_max_weeks: 26}
"""


def moment(on: date) -> datetime:
    return timezone.make_aware(datetime.combine(on, time(10)))


def acting(member: Membership, on: date) -> Actor:
    return actor_of(member, at=moment(on))


def system_on(on: date) -> Actor:
    return system_actor(at=moment(on), purpose="test")


def stored_model(text: str = MODEL, programme: Programme | None = None) -> RouteModel:
    """Read by this process already, so that a page costs the same whichever test asks it first."""
    model = read_model(text)
    stored = RouteModel.objects.create(
        programme=programme, code=model.code, version=model.version, name=model.name.text("nl"),
        definition=to_data(model), checksum=checksum(model), created_on=date(2025, 1, 1),
    )  # fmt: skip
    approach_of(stored)
    return stored


def changed_model(model: RouteModel, **parts: object) -> RouteModel:
    """The model with these parts, under its own checksum: by that a process knows the approaches it has read."""
    approach = parse_model({**model.definition, **parts})
    model.definition, model.checksum = to_data(approach), checksum(approach)
    model.save(update_fields=["definition", "checksum"])
    return model


def programme_with_model(desk=None, name: str = "Proef", text: str = MODEL) -> Programme:
    desk = desk or OrganisationFactory(name="Gemeente Lindervoort")
    programme = Programme.objects.create(name=name, receiving_desk=desk)
    stored_model(text.replace("code: proefroute", f"code: {name.lower()}route"), programme)
    return programme


def colleague(role: Role = Role.CASEWORKER, **kwargs) -> Membership:
    """A member of an organisation to which an agreement opens everything for guidance, selection and coaching."""
    member = MembershipFactory(role=role, **kwargs)
    if not member.organisation.lines_received.exists():
        for purpose in (Purpose.GUIDANCE, Purpose.RECRUITMENT, Purpose.LEARN_WORK):
            open_everything(member.organisation, purpose=purpose)
    return member


def registered(member: Membership, programme: Programme, on: date = date(2026, 9, 1), **names) -> Trajectory:
    person: Person = person_of(member, on=on, **names)
    return register_trajectory(actor=system_on(on), person=person, programme=programme, source="test", on=on)


def in_intake(member: Membership, programme: Programme, on: date = date(2026, 9, 8), **names) -> Trajectory:
    trajectory = registered(member, programme, **names)
    talk = IntakeTalk(own_goal="Ik wil met mensen werken.")
    return hold_intake(actor=acting(member, on), trajectory=trajectory, holder=member, on=on, talk=talk)


def under_way(member: Membership, programme: Programme, on: date = date(2026, 10, 5), **names) -> Trajectory:
    """Started with the decision there: the phases Proefplek and Lessen are open."""
    from doorstroom.trajectories.services import record_fact

    trajectory = in_intake(member, programme, **names)
    actor = acting(member, on)
    record_fact(actor=actor, trajectory=trajectory, fact="decision_there", on=on)
    return start_trajectory(actor=actor, trajectory=trajectory, on=on)
