"""Reads: the programmes whose results somebody may see, each with the facts of its people on a day."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property

import numpy as np
from django.db.models import CharField, Exists, OuterRef, Q, QuerySet, Value, prefetch_related_objects
from django.db.models.functions import Concat

from doorstroom.kernel.actor import Actor
from doorstroom.monitoring.access import all_programmes, visible_facts, visible_locked_facts
from doorstroom.monitoring.domain.columns import Columns
from doorstroom.monitoring.domain.definitions import Span, Unit
from doorstroom.monitoring.domain.facts import Episode, ExitCause, FollowUp, JobSpell, TrajectoryFact
from doorstroom.monitoring.domain.lasting import News
from doorstroom.monitoring.domain.sustained import LastingWork
from doorstroom.monitoring.domain.wholes import with_parts
from doorstroom.monitoring.models import DataLock, FactColumns
from doorstroom.monitoring.models import TrajectoryFact as TrajectoryFactRow
from doorstroom.monitoring.selectors.columns import FollowUps, Which, columns_read, followups_read, news_of, with_jobs
from doorstroom.monitoring.selectors.dictionary import dictionary
from doorstroom.programmes.domain.route_model import RouteModel as Approach
from doorstroom.programmes.domain.vocabulary import PhaseKind
from doorstroom.programmes.models import Programme, RouteModel
from doorstroom.programmes.selectors import approach_of


def lasting_norm(months: int | None = None) -> LastingWork:
    """Lasting work as the dictionary has it, for its own number of months or another."""
    newest = dictionary()["sustained"].newest
    norm = newest.filters
    return LastingWork(
        code="sustained", version=newest.version, span=Span(months or int(norm["months"]), Unit.MONTHS),
        hours_per_week=norm["hours_per_week"], supported=False, allowed_gap_days=int(norm["allowed_gap_days"]),
        lag_days=int(norm["lag_days"]),
    )  # fmt: skip


LASTING = lasting_norm()


@dataclass(frozen=True)
class Results:
    """One programme with the facts of its people, as they stand on `on`: as known now, or under `lock`.

    Its `parts` are counted with it, each person once; parts whose results the reader may not see are `left_out`, and
    named. `columns` holds everybody at once and is what pages count over; `rows` and `facts` are the same people one by
    one. `approaches` are those that may have been met.
    """

    actor: Actor
    programme: Programme
    which: Which
    columns: Columns
    approaches: Sequence[RouteModel]
    parts: Sequence[Programme] = ()
    left_out: Sequence[Programme] = ()

    @property
    def on(self) -> date:
        return self.which.on

    @property
    def lock(self) -> DataLock | None:
        return self.which.lock

    @cached_property
    def rows(self) -> Sequence[FactColumns]:
        seen = visible_locked_facts(self.actor, self.lock) if self.lock else visible_facts(self.actor)
        here = seen.filter(programme__in=self.which.programmes, registered_on__lte=self.on)
        return list(here.order_by("trajectory_id"))

    @cached_property
    def facts(self) -> list[TrajectoryFact]:
        return [domain_fact(row, self.on) for row in self.rows]

    @cached_property
    def with_all_jobs(self) -> Columns:
        """Columns with every job: for clocks that do not begin at the start, and for work that lasts."""
        return with_jobs(self.which, self.columns)

    @cached_property
    def moments(self) -> list[str]:
        """At which the approaches ask people how they are."""
        return sorted({each.code for model in self.models for each in approach_of(model).observations})

    @cached_property
    def looks(self) -> FollowUps:
        return followups_read(self.which, self.columns, self.moments)

    @cached_property
    def news(self) -> News:
        return news_of(self.looks)

    @cached_property
    def models(self) -> list[RouteModel]:
        """The approaches that somebody met, oldest first."""
        used = {self.columns.arms[place] for place in np.unique(self.columns.arm)}
        found = [model for model in self.approaches if arm_of(model) in used]
        return sorted(found, key=lambda model: (model.code, model.version))

    @cached_property
    def started(self) -> int:
        return int((self.columns.started <= self.on.toordinal()).sum())


def arm_of(model: RouteModel) -> str:
    return f"{model.code}/{model.version}"


def learning_on(models: Sequence[RouteModel]) -> frozenset[str]:
    """The stages that are learning on: an apprenticeship that the approach leads to.

    One that lies within the length of the approach is the approach itself: beginning it is no result yet.
    """
    return frozenset(
        stage.code
        for approach in map(approach_of, models)
        for stage in approach.stages
        if stage.phase
        and approach.phase(stage.phase).kind is PhaseKind.APPRENTICESHIP
        and _weeks_before(approach, stage.phase) >= (approach.length_weeks or 0)
    )


def _weeks_before(approach: Approach, phase: str) -> int:
    codes = [each.code for each in approach.phases]
    return sum(each.length_weeks or 0 for each in approach.phases[: codes.index(phase)])


def results_of(
    actor: Actor, on: date, programme: int | None = None, *, lock: DataLock | None = None, parts: bool = True
) -> list[Results]:
    """Of all programmes that this actor may see, or of this one; with what is part of each, unless `parts` is False.

    Four queries, three of them for one programme, and one more where somebody came back. Under a lock the people are
    those of the lock, whatever became part of the programme since.
    """
    every = {each.pk: each for each in all_programmes(actor)}
    part_of = {pk: each.part_of_id if parts else None for pk, each in every.items()}
    wholes = {pk: with_parts(pk, part_of) for pk, each in every.items() if _open(each) and programme in (None, pk)}
    read = {pk for whole in wholes.values() for pk in whole if _open(every[pk])}
    if lock:
        read = {pk for pk, each in every.items() if _open(each)}
    if not wholes:
        return []
    if programme is None:
        prefetch_related_objects([every[pk] for pk in wholes], "goals")
    models = list(_met_in(read))
    everybody = columns_read(Which(sorted(read), on, lock), map(arm_of, models), stages=sorted(learning_on(models)))
    found = []
    for pk, whole in wholes.items():
        here = [each for each in whole if _open(every[each])] if not lock else sorted(read)
        found.append(
            Results(
                actor, every[pk], Which(here, on, lock), everybody.where(np.isin(everybody.programme, here)), models,
                [every[each] for each in whole[1:] if _open(every[each])],
                [every[each] for each in whole if not _open(every[each])],
            )
        )  # fmt: skip
    return found


def _open(programme: Programme) -> bool:
    return programme.open  # type: ignore[attr-defined, no-any-return] # `all_programmes` says it


def _met_in(programmes: Iterable[int]) -> QuerySet[RouteModel]:
    """The approaches of these programmes, and others that their people began on before they were put together."""
    arm = Concat(OuterRef("code"), Value("/"), OuterRef("version"), output_field=CharField())
    there = TrajectoryFactRow.objects.filter(programme__in=programmes, arm=arm)
    return RouteModel.objects.filter(Q(programme__in=programmes) | Exists(there))


def domain_fact(row: FactColumns, recorded_until: date) -> TrajectoryFact:
    return TrajectoryFact(
        key=str(row.trajectory_id),  # type: ignore[attr-defined] # both tables have it
        programme=str(row.programme_id),
        recorded_until=recorded_until,
        round=row.round_name,
        arm=row.arm,
        region=row.region,
        target_sector=row.target_sector,
        registered_on=row.registered_on,
        dismissal_on=row.dismissal_on,
        episodes=tuple(
            Episode(date.fromisoformat(start), _day(end), ExitCause(cause) if cause else None)
            for start, end, cause in row.episodes
        ),
        withdrawn_on=row.withdrawn_on,
        stages={stage: date.fromisoformat(day) for stage, day in row.stages.items()},
        jobs=tuple(
            JobSpell(started_on=date.fromisoformat(start), ended_on=_day(end), hours_per_week=hours, sector=sector)
            for start, end, hours, sector in row.jobs
        ),
        awarded_on=row.award_on,
        followups=tuple(
            FollowUp(moment=m, due_on=date.fromisoformat(due), observed_on=_day(seen), in_work=at_work,
                     in_target_sector=sector)
            for m, due, seen, at_work, sector in row.followups
        ),
    )  # fmt: skip


def _day(text: str | None) -> date | None:
    return date.fromisoformat(text) if text else None
