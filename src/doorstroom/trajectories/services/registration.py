"""How somebody comes in: registered at the receiving desk, then the intake talk that appoints a holder."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.db import transaction
from django.utils.translation import get_language

from doorstroom.accounts.models import Membership
from doorstroom.agreements.models import Category, Purpose
from doorstroom.audit.services import Logged, log
from doorstroom.kernel.actor import Actor
from doorstroom.kernel.events import Event as Happening
from doorstroom.kernel.events import emit
from doorstroom.participants.access import may_see
from doorstroom.participants.domain.duplicates import Described
from doorstroom.participants.models import OwnGoal, Person, PersonContact
from doorstroom.participants.services import (
    RelationSpec,
    ask_about_unseen,
    open_relation,
    record_income,
    record_own_goal,
    register_person,
    set_contact,
    set_language_levels,
    set_profile,
    set_work_adjustments,
)
from doorstroom.programmes.domain.entry import EntryFacts, Outcome, judge
from doorstroom.programmes.domain.vocabulary import CriterionKind
from doorstroom.programmes.models import Programme, RouteModel
from doorstroom.rounds.models import Round
from doorstroom.trajectories.domain.errors import TrajectoryError
from doorstroom.trajectories.domain.guardians import guardian_refusal
from doorstroom.trajectories.domain.machine import MoveName
from doorstroom.trajectories.models import Event, Trajectory, TrajectoryState
from doorstroom.trajectories.selectors.positions import approach_of
from doorstroom.trajectories.selectors.relations import basis_for, desk_relation
from doorstroom.trajectories.services.cases import Case
from doorstroom.trajectories.services.holders import appoint_holder


@dataclass(frozen=True)
class IntakeTalk:
    """What was said. None or empty: not asked, or not for the one who writes it down; what is known stays.

    Readiness is told by both, from 1 to 5; a difference is a subject for the talk, never a gate (S3.6).
    """

    own_goal: str = ""
    own_goal_language: str = "nl"
    levels: Mapping[str, str] = field(default_factory=dict)
    education: str = ""
    income_source: str = ""
    adjustments: tuple[str, ...] | None = None
    readiness_person: int | None = None
    readiness_professional: int | None = None
    agreed_next: str = ""


@dataclass(frozen=True)
class Newcomer:
    """Somebody who is not known here yet: how she is called and reached, and what tells her from others."""

    names: Mapping[str, str]
    contact: Mapping[str, Any]
    described: Described
    language: str = "nl"


@transaction.atomic
def register_newcomer(
    *, actor: Actor, newcomer: Newcomer, programme: Programme | None, source: str, on: date
) -> tuple[Person, Trajectory | None]:
    """The person, how to reach her, and the programme she may take part in: all of it or nothing."""
    if programme:
        require_old_enough(programme=programme, birth_date=newcomer.contact["birth_date"], on=on)
    organisation = actor.organisation_id or 0
    relation = RelationSpec(
        organisation_id=organisation, role=actor.role, purpose=Purpose.GUIDANCE,
        basis=basis_for(organisation, Purpose.GUIDANCE, on), source="registration", member_id=actor.membership_id,
    )  # fmt: skip
    person = register_person(
        actor=actor, **newcomer.names, language=newcomer.language, relation=relation, on=on
    )  # fmt: skip
    set_contact(actor=actor, person_id=person.pk, **newcomer.contact)
    trajectory = (
        register_trajectory(actor=actor, person=person, programme=programme, source=source, on=on)
        if programme
        else None
    )
    ask_about_unseen(actor=actor, person=person, described=newcomer.described, on=on)
    return person, trajectory


@transaction.atomic
def register_trajectory(
    *, actor: Actor, person: Person, programme: Programme, round: Round | None = None, source: str, on: date
) -> Trajectory:
    """Register a person for a programme. The receiving desk holds it until the intake, and may see the person."""
    if not may_see(actor, person.pk, Category.PROGRESS):
        raise TrajectoryError("not_visible")
    if programme.closed_on:
        raise TrajectoryError("programme_closed", programme=programme.name, closed_on=programme.closed_on)
    if Trajectory.objects.filter(person=person, programme=programme).exclude(state=TrajectoryState.EXITED).exists():
        raise TrajectoryError("already_registered", person=person.full_name, programme=programme.name)
    model = round.model if round else programme.newest_model()
    _require_guardian_rule(model, person, programme, round.starts_on if round else on)
    trajectory = Trajectory.objects.create(
        person=person, programme=programme, round=round, model=model, desk_id=programme.receiving_desk_id,
        source=source, registered_on=on, moved_on=on,
    )  # fmt: skip
    desk = desk_relation(programme, f"trajectory:{trajectory.pk}", on)
    open_relation(actor=actor, person_id=person.pk, spec=desk, on=on)
    Event.objects.create(
        trajectory=trajectory, kind="registered", occurred_on=on, recorded_at=actor.at,
        member_id=actor.membership_id, data={"source": source},
    )  # fmt: skip
    log(actor, Logged("create", "trajectory", trajectory.pk, person.pk, ["registered"], desk.purpose))
    emit(Happening("trajectory_registered", actor, {"trajectory": trajectory, "on": on}))
    return trajectory


@transaction.atomic
def join_round(*, actor: Actor, trajectory: Trajectory, round: Round, on: date) -> Trajectory:
    """Put a trajectory that has not started in a round: it follows the round's version of the approach."""
    case = Case.open(actor, trajectory, on=on)
    if case.trajectory.started_on is not None:
        raise TrajectoryError("already_started", on=case.trajectory.started_on)
    if case.trajectory.round_id == round.pk:
        return case.trajectory
    case.trajectory.round, case.trajectory.model = round, round.model
    case.save()
    case.record("joined_round", on, round=round.pk)
    return case.trajectory


