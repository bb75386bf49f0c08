"""Reads: who gets in, by the education that people had, as `domain.strata` mirrors it.

Where people are nominated first, who was not chosen has no trajectory: of trajectories alone everybody would have
started. There no share of starting is shown.
"""

from __future__ import annotations

from dataclasses import dataclass

from doorstroom.monitoring.domain.columns import NEVER, cohort
from doorstroom.monitoring.domain.strata import Mirror, mirror_of
from doorstroom.monitoring.selectors.evidence import Question, asked_columns, term_of
from doorstroom.monitoring.selectors.groups import educations
from doorstroom.monitoring.selectors.results import Results
from doorstroom.monitoring.selectors.versions import reached_in_time
from doorstroom.programmes.selectors import approach_of

NOMINATED = "nominated"


@dataclass(frozen=True)
class Gate:
    """`started`: of those registered, once it is clear; `job`: of those who started, once the term has passed."""

    code: str
    mirror: Mirror


def chooses_first(results: Results) -> bool:
    """Whether an approach that somebody met counts people before they have a trajectory."""
    return any(stage.fact == NOMINATED for model in results.models for stage in approach_of(model).stages)


def gates_of(results: Results, asked: Question) -> list[Gate]:
    columns = asked_columns(results, asked)
    seen = columns.seen(results.on)
    clear = (seen.started != NEVER) | (seen.withdrawn != NEVER)
    group = cohort(columns, reached_in_time(results, term_of(results, asked)), as_of=results.on)
    known = educations(results)
    job = Gate("job", mirror_of(known.reached(group, "job")))
    if chooses_first(results):
        return [job]
    return [Gate("started", mirror_of(known.counts(seen.key[clear], (seen.started != NEVER)[clear]))), job]
