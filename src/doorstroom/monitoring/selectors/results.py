"""Reads: the rows of facts as the figures want them, and the figures of a programme on a day.

The rows are kept up to date on write, so that on any day asked for they are known until that day.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import cached_property
from typing import Any

from django.utils.translation import get_language

from doorstroom.kernel.actor import Actor
from doorstroom.monitoring.access import open_programmes, visible_facts
from doorstroom.monitoring.domain.comparison import Comparison, compare_versions
from doorstroom.monitoring.domain.definitions import Clock, ClockStart, Definition, Outcome, Span, Unit
from doorstroom.monitoring.domain.facts import Episode, ExitCause, FollowUp, JobSpell, TrajectoryFact
from doorstroom.monitoring.domain.figures import followed_up, reached_within
from doorstroom.monitoring.domain.forecast import Goal, GoalProgress, progress
from doorstroom.monitoring.domain.proportions import Proportion
from doorstroom.monitoring.domain.sentences import STOPPED, Sentence, comparison_sentences, goal_sentences
from doorstroom.monitoring.domain.stages import Rung, ladder
from doorstroom.monitoring.domain.sustained import LastingWork, tenure_of
from doorstroom.monitoring.models import TrajectoryFact as Row
from doorstroom.programmes.domain.route_model import RouteModel as Approach
from doorstroom.programmes.domain.vocabulary import ClockStart as ModelClock
from doorstroom.programmes.domain.vocabulary import OutcomeBase, OutcomeKind, PhaseKind
from doorstroom.programmes.models import Goal as StoredGoal
from doorstroom.programmes.models import Programme, RouteModel
from doorstroom.programmes.selectors import approach_of
from doorstroom.trajectories.access import visible_trajectories
from doorstroom.trajectories.models import Trajectory

TO_WORK = Outcome("job", causes=frozenset({ExitCause.JOB}), job=True)
JOB_SINCE_START = (OutcomeKind.JOB, ModelClock.TRAJECTORY_START, OutcomeBase.STARTED)
LASTING = LastingWork(code="lasting_work", version=1, span=Span(6, Unit.MONTHS), hours_per_week=12, supported=False)


@dataclass(frozen=True)
class Results:
    """One programme with the rows of its people, as they stand on `on`."""

    programme: Programme
    rows: Sequence[Row]
    on: date

    @cached_property
    def facts(self) -> list[TrajectoryFact]:
        return [domain_fact(row, self.on) for row in self.rows]

    @cached_property
    def models(self) -> list[RouteModel]:
        """The approaches that somebody met, oldest first."""
        used = {row.arm for row in self.rows}
        found = [model for model in self.programme.models.all() if f"{model.code}/{model.version}" in used]
        return sorted(found, key=lambda model: (model.code, model.version))

    @property
    def started(self) -> int:
        return sum(fact.started_on is not None for fact in self.facts)


def results_of(actor: Actor, on: date, programme: int | None = None) -> list[Results]:
    """Three queries and the goals; without programmes to see: nothing."""
    rows: dict[int, list[Row]] = {}
    chosen = {"programme_id": programme} if programme else {}
    programmes = open_programmes(actor).prefetch_related("models", "goals")
    for row in visible_facts(actor).filter(registered_on__lte=on, **chosen).order_by("trajectory_id"):
        rows.setdefault(row.programme_id, []).append(row)
    seen = programmes.filter(pk=programme) if programme else programmes
    return [Results(each, rows.get(each.pk, []), on) for each in seen]


def domain_fact(row: Row, recorded_until: date) -> TrajectoryFact:
    return TrajectoryFact(
        key=str(row.trajectory_id),
        programme=str(row.programme_id),
        recorded_until=recorded_until,
        round=row.round_name,
        arm=row.arm,
        region=row.region,
        target_sector=row.target_sector,
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


# Versions of one approach


@dataclass(frozen=True)
class Versions:
    """The two latest versions of an approach that people met, the newer one first."""

    definition: Definition
    comparison: Comparison
    sentences: tuple[Sentence, ...]


def first_exits(approaches: Iterable[Approach]) -> tuple[Outcome, ...]:
    """What may come first: stopping, work, or learning on; an apprenticeship of the approach is learning on."""
    learning_on = frozenset(
        stage.code
        for approach in approaches
        for stage in approach.stages
        if stage.phase and approach.phase(stage.phase).kind is PhaseKind.APPRENTICESHIP
    )
    return (
        Outcome(STOPPED, causes=frozenset({ExitCause.DROPOUT})),
        TO_WORK,
        Outcome("education", stages=learning_on, causes=frozenset({ExitCause.EDUCATION})),
    )


def definition_of(approach: Approach, *others: Approach) -> Definition:
    """Within the length that the newest version gives, or within the horizon of its success."""
    weeks = approach.length_weeks
    span = Span(weeks, Unit.WEEKS) if weeks else Span(approach.success.horizon_months, Unit.MONTHS)
    return Definition(
        code="first_exits", version=1, outcomes=first_exits((approach, *others)),
        clock=Clock(ClockStart.STARTED), horizon=span,
    )  # fmt: skip


@dataclass(frozen=True)
class SuccessShare:
    """What the newest approach calls success, in its own words, and the share that got there."""

    name: str
    share: Proportion


def success_of(results: Results) -> SuccessShare | None:
    """For approaches whose success is a job within a term from the start; other kinds stand with the looks back."""
    if not results.models:
        return None
    success = approach_of(results.models[-1]).success
    if (success.outcome, success.clock_start, success.base) != JOB_SINCE_START:
        return None
    definition = Definition(
        code="job_in_time", version=1, outcomes=(TO_WORK,), clock=Clock(ClockStart.STARTED),
        horizon=Span(success.horizon_months, Unit.MONTHS),
    )  # fmt: skip
    share = reached_within(results.facts, definition, TO_WORK.code, as_of=results.on)
    return SuccessShare(success.name.text(get_language() or "nl"), share)


def versions_of(results: Results) -> Versions | None:
    """None where people met fewer than two versions of the same approach."""
    codes = Counter(model.code for model in results.models)
    code = next((model.code for model in results.models if codes[model.code] > 1), None)
    if code is None:
        return None
    older, newer = [model for model in results.models if model.code == code][-2:]
    labels = {f"{m.code}/{m.version}": f"v{m.version}" for m in (older, newer)}
    facts = [replace(fact, arm=labels[fact.arm]) for fact in results.facts if fact.arm in labels]
    definition = definition_of(approach_of(newer), approach_of(older))
    arms = (f"v{newer.version}", f"v{older.version}")
    comparison = compare_versions(facts, definition, STOPPED, arms=arms, as_of=results.on)
    return Versions(definition, comparison, comparison_sentences(comparison, definition))


def earlier_rounds(actor: Actor, programme: Programme, on: date) -> tuple[Sentence, ...]:
    """What earlier rounds of a programme say about stopping, for the page of a round; empty without two versions."""
    for results in results_of(actor, on, programme.pk):
        if versions := versions_of(results):
            return versions.sentences[:3]
    return ()


# Goals


@dataclass(frozen=True)
class GoalState:
    goal: StoredGoal
    progress: GoalProgress
    reached_on: Sequence[date]
    sentences: tuple[Sentence, ...]


def goals_of(results: Results) -> list[GoalState]:
    return [_goal_state(results, goal) for goal in sorted(results.programme.goals.all(), key=lambda g: g.deadline)]


def _goal_state(results: Results, stored: StoredGoal) -> GoalState:
    days = [day for day in _days_reached(results, stored.unit) if day is not None and day <= results.on]
    goal = Goal(
        quantity=stored.quantity, definition=f"{stored.unit}/1", starts_on=stored.starts_on, deadline=stored.deadline
    )  # fmt: skip
    state = progress(goal, days, as_of=results.on)
    return GoalState(stored, state, days, goal_sentences(state))


def _days_reached(results: Results, unit: str) -> Iterable[date | None]:
    """One day for each trajectory that got there."""
    match unit:
        case StoredGoal.Unit.FINISHED:
            return [row.finished_on for row in results.rows]
        case StoredGoal.Unit.JOB:
            return [fact.first_job_since(fact.started_on) for fact in results.facts if fact.started_on]
        case _:
            return [_lasting_on(fact, results.on) for fact in results.facts]


def _lasting_on(fact: TrajectoryFact, on: date) -> date | None:
    work = tenure_of(fact, LASTING, as_of=on)
    return LASTING.span.after(work.began_on) if work and work.days >= LASTING.span.days else None


# Where and why people are lost


@dataclass(frozen=True)
class Losses:
    """People who stopped, after the filter: counts by week, reason and phase, and how many had started."""

    rows: Sequence[Row]
    started: int

    def count(self, field: str) -> list[tuple[Any, int]]:
        """Most people first, for weeks in their order."""
        counts = Counter(getattr(row, field) for row in self.rows)
        by_week = field == "exit_week"
        return sorted(counts.items(), key=lambda item: (item[0] or 0,) if by_week else (-item[1], item[0]))


def losses(results: Results, *, week: int | None = None, reason: str = "", arm: str = "") -> Losses:
    begun = [row for row in results.rows if row.started_on and row.started_on <= results.on and arm in ("", row.arm)]
    lost = [
        row for row in begun if row.exit_cause == ExitCause.DROPOUT and row.exited_on and row.exited_on <= results.on
    ]
    chosen = [row for row in lost if week in (None, row.exit_week) and reason in ("", row.exit_reason)]
    return Losses(chosen, len(begun))


def people_behind(actor: Actor, rows: Sequence[Row]) -> list[Trajectory]:
    """Of these rows the people whom this actor may see by name; the others stay a number."""
    found = visible_trajectories(actor).filter(pk__in=[row.trajectory_id for row in rows])
    return list(found.select_related("person").order_by("person__family_name", "person__given_name", "pk"))


# The stages of the model


@dataclass(frozen=True)
class Steps:
    """One approach: its stages in order, each with its name, and how many people met the approach."""

    model: RouteModel
    people: int
    rungs: Sequence[tuple[Any, Rung]]


def steps_of(results: Results) -> list[Steps]:
    """Stages about which nobody's own day is known (people asked of referrers, say) are left out."""
    found = []
    for model in reversed(results.models):
        facts = [fact for fact in results.facts if fact.arm == f"{model.code}/{model.version}"]
        known = {stage for fact in facts for stage in fact.stages}
        stages = [stage for stage in approach_of(model).stages if stage.code in known]
        rungs = ladder(facts, [stage.code for stage in stages], as_of=results.on)
        found.append(Steps(model, len(facts), list(zip(stages, rungs, strict=True))))
    return found


@dataclass(frozen=True)
class LookedBack:
    """One moment after leaving: who was in work then, and who in the programme's own sector."""

    moment: str
    in_work: Proportion
    in_sector: Proportion


def looked_back(results: Results) -> list[LookedBack]:
    """In the order in which the moments fall due, as far as anybody was to be asked."""
    waits: dict[str, int] = {}
    for fact in results.facts:
        for each in fact.followups:
            days = (each.due_on - (fact.exited_on or each.due_on)).days
            waits[each.moment] = max(days, waits.get(each.moment, 0))
    return [
        LookedBack(
            moment,
            followed_up(results.facts, moment, as_of=results.on),
            followed_up(results.facts, moment, as_of=results.on, in_target_sector=True),
        )
        for moment in sorted(waits, key=lambda moment: (waits[moment], moment))
    ]
