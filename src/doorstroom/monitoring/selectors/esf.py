"""Reads: the ESF+ projects of a programme, what is known of everybody in them, and what is still to find out."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from django.conf import settings
from django.db.models import Q, QuerySet

from doorstroom.agreements.models import Category
from doorstroom.database.scope import scope
from doorstroom.followup.access import visible_observations
from doorstroom.followup.models import Observation
from doorstroom.kernel.actor import Actor, system_actor
from doorstroom.kernel.sealing import fingerprint
from doorstroom.learning.models import Award
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
from doorstroom.participants.access import visible_to
from doorstroom.participants.models import EducationLevel, PersonContact, PersonProfile
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


ISCED = {
    EducationLevel.NONE: Isced.LOWER, EducationLevel.LOWER: Isced.LOWER, EducationLevel.MIDDLE: Isced.MIDDLE,
    EducationLevel.HIGHER: Isced.HIGHER,
}  # fmt: skip
"""A foreign diploma that nobody valued yet, and what is not known, are asked."""


def known_at_start(actor: Actor, person: UUID) -> dict[str, Any]:
    """What stands about somebody, by field of the form for her start; what is closed is left out. Two queries."""
    contacts = visible_to(PersonContact.objects.filter(person=person), actor, Category.CONTACT)
    profiles = visible_to(PersonProfile.objects.filter(person=person), actor, Category.PROFILE)
    education = profiles.values_list("education", flat=True).first()
    found = {
        "birth_date": contacts.values_list("birth_date", flat=True).first(),
        "education": ISCED[EducationLevel(education)] if education in ISCED else None,
    }
    return {name: value for name, value in found.items() if value}


def known_on_leaving(actor: Actor, trajectory: Trajectory) -> dict[str, Any]:
    """How things stood when somebody last asked, and whether there is a diploma; two queries."""
    awards = visible_to(Award.objects.filter(trajectory=trajectory, awarded_on__lte=actor.on), actor, Category.PROGRESS)
    found: dict[str, Any] = {"qualified": "yes"} if awards.exists() else {}
    seen = visible_observations(actor).filter(trajectory=trajectory, status=Observation.Status.KNOWN)
    if last := seen.order_by("-observed_on").first():
        at_work = last.situation in {Observation.Situation.JOB, Observation.Situation.APPRENTICESHIP}
        found |= {"observed_on": last.observed_on, "employed": "yes" if at_work else "no", "source": last.source}
    return found


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
