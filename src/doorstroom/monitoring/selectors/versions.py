"""Reads: versions of one approach beside one another, and the share of what an approach calls success."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.utils.translation import get_language

from doorstroom.kernel.actor import Actor
from doorstroom.monitoring.domain.columns import cohort, compare
from doorstroom.monitoring.domain.comparison import Comparison
from doorstroom.monitoring.domain.definitions import Clock, ClockStart, Definition, Outcome, Span, Unit
from doorstroom.monitoring.domain.facts import ExitCause
from doorstroom.monitoring.domain.proportions import Proportion
from doorstroom.monitoring.domain.sentences import STOPPED, Sentence, comparison_sentences, mix_sentences
from doorstroom.monitoring.domain.strata import adjusted_for_mix
from doorstroom.monitoring.selectors.groups import educations
from doorstroom.monitoring.selectors.results import Results, arm_of, learning_on, results_of
from doorstroom.programmes.domain.route_model import Success
from doorstroom.programmes.domain.vocabulary import ClockStart as ModelClock
from doorstroom.programmes.domain.vocabulary import OutcomeBase, OutcomeKind
from doorstroom.programmes.models import Programme, RouteModel
from doorstroom.programmes.selectors import approach_of

TO_WORK = Outcome("job", causes=frozenset({ExitCause.JOB}), job=True)


@dataclass(frozen=True)
class Versions:
    """The two latest versions of an approach that people met, the newer one first."""

    definition: Definition
    comparison: Comparison
    sentences: tuple[Sentence, ...]
    names: tuple[str, str]
    arms: tuple[str, str]


def first_exits(models: Sequence[RouteModel]) -> tuple[Outcome, ...]:
    """What may come first: stopping, work, or learning on; an apprenticeship of the approach is learning on."""
    return (
        Outcome(STOPPED, causes=frozenset({ExitCause.DROPOUT})),
        TO_WORK,
        Outcome("education", stages=learning_on(models), causes=frozenset({ExitCause.EDUCATION})),
    )


def definition_of(*models: RouteModel) -> Definition:
    """Within the length that the newest version, the first one here, gives, or within the horizon of its success."""
    approach = approach_of(models[0])
    weeks = approach.length_weeks
    span = Span(weeks, Unit.WEEKS) if weeks else Span(approach.success.horizon_months, Unit.MONTHS)
    return Definition(
        code="first_exits", version=1, outcomes=first_exits(models), clock=Clock(ClockStart.STARTED), horizon=span
    )


def versions_of(results: Results) -> Versions | None:
    """None where people met fewer than two versions of the same approach."""
    codes = Counter(model.code for model in results.models)
    code = next((model.code for model in results.models if codes[model.code] > 1), None)
    if code is None:
        return None
    older, newer = [model for model in results.models if model.code == code][-2:]
    definition = definition_of(newer, older)
    arms = (arm_of(newer), arm_of(older))
    compared = compare(
        results.columns, definition, STOPPED, arms=arms,
        labels=(f"v{newer.version}", f"v{older.version}"), as_of=results.on,
    )  # fmt: skip
    names = (str(newer), str(older))
    return Versions(definition, compared, comparison_sentences(compared, definition), names, arms)


def mix_of(results: Results, versions: Versions) -> tuple[Sentence, ...]:
    """The newer version beside what people of the same education did with the older one."""
    known = educations(results)
    newer, older = (
        known.reached(cohort(results.columns.of_arm(arm), versions.definition, as_of=results.on), STOPPED)
        for arm in versions.arms
    )
    labels = (versions.comparison.first.label, versions.comparison.second.label)
    return mix_sentences(adjusted_for_mix(newer, older), *labels)


def earlier_rounds(actor: Actor, programme: Programme, on: date) -> tuple[Sentence, ...]:
    """What earlier rounds of a programme say about stopping, for the page of a round; empty without two versions."""
    return next(filter(None, map(said_of_stopping, results_of(actor, on, programme.pk))), ())


def said_of_stopping(results: Results) -> tuple[Sentence, ...]:
    """The comparison of the versions in three sentences; none without two versions."""
    versions = versions_of(results)
    return versions.sentences[:3] if versions else ()


@dataclass(frozen=True)
class SuccessShare:
    """What the newest approach calls success, in its own words, and the share that got there."""

    name: str
    share: Proportion
    success: Success


def success_of(results: Results) -> SuccessShare | None:
    """For approaches whose success is a job within a term from the start; other kinds stand with the looks back."""
    if not results.models:
        return None
    success = approach_of(results.models[-1]).success
    if (success.outcome, success.clock_start, success.base) != JOB_SINCE_START:
        return None
    definition = job_in_time(success.horizon_months)
    share = cohort(results.columns, definition, as_of=results.on).share(TO_WORK.code)
    return SuccessShare(success.name.text(get_language() or "nl"), share, success)


JOB_SINCE_START = (OutcomeKind.JOB, ModelClock.TRAJECTORY_START, OutcomeBase.STARTED)


def reached_in_time(results: Results, months: int, clock: ClockStart = ClockStart.STARTED) -> Definition:
    """A job in time; for approaches that lead to an apprenticeship, which is learning under a contract, also that."""
    learning = learning_on(results.models)
    if not learning:
        return job_in_time(months, clock)
    reached = Outcome("job", stages=learning, causes=frozenset({ExitCause.JOB, ExitCause.EDUCATION}), job=True)
    return Definition(
        code="job_or_apprenticeship_in_time", version=1, outcomes=(reached,), clock=Clock(clock),
        horizon=Span(months, Unit.MONTHS),
    )  # fmt: skip


def job_in_time(months: int, clock: ClockStart = ClockStart.STARTED) -> Definition:
    return Definition(
        code="job_in_time", version=1, outcomes=(TO_WORK,), clock=Clock(clock), horizon=Span(months, Unit.MONTHS)
    )