@transaction.atomic
def hold_intake(
    *,
    actor: Actor,
    trajectory: Trajectory,
    holder: Membership,
    on: date,
    talk: IntakeTalk | None = None,
    reason: str = "",
) -> Trajectory:
    """Write down the intake talk and let `holder` coordinate from now on. The person's own goal comes first:
    without one nothing is saved (S3.8). Emits `trajectory_intake_held` with the talk as `about`."""
    talk = talk or IntakeTalk()
    case = Case.open(actor, trajectory, on=on)
    first = case.position.step.value == TrajectoryState.REGISTERED
    if not talk.own_goal.strip() and not OwnGoal.objects.filter(person_id=case.trajectory.person_id).exists():
        raise TrajectoryError("own_goal_needed")
    case.move(MoveName.START_INTAKE, on, reason=reason)
    case.trajectory.intake_on = on
    case.save()
    if first:
        appoint_holder(case=case, member=holder, at=actor.at, on=on)
    _write_talk(case, talk, on)
    readiness = {"person": talk.readiness_person, "professional": talk.readiness_professional}
    case.record("intake_held", on, reason=talk.agreed_next.strip() or reason, about=talk, readiness=readiness)
    return case.trajectory


def require_old_enough(*, programme: Programme, birth_date: date, on: date) -> None:
    """Refuse somebody whom the programme's model finds too young or too old; the rule is the model's own."""
    stored = programme.newest_model()
    entry = approach_of(stored).entry if stored else ()
    ages = [criterion for criterion in entry if criterion.kind is CriterionKind.AGE]
    for criterion in ages:
        judged = judge([criterion], EntryFacts(birth_date=birth_date), on)
        if any(each.outcome is Outcome.NOT_MET for each in judged):
            name = criterion.name.text(get_language() or "nl")
            raise TrajectoryError("age_rule", programme=programme.name, rule=name)


def _require_guardian_rule(model: RouteModel | None, person: Person, programme: Programme, on: date) -> None:
    """Refuse somebody under age where the approach says nothing of guardians; an unknown age is asked at the intake."""
    born = PersonContact.objects.filter(person=person).values_list("birth_date", flat=True).first()
    refusal = guardian_refusal(approach_of(model), born, on) if model and born else None
    if refusal:
        raise TrajectoryError(refusal.code, reasons=(refusal,), programme=programme.name, **refusal.params)


def _write_talk(case: Case, talk: IntakeTalk, on: date) -> None:
    actor, person_id = case.actor, case.trajectory.person_id
    if talk.own_goal.strip():
        record_own_goal(actor=actor, person_id=person_id, text=talk.own_goal, language=talk.own_goal_language, on=on)
    if talk.levels:
        set_language_levels(actor=actor, person_id=person_id, levels=talk.levels)
    if talk.education:
        set_profile(actor=actor, person_id=person_id, education=talk.education)
    if talk.income_source:
        record_income(actor=actor, person_id=person_id, on=on, source=talk.income_source)
    if talk.adjustments is not None:
        set_work_adjustments(actor=actor, person_id=person_id, kinds=talk.adjustments)
