"""Reads: who gets in, by the education that people had, as `domain.strata` mirrors it."""

from __future__ import annotations

from dataclasses import dataclass

from doorstroom.monitoring.domain.columns import NEVER, cohort
from doorstroom.monitoring.domain.strata import Mirror, mirror_of
from doorstroom.monitoring.selectors.evidence import Question, asked_columns, term_of
from doorstroom.monitoring.selectors.groups import educations
from doorstroom.monitoring.selectors.results import Results
from doorstroom.monitoring.selectors.versions import reached_in_time


@dataclass(frozen=True)
class Gate:
    """`started`: of those registered, once it is clear; `job`: of those who started, once the term has passed."""

    code: str
    mirror: Mirror


def gates_of(results: Results, asked: Question) -> list[Gate]:
    columns = asked_columns(results, asked)
    seen = columns.seen(results.on)
    clear = (seen.started != NEVER) | (seen.withdrawn != NEVER)
    group = cohort(columns, reached_in_time(results, term_of(results, asked)), as_of=results.on)
    known = educations(results)
    return [
        Gate("started", mirror_of(known.counts(seen.key[clear], (seen.started != NEVER)[clear]))),
        Gate("job", mirror_of(known.reached(group, "job"))),
    ]
