"""Who is how far with which work process, who asked for it and where it is practised; each in fixed queries."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import Prefetch, Q

from doorstroom.demand.models import AskedProcess, Station, WorkProcess
from doorstroom.kernel.actor import Actor
from doorstroom.learning.domain.work_processes import Levels, Standing, standing
from doorstroom.learning.models import LevelRecord, SignOff
from doorstroom.rounds.models import Round
from doorstroom.trajectories.access import visible_trajectories
from doorstroom.trajectories.models import Trajectory


@dataclass(frozen=True)
class Taught:
    """A work process with the employers that asked for it and the stations where it is practised, by name."""

    process: WorkProcess
    asked_by: Sequence[str]
    practised_at: Sequence[str]


@dataclass(frozen=True)
class Cell:
    process: WorkProcess
    standing: Standing
    sign_offs: Sequence[SignOff] = ()


@dataclass(frozen=True)
class Line:
    """One person of the group; `levels` is empty in and out until somebody recorded them."""

    trajectory: Trajectory
    cells: Sequence[Cell]
    levels: Levels

    @property
    def signed_off(self) -> int:
        return sum(cell.standing is Standing.SIGNED_OFF for cell in self.cells)


def taught_in(round: Round, *, on: date) -> list[Taught]:
    """What this group learns, who asked for each part and where it is practised; three queries."""
    asked = AskedProcess.objects.filter(asked_on__lte=on).select_related("employer").order_by("employer__name")
    open_stations = Station.objects.filter(Q(closed_on=None) | Q(closed_on__gt=on)).select_related("site")
    processes = WorkProcess.objects.filter(pk__in=round.processes.values("process")).prefetch_related(
        Prefetch("asked_by", queryset=asked), Prefetch("stations", queryset=open_stations)
    )
    return [
        Taught(
            each,
            [row.employer.name for row in each.asked_by.all()],
            [f"{station.name} ({station.site.name})" for station in each.stations.all()],
        )
        for each in processes
    ]


def grid_of(actor: Actor, round: Round, processes: Sequence[WorkProcess]) -> list[Line]:
    """Everybody of the group whom one sees, with each process and the levels; three queries."""
    found = visible_trajectories(actor).filter(round=round, started_on__isnull=False)
    people = list(found.select_related("person").order_by("person__sort_name", "pk"))
    return lines(people, processes)


def lines(people: Sequence[Trajectory], processes: Sequence[WorkProcess]) -> list[Line]:
    signed: dict[tuple[int, int], list[SignOff]] = {}
    for row in SignOff.objects.filter(trajectory__in=people).order_by("signed_on", "pk"):
        signed.setdefault((row.trajectory_id, row.process_id), []).append(row)
    levels = {row.trajectory_id: row for row in LevelRecord.objects.filter(trajectory__in=people)}
    return [
        Line(
            each,
            [_cell(process, signed.get((each.pk, process.pk), ())) for process in processes],
            _levels(each, levels.get(each.pk)),
        )
        for each in people
    ]


def processes_of(trajectory: Trajectory) -> list[WorkProcess]:
    """What this person learns: the parts of the group, and what was signed off besides."""
    learned = Q(pk__in=SignOff.objects.filter(trajectory=trajectory).values("process"))
    if trajectory.round_id:
        learned |= Q(pk__in=Round.objects.filter(pk=trajectory.round_id).values("processes__process"))
    return list(WorkProcess.objects.filter(learned))


def _cell(process: WorkProcess, rows: Iterable[SignOff]) -> Cell:
    signatures = list(rows)
    return Cell(process, standing({row.side for row in signatures}), signatures)


def _levels(trajectory: Trajectory, row: LevelRecord | None) -> Levels:
    ended = trajectory.exited_on is not None
    return Levels(row.level_in, row.level_out, ended) if row else Levels(None, None, ended)
