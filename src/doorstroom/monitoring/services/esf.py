"""The only writes of ESF+ observations: each is dated, has a source, and stays."""

from __future__ import annotations

from dataclasses import asdict
from datetime import date

from django.db import transaction

from doorstroom.audit.services import Logged, log
from doorstroom.kernel.actor import Actor
from doorstroom.monitoring.access import kept_operations, recordable_trajectories
from doorstroom.monitoring.domain.errors import MonitoringError
from doorstroom.monitoring.domain.esf import MONTHS_AFTER, Entry, Later, Leaving
from doorstroom.monitoring.models import EsfEntry, EsfOperation, EsfResult, EsfStatement
from doorstroom.monitoring.selectors.esf import operation_of
from doorstroom.programmes.domain.norms import add_months
from doorstroom.programmes.models import Programme
from doorstroom.trajectories.models import Trajectory

MOMENTS = {Leaving: EsfResult.Moment.LEAVING, Later: EsfResult.Moment.LATER}


@transaction.atomic
def record_esf_entry(*, actor: Actor, trajectory: Trajectory, state: Entry) -> EsfEntry:
    """Record how things stood when this person began, wholly known; once, for the first entry in the project."""
    locked = _locked(actor, trajectory)
    if locked.started_on is None or locked.started_on > actor.on:
        raise MonitoringError("esf_not_started")
    operation = operation_of(locked)
    if operation is None:
        raise MonitoringError("esf_no_operation")
    if EsfEntry.objects.filter(operation=operation, person_id=locked.person_id).exists():
        raise MonitoringError("esf_entry_stands")
    entry = EsfEntry.objects.create(
        operation=operation, trajectory=locked, person_id=locked.person_id, started_on=locked.started_on,
        recorded_at=actor.at, recorded_by_id=_member(actor), **asdict(state),
    )  # fmt: skip
    log(
        actor, Logged("create", "esf_entry", entry.pk, entry.person_id, ["gender", "birth_date", "status", "education"])
    )
    return entry


@transaction.atomic
def record_esf_result(*, actor: Actor, trajectory: Trajectory, state: Leaving | Later) -> EsfResult:
    """Record how things stand on leaving or six months later; an earlier answer stays beside it."""
    locked, moment = _locked(actor, trajectory), MOMENTS[type(state)]
    entry = EsfEntry.objects.filter(trajectory=locked).first()
    if entry is None:
        raise MonitoringError("esf_no_entry")
    if locked.exited_on is None or locked.exited_on > actor.on:
        raise MonitoringError("esf_not_left")
    _refuse_day(moment, locked.exited_on, state.observed_on, actor.on)
    result = EsfResult.objects.create(
        entry=entry, person_id=entry.person_id, moment=moment, left_on=locked.exited_on, recorded_at=actor.at,
        recorded_by_id=_member(actor), **asdict(state),
    )  # fmt: skip
    log(actor, Logged("create", "esf_result", result.pk, entry.person_id, [moment.value]))
    return result


def _refuse_day(moment: EsfResult.Moment, left_on: date, observed_on: date, today: date) -> None:
    if observed_on > today:
        raise MonitoringError("esf_in_the_future")
    if observed_on < left_on:
        raise MonitoringError("esf_before_leaving", left_on=left_on)
    due_on = add_months(left_on, MONTHS_AFTER)
    if moment == EsfResult.Moment.LATER and observed_on < due_on:
        raise MonitoringError("esf_not_due", due_on=due_on)


@transaction.atomic
def state_esf_figure(
    *, actor: Actor, operation: EsfOperation, indicator: str, value: int | None, method: str
) -> EsfStatement:
    """Say for a whole project what is asked of nobody, with the method; without a number: not collected."""
    if not kept_operations(actor).filter(pk=operation.pk).exists():
        raise MonitoringError("esf_may_not_record")
    if value is not None and not method.strip():
        raise MonitoringError("esf_needs_method")
    given = {"value": value, "method": method.strip(), "stated_on": actor.on}
    statement, _ = EsfStatement.objects.update_or_create(operation=operation, indicator=indicator, defaults=given)
    log(actor, Logged("change", "esf_statement", statement.pk, fields=[indicator]))
    return statement


@transaction.atomic
def open_esf_operation(
    *,
    actor: Actor,
    programme: Programme,
    name: str,
    priority: str,
    specific_objective: str,
    region_category: str,
    starts_on: date,
    ends_on: date | None = None,
) -> EsfOperation:
    """Add a project that ESF+ pays; everybody who starts in the programme from then on takes part in it."""
    operation = EsfOperation(
        programme=programme, name=name, priority=priority, specific_objective=specific_objective,
        region_category=region_category, starts_on=starts_on, ends_on=ends_on,
    )  # fmt: skip
    operation.save()
    if not kept_operations(actor).filter(pk=operation.pk).exists():
        raise MonitoringError("esf_may_not_record")
    log(actor, Logged("create", "esf_operation", operation.pk))
    return operation


def _locked(actor: Actor, trajectory: Trajectory) -> Trajectory:
    found = recordable_trajectories(actor).select_for_update(of=["self"]).filter(pk=trajectory.pk).first()
    if found is None:
        raise MonitoringError("esf_may_not_record")
    return found


def _member(actor: Actor) -> int:
    if actor.membership_id is None:
        raise MonitoringError("esf_may_not_record")
    return actor.membership_id
