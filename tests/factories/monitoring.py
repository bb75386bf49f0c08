"""Cohorts of which only the dates matter: trajectories with the events that the figures read."""

from datetime import date, datetime, time, timedelta

from django.utils import timezone

from conftest import NOW
from doorstroom.accounts.access import system_actor
from doorstroom.accounts.models import Membership
from doorstroom.participants.models import Person
from doorstroom.participants.services.bulk import NewPerson, bulk_register
from doorstroom.programmes.models import Programme, ProgrammePartner, RouteModel
from doorstroom.trajectories.models import Event, HolderTerm, PhaseEpisode, Trajectory
from factories.participants import relation_of
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
    people = bulk_register(
        actor=system_actor(at=NOW, purpose="test"),
        people=[NewPerson(f"P{model.version}{i}", "Tesfay", start, relation_of(member)) for i in range(size)],
    )
    weeks = (*stopped[:size], *[None] * (size - len(stopped)))
    made = Trajectory.objects.bulk_create(
        _trajectory(person, model, start, week, reason) for person, week in zip(people, weeks, strict=True)
    )
    HolderTerm.objects.bulk_create(
        HolderTerm(
            trajectory=each,
            member=member,
            started_at=_noon(start - timedelta(days=7)),
            ended_at=each.exited_on and _noon(each.exited_on),
        )
        for each in made
    )
    Event.objects.bulk_create(
        Event(trajectory=each, kind=kind, occurred_on=day, recorded_at=_noon(day))
        for each in made
        for kind, day in (("started", each.started_on), ("exited", each.exited_on))
        if day
    )
    PhaseEpisode.objects.bulk_create(
        PhaseEpisode(trajectory=each, phase="proef", started_on=start, ended_on=each.exited_on) for each in made
    )
    return made


def _noon(day: date) -> datetime:
    return timezone.make_aware(datetime.combine(day, time(12)))


def _trajectory(person: Person, model: RouteModel, start: date, week: int | None, reason: str) -> Trajectory:
    fields = {"state": "running"}
    if week:
        fields = {
            "state": "exited", "exited_on": start + timedelta(weeks=week - 1, days=2), "exit_reason": reason,
            "exit_week": week, "exit_phase": "proef", "exit_initiator": "participant", "destination": "no_work",
        }  # fmt: skip
    return Trajectory(
        person=person, programme=model.programme, model=model, desk=model.programme.receiving_desk,
        registered_on=start - timedelta(days=14), intake_on=start - timedelta(days=7), started_on=start, **fields,
    )  # fmt: skip
