"""Reads: the ESF+ projects of a programme, what is known of everybody in them, and what is still to find out."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.conf import settings
from django.db.models import Q, QuerySet

from doorstroom.database.scope import scope
from doorstroom.kernel.actor import Actor, system_actor
from doorstroom.kernel.sealing import fingerprint
from doorstroom.monitoring.access import visible_esf_entries, visible_facts
from doorstroom.monitoring.domain.esf import (
    Entry,
    Gender,
    Isced,
    LabourStatus,
    Later,
    Leaving,
    Participation,
    ToDo,
    merge_re_entries,
    to_do,
)
from doorstroom.monitoring.domain.esf_tables import (
    Finding,
    Indicators,
    Operation,
    ProjectEstimate,
    findings,
    indicators,
)
from doorstroom.monitoring.models import EsfEntry, EsfOperation, EsfResult
from doorstroom.trajectories.access import visible_trajectories
from doorstroom.trajectories.models import Trajectory

NOT_RECORDED = "not recorded"
ASKED = ("gender", "leaving", "later")
"""What is asked at once: an entry has all its answers or is not there, so one of them stands for all."""


@dataclass(frozen=True)
class OperationState:
    """One project on a day; of each thing to do the trajectory, where the reader may see the person."""

    operation: EsfOperation
    on: date
    records: Sequence[Participation]
    found: Indicators
    wrong: Sequence[Finding]
    waiting: Sequence[tuple[ToDo, Trajectory | None]]


def operation_of(trajectory: Trajectory) -> EsfOperation | None:
    """The project in which somebody takes part who started then; None when no project pays for that day."""
    if trajectory.started_on is None:
        return None
    on = trajectory.started_on
    running = EsfOperation.objects.filter(Q(ends_on=None) | Q(ends_on__gt=on), starts_on__lte=on)
    return running.filter(programme=trajectory.programme_id).order_by("starts_on", "pk").first()


def operation_state(actor: Actor, operation: EsfOperation, on: date) -> OperationState:
    """Six queries for any number of people."""
    trajectories, records = _records(actor, operation, on)
    merged = merge_re_entries(records)
    estimates = [
        ProjectEstimate(indicator=each.indicator, value=each.value, method=each.method)
        for each in operation.statements.order_by("indicator")
    ]
    found = indicators(merged, estimates, on=on)
    named = {t.pk: t for t in visible_trajectories(actor).filter(pk__in=trajectories.values()).select_related("person")}
    waiting = [(each, named.get(trajectories[each.ref])) for each in to_do(merged, on) if each.what in ASKED]
    return OperationState(operation, on, merged, found, findings(found), waiting)


def _records(actor: Actor, operation: EsfOperation, on: date) -> tuple[dict[str, int], list[Participation]]:
    """One record for each trajectory that started in the project; the latest trajectory of each reference."""
    facts = visible_facts(actor).filter(programme=operation.programme_id, started_on__gte=operation.starts_on)
    facts = facts.filter(started_on__lte=on).order_by("started_on", "trajectory_id")
    if operation.ends_on:
        facts = facts.filter(started_on__lt=operation.ends_on)
    people = _people(actor, [row.trajectory_id for row in facts])
    # Whose file was let go without a hold is not accounted for any more: nothing proves that she took part.
    rows = [row for row in facts if row.trajectory_id in people]
    entries = {e.trajectory_id: e for e in _entries(actor, operation)}
    trajectories, records = {}, []
    for row in rows:
        assert row.started_on is not None  # noqa: S101 asked for above
        ref = participant_ref(operation, people[row.trajectory_id])
        left = row.exited_on if row.exited_on and row.exited_on <= on else None
        trajectories[ref] = row.trajectory_id
        records.append(_record(ref, row.started_on, left, entries.get(row.trajectory_id)))
    return trajectories, records


def _people(actor: Actor, trajectories: Sequence[int]) -> dict[int, object]:
    """Whose trajectory it is. Only the product reads this, to count a person once; the reader gets a code."""
    with scope(system_actor(at=actor.at, purpose="esf"), nested=True):
        return dict(Trajectory.objects.filter(pk__in=trajectories).values_list("pk", "person_id"))


def _entries(actor: Actor, operation: EsfOperation) -> QuerySet[EsfEntry]:
    return visible_esf_entries(actor).filter(operation=operation).prefetch_related("results")


def participant_ref(operation: EsfOperation, person_id: object) -> str:
    """A code that stays the same in every file of this project, and says nothing elsewhere."""
    key = settings.IDENTITY_FINGERPRINT_KEY
    return fingerprint(str(person_id), key=key, context=f"esf:{operation.pk}")[:16]


def _record(ref: str, started: date, left: date | None, entry: EsfEntry | None) -> Participation:
    if entry is None:
        unknown = Entry(gender=None, birth_date=None, status=None, education=None, source=NOT_RECORDED)
        return Participation(ref=ref, started_on=started, entry=unknown, left_on=left)
    return Participation(
        ref=ref,
        started_on=entry.started_on,
        entry=Entry(
            gender=Gender(entry.gender), birth_date=entry.birth_date, status=LabourStatus(entry.status),
            education=Isced(entry.education), source=entry.source,
        ),
        left_on=left,
        leaving=_leaving(_latest(entry, EsfResult.Moment.LEAVING, left)),
        later=_later(_latest(entry, EsfResult.Moment.LATER, left)),
    )  # fmt: skip


def _latest(entry: EsfEntry, moment: EsfResult.Moment, left: date | None) -> EsfResult | None:
    """The last answer about this leaving; those about an earlier leaving do not count after a return."""
    answers = [r for r in entry.results.all() if r.moment == moment and r.left_on == left]
    return max(answers, key=lambda r: (r.recorded_at, r.pk), default=None)


def _leaving(row: EsfResult | None) -> Leaving | None:
    if row is None:
        return None
    return Leaving(
        observed_on=row.observed_on, source=row.source, seeks_work=row.seeks_work, in_education=row.in_education,
        qualified=row.qualified, employed=row.employed,
    )  # fmt: skip


def _later(row: EsfResult | None) -> Later | None:
    if row is None:
        return None
    return Later(observed_on=row.observed_on, source=row.source, employed=row.employed, improved=row.improved)


def placed(operation: EsfOperation) -> Operation:
    """The project as the files name it."""
    return Operation(
        name=operation.name,
        priority=operation.priority,
        specific_objective=operation.specific_objective,
        region_category=operation.region_category,
    )
