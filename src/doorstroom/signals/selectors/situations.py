"""From recorded facts to the situation at which the rules look; no queries of its own."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date, datetime
from typing import Any

from doorstroom.accounts.models import Role
from doorstroom.followup.domain.observations import ObservationState, ObservationStatus, given_up
from doorstroom.kernel.actor import Actor
from doorstroom.kernel.transitions import OpenTask
from doorstroom.learning.domain.attendance import PlannedDay
from doorstroom.learning.domain.progress import next_talk_on
from doorstroom.placements.domain.offer_sheet import Word, review_on
from doorstroom.placements.models import Placement
from doorstroom.programmes.domain.norms import Due, Progress, add_months, contacts_and_papers
from doorstroom.programmes.domain.route_model import RouteModel, Thresholds
from doorstroom.programmes.selectors import approach_of
from doorstroom.signals.access import Care, owner_hat
from doorstroom.signals.domain.facts import (
    Certainty,
    Dismissal,
    EndingContract,
    HandoverStep,
    InstrumentDay,
    LegalTerm,
    PersonSituation,
    SheetReview,
    Suspension,
)
from doorstroom.signals.domain.signal import Addressee, workdays_after
from doorstroom.signals.selectors.facts import CONTRACTS
from doorstroom.signals.selectors.promises import limits_of
from doorstroom.signals.selectors.starts import missing_for_start
from doorstroom.signals.selectors.terms import legal_maximum_of
from doorstroom.trajectories.access import STANDING_IN
from doorstroom.trajectories.models import Trajectory, TrajectoryState
from doorstroom.trajectories.selectors.facts import RECORDED

LEAVING_WORK = (TrajectoryState.REGISTERED, TrajectoryState.INTAKE, TrajectoryState.SELECTION, TrajectoryState.WAITING,
                TrajectoryState.RUNNING, TrajectoryState.SUSPENDED)  # fmt: skip
WITHOUT_ROUTE = (TrajectoryState.REGISTERED, TrajectoryState.INTAKE)
TALKS_GO_ON = (TrajectoryState.RUNNING, TrajectoryState.EMPLOYED, TrajectoryState.AFTERCARE)
AWAITS_CHOICE = (TrajectoryState.SELECTION, TrajectoryState.WAITING)
BEFORE_START = (TrajectoryState.REGISTERED, *AWAITS_CHOICE)


def day(text: str | None) -> date | None:
    return date.fromisoformat(text) if text else None


def care_of(trajectory: Any, actor: Actor) -> Care:
    me = actor.membership_id
    at_desk = trajectory.state == TrajectoryState.REGISTERED and trajectory.desk_id == actor.organisation_id
    coaches = [each for each in (*trajectory.held_by, *trajectory.helped_by) if each["role"] == Role.JOB_COACH]
    return Care(
        role=actor.role,
        membership_id=me,
        holds=any(each["member"] == me for each in trajectory.held_by),
        helps=any(each["member"] == me for each in trajectory.helped_by),
        coached=any(each["member"] != me for each in coaches),
        managed=any(each["role"] == Role.ACCOUNT_MANAGER for each in trajectory.helped_by),
        receives=at_desk and actor.role == Role.CASEWORKER,
        stands_in=stands_in(trajectory, actor),
    )


def stands_in(trajectory: Any, actor: Actor) -> bool:
    return actor.role in STANDING_IN and trajectory.stands_in


def model_of(trajectory: Trajectory) -> RouteModel | None:
    return approach_of(trajectory.model) if trajectory.model else None


def situation_of(
    trajectory: Any, days: Sequence[PlannedDay], actor: Actor, handovers: Iterable[HandoverStep] = ()
) -> PersonSituation:
    """`trajectory` comes from `with_facts`; what is closed to the reader raises no signal."""
    model, on = model_of(trajectory), actor.on
    spoken = {each["role"]: date.fromisoformat(each["on"]) for each in trajectory.contacts}
    next_day = trajectory.next_appointment_at and trajectory.next_appointment_at.astimezone(actor.at.tzinfo).date()
    return PersonSituation(
        person_id=str(trajectory.person_id),
        due=_asked_by_model(trajectory, model, _heard(trajectory, model, spoken), on) if model else None,
        days=tuple(days),
        last_contact_on=max(spoken.values(), default=None),
        next_contact_on=next_day,
        unheard_since=_unheard_since(trajectory, spoken),
        holder_absent_since=next((since for each in trajectory.held_by if (since := away_since(each, on))), None),
        holder_left_on=next((left for each in trajectory.held_by if (left := gone_since(each, on))), None),
        lead_away=stands_in(trajectory, actor),
        without_next_step_since=_stands_still_since(trajectory) if trajectory.notes_open else None,
        dismissal=_dismissal(trajectory),
        contracts=tuple(contracts(trajectory.placed)),
        legal_terms=tuple(legal_terms(trajectory.placed)),
        sheet_reviews=tuple(_sheet_reviews(trajectory.placed)),
        instruments=tuple(_instruments(trajectory.instruments)),
        suspension=_suspension(trajectory, spoken),
        talk_due_on=_talk_due_on(trajectory),
        handovers=tuple(handovers),
        reader=owner_hat(actor.membership_id),
        missing=tuple(missing_for_start(trajectory, model)) if model else (),
        open_tasks=tuple(_let_pass(trajectory, model)),
        observations=tuple(_observations(trajectory.to_ask, on, limits_of(model))),
    )


def _asked_by_model(trajectory: Any, model: RouteModel, spoken: Mapping[str, date], on: date) -> Due:
    """Without the notes nobody can say that there was no contact: no phase then asks for one."""
    found = contacts_and_papers(model, progress(trajectory, spoken), on)
    return found if trajectory.notes_open else replace(found, contacts=())


def progress(trajectory: Any, spoken: Mapping[str, date]) -> Progress:
    """Who is away for a while is in no phase: the norms wait."""
    ticked = {(each["checklist"], each["item"]) for each in trajectory.ticked}
    phases = {each["phase"]: date.fromisoformat(each["since"]) for each in trajectory.open_phases}
    if trajectory.state == TrajectoryState.SUSPENDED:
        phases = {}
    recorded = {item for checklist, item in ticked if checklist == RECORDED}
    return Progress(phases=phases, contacts=spoken, items=ticked, facts=recorded)


def _heard(trajectory: Any, model: RouteModel, spoken: Mapping[str, date]) -> Mapping[str, date]:
    """A role that nobody plays for this person is spoken for by who holds: her contacts count for its norm."""
    played = {each["role"] for each in (*trajectory.held_by, *trajectory.helped_by)}
    by_holder = [spoken[each["role"]] for each in trajectory.held_by if each["role"] in spoken]
    vacant = {norm.role for norm in model.contacts} - played
    return {**spoken, **{role: max([*by_holder, *_known(spoken.get(role))]) for role in vacant if by_holder}}


def _unheard_since(trajectory: Any, spoken: Mapping[str, date]) -> date | None:
    """Contact of before, in an earlier trajectory, is no answer to this registration."""
    registered: date = trajectory.registered_on
    if trajectory.state != TrajectoryState.REGISTERED or not trajectory.notes_open:
        return None
    return None if any(on >= registered for on in spoken.values()) else registered


def _known(day: date | None) -> list[date]:
    return [] if day is None else [day]


def away_since(member: Mapping[str, Any], on: date) -> date | None:
    """The first day of an absence that still lasts."""
    since, until = day(member["absent_from"]), day(member["absent_until"])
    return since if since and since <= on and (until is None or until > on) else None


def gone_since(member: Mapping[str, Any], on: date) -> date | None:
    """The first day on which somebody no longer works in this role."""
    left = day(member["left_on"])
    return left if left and left <= on else None


def _stands_still_since(trajectory: Any) -> date | None:
    """Who is in no phase, waits for no choice or start, and has no step or appointment agreed.

    Waiting for a round is before its start: whoever has been through it and stands in no phase waits for nothing.
    """
    waits = trajectory.state in BEFORE_START and trajectory.round_id is not None and trajectory.started_on is None
    alone = trajectory.state in (*WITHOUT_ROUTE, *AWAITS_CHOICE) and not waits
    if not alone or trajectory.open_phases or trajectory.steps or trajectory.next_appointment_at:
        return None
    moved: date = trajectory.moved_on or trajectory.intake_on or trajectory.registered_on
    return max(moved, trajectory.last_step_on or moved)


def _dismissal(trajectory: Any) -> Dismissal | None:
    """A next step or a phase under way counts as a plan; notes that are closed might hold one."""
    if not trajectory.dismissal_certainty or trajectory.state not in LEAVING_WORK:
        return None
    planned = bool(trajectory.steps or trajectory.open_phases) or not trajectory.notes_open
    return Dismissal(
        Certainty(trajectory.dismissal_certainty),
        trajectory.intake_on or trajectory.registered_on,
        trajectory.dismissal_date,
        planned,
    )


def _suspension(trajectory: Any, spoken: Mapping[str, date]) -> Suspension | None:
    """Away since a day; without the notes nobody can say for how long nobody spoke with her."""
    if trajectory.state != TrajectoryState.SUSPENDED or trajectory.suspended_from is None:
        return None
    silent = max([trajectory.suspended_from, *spoken.values()]) if trajectory.notes_open else None
    return Suspension(trajectory.suspended_from, trajectory.expected_back_on, silent)


def _talk_due_on(trajectory: Any) -> date | None:
    """Only for who is under way, and only for who may read what was said before."""
    if trajectory.state not in TALKS_GO_ON or not trajectory.notes_open:
        return None
    held = [trajectory.last_talk_on] if trajectory.last_talk_on else []
    return next_talk_on(held, trajectory.intake_on or trajectory.registered_on)


def contracts(placed: Sequence[Mapping[str, Any]]) -> Iterator[EndingContract]:
    for each in placed:
        ends_on = day(each["ends_on"])
        if each["kind"] in CONTRACTS and each["state"] == Placement.State.ACTIVE and ends_on:
            yield EndingContract(str(each["id"]), ends_on, _something_later(each, ends_on, placed))


def legal_terms(placed: Sequence[Mapping[str, Any]]) -> Iterator[LegalTerm]:
    for each in placed:
        starts_on = date.fromisoformat(each["starts_on"])
        rule = legal_maximum_of(each["kind"], starts_on)
        if rule and each["state"] == Placement.State.ACTIVE:
            last = add_months(starts_on, rule.months)
            decided = _something_later(each, day(each["ends_on"]) or last, placed)
            yield LegalTerm(str(each["id"]), each["kind"], starts_on, rule.months, rule.source, decided)


def _sheet_reviews(placed: Sequence[Mapping[str, Any]]) -> Iterator[SheetReview]:
    """Those that both confirmed and we did not look back on; `both_confirmed` is the later day of both."""
    for each in placed:
        if each["state"] == Placement.State.ACTIVE and (confirmed := day(each["both_confirmed"])):
            word = Word(confirmed)
            due_on = review_on(date.fromisoformat(each["starts_on"]), [word])
            if due_on:
                yield SheetReview(each["id"], each["employer"], due_on)


def _instruments(kept: Iterable[Mapping[str, Any]]) -> Iterator[InstrumentDay]:
    for each in kept:
        due_on = date.fromisoformat(each["due_on"])
        yield InstrumentDay(each["placement"], each["employer"], each["kind"], each["act"], due_on)


def _something_later(placement: Mapping[str, Any], ends_on: date, placed: Sequence[Mapping[str, Any]]) -> bool:
    """What comes next was said, or a later place is agreed or being arranged."""
    return bool(placement["next_path"]) or any(
        other["id"] != placement["id"] and ((end := day(other["ends_on"])) is None or end > ends_on) for other in placed
    )


def _let_pass(trajectory: Any, model: RouteModel | None) -> Iterator[OpenTask]:
    guards = {guard.code: guard for guard in model.guards} if model else {}
    for each in trajectory.let_pass:
        if guard := guards.get(each["guard"]):
            yield OpenTask(
                guard.code, guard.supplied_by, each["confirmed_by"], each["reason"],
                date.fromisoformat(each["expires_on"]),
            )  # fmt: skip


def _observations(asked: Iterable[Mapping[str, Any]], on: date, limits: Thresholds) -> Iterator[ObservationStatus]:
    """Moments still to be asked; what nobody could find out is given up after a while and stays unknown.

    The question of somebody who is gone, or away for as long as a holder may be, is for who leads.
    """
    for each in asked:
        due_on, unknown = date.fromisoformat(each["due_on"]), each["status"] == "unknown"
        if unknown and given_up(due_on, each["attempts"], on, limits.unknown_destination_days):
            continue
        late = ObservationState.OVERDUE if due_on < on else ObservationState.DUE
        state = ObservationState.UNKNOWN if unknown else late
        yield ObservationStatus(each["point"], state, _asker(each, on, limits), due_on, attempts=each["attempts"])


def _asker(asked: Mapping[str, Any], on: date, limits: Thresholds) -> str:
    if not asked["owner"]:
        return Addressee.CASE_HOLDER.value
    away, limit = away_since(asked, on), limits.holder_absent_workdays
    too_long = away is not None and limit is not None and on > workdays_after(away, limit, ())
    return Addressee.LEAD.value if too_long or gone_since(asked, on) else owner_hat(asked["owner"])


def moment(text: str, actor: Actor) -> datetime:
    return datetime.fromisoformat(text).astimezone(actor.at.tzinfo)
