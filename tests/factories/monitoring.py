"""Cohorts of which only the dates matter: trajectories with the events that the figures read."""

from datetime import date, datetime, time, timedelta
from uuid import UUID

from django.utils import timezone

from doorstroom.accounts.models import Membership
from doorstroom.programmes.models import Programme, ProgrammePartner, RouteModel
from doorstroom.trajectories.models import Event, HolderTerm, Trajectory
from factories.participants import person_of
from factories.trajectories import MODEL, programme_with_model, stored_model


def two_versions(name: str = "Proef") -> tuple[Programme, RouteModel, RouteModel]:
    """A programme whose approach of 12 weeks has a second version."""
    text = MODEL.replace("name: Proefroute\n", "name: Proefroute\nlength_weeks: 12\n", 1)
    programme = programme_with_model(name=name, text=text)
    older = programme.models.get()
    newer = stored_model(
        text.replace("code: proefroute", f"code: {name.lower()}route").replace("version: 1", "version: 2", 1), programme
    )  # fmt: skip
    return programme, older, newer


def partner_in(programme: Programme, member: Membership) -> Membership:
    ProgrammePartner.objects.create(programme=programme, organisation=member.organisation, role=member.role)
    return member


def cohort(
    member: Membership,
    model: RouteModel,
    size: int,
    *,
    start: date,
    stopped: tuple[int, ...] = (),
    reason: str = "travel",
) -> list[Trajectory]:
    """`size` people who start on `start`; the first ones stop in the weeks given, for `reason`."""
    ids = [person_of(member, given_name=f"P{model.version}{i}", on=start).pk for i in range(size)]
    return [
        _one(member, pk, model, start, stopped[i] if i < len(stopped) else None, reason) for i, pk in enumerate(ids)
    ]


def _noon(day: date | None) -> datetime | None:
    return timezone.make_aware(datetime.combine(day, time(12))) if day else None


def _one(member: Membership, person: UUID, model: RouteModel, start: date, week: int | None, reason: str) -> Trajectory:
    left = start + timedelta(weeks=week - 1, days=2) if week else None
    fields = {"state": "running"}
    if left:
        fields = {
            "state": "exited", "exited_on": left, "exit_reason": reason, "exit_week": week, "exit_phase": "proef",
            "exit_initiator": "participant", "destination": "no_work",
        }  # fmt: skip
    trajectory = Trajectory.objects.create(
        person_id=person, programme=model.programme, model=model, desk=model.programme.receiving_desk,
        registered_on=start - timedelta(days=14), intake_on=start - timedelta(days=7), started_on=start, **fields,
    )  # fmt: skip
    HolderTerm.objects.create(
        trajectory=trajectory, member=member, started_at=_noon(start - timedelta(days=7)), ended_at=_noon(left)
    )  # fmt: skip
    days = [("started", start)] + ([("exited", left)] if left else [])
    for kind, day in days:
        Event.objects.create(trajectory=trajectory, kind=kind, occurred_on=day, recorded_at=_noon(day))
    trajectory.phases.create(phase="proef", started_on=start, ended_on=left)
    return trajectory
