"""Keeps the rows of facts: all of a programme anew, or one trajectory after something happened to it.

Both ways read the same sources through the same lines, so that they cannot differ. They run in the scope of the
product itself: a row must hold what happened, whoever recorded it, and holds no name.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.db.models import Prefetch, QuerySet

from doorstroom.accounts.access import is_system
from doorstroom.database.scope import scope
from doorstroom.followup.models import Observation
from doorstroom.kernel.actor import Actor, system_actor
from doorstroom.kernel.events import Event as Happening
from doorstroom.learning.models import Award
from doorstroom.monitoring.domain.causes import COMPLETED, cause_of
from doorstroom.monitoring.models import TrajectoryFact
from doorstroom.placements.models import Placement
from doorstroom.programmes.models import Programme
from doorstroom.programmes.selectors import approach_of
from doorstroom.rounds.models import Nomination
from doorstroom.trajectories.models import Event, PhaseEpisode, Trajectory

BATCH = 500
AT_WORK = {Observation.Situation.JOB, Observation.Situation.APPRENTICESHIP}
Row = list[Any]


@transaction.atomic
def rebuild_facts(*, actor: Actor, programme: Programme | None = None, at: datetime) -> int:
    """Make all rows anew, of one programme or of all; gives their number. Only the product itself does so."""
    if not is_system(actor):
        raise PermissionError("rebuilding facts is work of the product itself; run it as a system actor")
    with scope(system_actor(at=at, purpose="facts"), nested=True):
        of_these = {"programme": programme} if programme else {}
        TrajectoryFact.objects.filter(**of_these).delete()
        rows = _facts(Trajectory.objects.filter(**of_these), at)
        return len(TrajectoryFact.objects.bulk_create(rows, batch_size=BATCH))


@transaction.atomic
def refresh_facts(*, actor: Actor, trajectory_ids: Iterable[int], at: datetime) -> None:
    """Write the rows of these trajectories anew, and remove those whose trajectory is gone; `actor` is whose act
    led to it. The number of queries does not grow with the rows."""
    wanted = set(trajectory_ids)
    if not wanted:
        return
    with scope(system_actor(at=at, purpose=f"facts after {actor.purpose or actor.role}"), nested=True):
        rows = _facts(Trajectory.objects.filter(pk__in=wanted), at)
        TrajectoryFact.objects.filter(pk__in=wanted).delete()
        TrajectoryFact.objects.bulk_create(rows, batch_size=BATCH)


def refresh_on(event: Happening) -> None:
    """Effect: after news about trajectories, placements or awards the rows it touches are written anew."""
    about = event.about
    touched = {about["trajectory"].pk} if about.get("trajectory") else set()
    rows = [about.get("placement"), *about.get("placements", ()), *about.get("awards", ())]
    touched |= {row.trajectory_id for row in rows if row is not None and row.trajectory_id}
    refresh_facts(actor=event.actor, trajectory_ids=touched, at=event.actor.at)


def _facts(trajectories: QuerySet[Trajectory], at: datetime) -> list[TrajectoryFact]:
    """A fixed number of queries for any number of trajectories."""
    jobs = Placement.objects.filter(kind=Placement.Kind.JOB, state__in=["active", "ended"]).order_by("starts_on", "pk")
    moves = Event.objects.filter(kind__in=["started", "exited", "re_entered"]).order_by("occurred_on", "pk")
    found = trajectories.select_related("programme__issue", "round", "model").prefetch_related(
        Prefetch("events", moves),
        Prefetch("phases", PhaseEpisode.objects.order_by("started_on", "pk")),
        Prefetch("placements", jobs),
        Prefetch("awards", Award.objects.order_by("awarded_on", "pk")),
        Prefetch("observations", Observation.objects.exclude(status="ended").order_by("due_on", "pk")),
    )  # fmt: skip
    people = trajectories.exclude(round=None).values("person_id")
    nominations = {(n.round_id, n.person_id): n for n in Nomination.objects.filter(person_id__in=people)}
    return [_fact(t, nominations.get((t.round_id or 0, t.person_id)), at) for t in found.order_by("pk")]


def _fact(trajectory: Trajectory, nomination: Nomination | None, at: datetime) -> TrajectoryFact:
    jobs, awards, model = list(trajectory.placements.all()), list(trajectory.awards.all()), trajectory.model
    left, programme = trajectory.exited_on, trajectory.programme
    return TrajectoryFact(
        trajectory_id=trajectory.pk,
        programme=programme,
        round_id=trajectory.round_id,
        round_name=trajectory.round.name if trajectory.round else "",
        arm=f"{model.code}/{model.version}" if model else "",
        region=programme.issue.area if programme.issue else "",
        target_sector=programme.sector,
        registered_on=trajectory.registered_on,
        started_on=trajectory.started_on,
        exited_on=left,
        withdrawn_on=left if trajectory.started_on is None else None,
        exit_cause=cause_of(trajectory.exit_reason, trajectory.destination).value if left else "",
        exit_reason=trajectory.exit_reason,
        exit_phase=trajectory.exit_phase,
        exit_week=trajectory.exit_week,
        destination=trajectory.destination,
        finished_on=left if trajectory.exit_reason == COMPLETED else None,
        award_on=awards[0].awarded_on if awards else None,
        stages=_stages(trajectory, nomination, jobs, awards),
        episodes=_episodes(trajectory),
        jobs=[_job(job, programme) for job in jobs],
        followups=[_followup(observation) for observation in trajectory.observations.all()],
        recorded_at=at,
    )


def _iso(day: date | None) -> str | None:
    return day.isoformat() if day else None


def _episodes(trajectory: Trajectory) -> list[Row]:
    """From the first start, and from each return; the last exit speaks with what is known of it by now."""
    rows: list[Row] = []
    since = trajectory.started_on
    for event in trajectory.events.all():
        if event.kind == "exited" and since is not None and event.occurred_on >= since:
            last = event.occurred_on == trajectory.exited_on
            why = trajectory.exit_reason if last else event.data.get("why", "")
            where = trajectory.destination if last else event.data.get("destination", "")
            rows.append([_iso(since), _iso(event.occurred_on), cause_of(why, where).value])
            since = None
        elif event.kind == "re_entered" and trajectory.started_on and event.occurred_on >= trajectory.started_on:
            since = since or event.occurred_on
    return rows + ([[_iso(since), None, None]] if since else [])


def _job(job: Placement, programme: Programme) -> Row:
    hours = float(job.hours_per_week) if job.hours_per_week is not None else None
    return [_iso(job.starts_on), _iso(job.ended_on), hours, programme.sector if job.in_target_sector else ""]


def _followup(row: Observation) -> Row:
    known = row.status == Observation.Status.KNOWN
    at_work = row.situation in AT_WORK if known else None
    return [row.point, _iso(row.due_on), _iso(row.observed_on), at_work, row.in_target_sector if known else None]


def _stages(
    trajectory: Trajectory, nomination: Nomination | None, jobs: list[Placement], awards: list[Award]
) -> dict[str, str]:
    """The first day in each stage of the model; a stage whose fact is not about one person has no day here."""
    if trajectory.model is None:
        return {}
    phases: dict[str, date] = {}
    for stay in trajectory.phases.all():
        phases.setdefault(stay.phase, stay.started_on)
    selected = nomination.decided_on if nomination and nomination.outcome == Nomination.Outcome.SELECTED else None
    facts: dict[str, Iterable[date | None]] = {
        "registered": [trajectory.registered_on],
        "offered": [trajectory.registered_on],
        "nominated": [nomination.nominated_on if nomination else None],
        "came": [nomination.came_on if nomination else None],
        "selected": [selected],
        "started": [trajectory.started_on],
        "job": [job.starts_on for job in jobs],
        "job_in_sector": [job.starts_on for job in jobs if job.in_target_sector],
        "award_received": [award.awarded_on for award in awards],
        "programme_completed": [trajectory.exited_on if trajectory.exit_reason == COMPLETED else None],
    }
    reached = {
        stage.code: min((day for day in facts.get(stage.fact, ()) if day), default=None)
        if stage.fact
        else phases.get(stage.phase or "")
        for stage in approach_of(trajectory.model).stages
    }
    return {code: day.isoformat() for code, day in reached.items() if day}
