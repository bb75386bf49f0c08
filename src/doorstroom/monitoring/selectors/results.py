"""Reads: the programmes whose results somebody may see, each with the facts of its people on a day."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from itertools import chain

import numpy as np

from doorstroom.kernel.actor import Actor
from doorstroom.monitoring.access import open_programmes, visible_facts, visible_locked_facts
from doorstroom.monitoring.domain.columns import Columns
from doorstroom.monitoring.domain.definitions import Span, Unit
from doorstroom.monitoring.domain.facts import Episode, ExitCause, FollowUp, JobSpell, TrajectoryFact
from doorstroom.monitoring.domain.lasting import News
from doorstroom.monitoring.domain.sustained import LastingWork
from doorstroom.monitoring.models import DataLock, FactColumns
from doorstroom.monitoring.selectors.columns import Which, columns_read, news_read, with_jobs
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

    `columns` holds everybody at once and is what pages count over; `rows` and `facts` are the same people one by one.
    """

    actor: Actor
    programme: Programme
    on: date
    columns: Columns
    lock: DataLock | None = None

    @property
    def which(self) -> Which:
        return Which([self.programme.pk], self.on, self.lock)

    @cached_property
    def rows(self) -> Sequence[FactColumns]:
        seen = visible_locked_facts(self.actor, self.lock) if self.lock else visible_facts(self.actor)
        return list(seen.filter(programme=self.programme, registered_on__lte=self.on).order_by("trajectory_id"))

    @cached_property
    def facts(self) -> list[TrajectoryFact]:
        return [domain_fact(row, self.on) for row in self.rows]

    @cached_property
    def with_all_jobs(self) -> Columns:
        """Columns with every job: for clocks that do not begin at the start, and for work that lasts."""
        return with_jobs(self.which, self.columns)

    @cached_property
    def news(self) -> News:
        return news_read(self.which, self.with_all_jobs)

    @cached_property
    def models(self) -> list[RouteModel]:
        """The approaches that somebody met, oldest first."""
        used = {self.columns.arms[place] for place in np.unique(self.columns.arm)}
        found = [model for model in self.programme.models.all() if arm_of(model) in used]
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
    actor: Actor, on: date, programme: int | None = None, *, lock: DataLock | None = None
) -> list[Results]:  # fmt: skip
    """Four queries, and one more where somebody came back; without programmes to see: nothing."""
    programmes = open_programmes(actor).prefetch_related("models", "goals")
    seen = list(programmes.filter(pk=programme) if programme else programmes)
    models = list(chain.from_iterable(each.models.all() for each in seen))
    which = Which([each.pk for each in seen], on, lock)
    everybody = columns_read(which, map(arm_of, models), stages=sorted(learning_on(models))) if seen else None
    return [
        Results(actor, each, on, everybody.where(everybody.programme == each.pk), lock)
        for each in seen
        if everybody is not None
    ]


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
