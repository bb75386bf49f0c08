"""Reads: who gets in, by the education that people had, as `domain.strata` mirrors it."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass

import numpy as np
from django.contrib.postgres.aggregates import ArrayAgg

from doorstroom.monitoring.access import visible_facts
from doorstroom.monitoring.domain.columns import NEVER, cohort
from doorstroom.monitoring.domain.strata import Mirror, mirror_of
from doorstroom.monitoring.selectors.evidence import Question, asked_columns, term_of
from doorstroom.monitoring.selectors.results import Results
from doorstroom.monitoring.selectors.versions import reached_in_time
from doorstroom.participants.models import EducationLevel


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
    last = group.since + group.definition.horizon.days
    mature = last <= results.on.toordinal()
    reached = (group.exit == 0) & (group.until <= last)
    educations = _educations(results)
    return [
        Gate("started", _mirrored(educations, seen.key[clear], (seen.started != NEVER)[clear])),
        Gate("job", _mirrored(educations, group.key[mature], reached[mature])),
    ]


def _educations(results: Results) -> dict[str, np.ndarray]:
    rows = visible_facts(results.actor).filter(programme=results.programme).values("education")
    found = rows.annotate(keys=ArrayAgg("pk")).order_by("education")
    return {row["education"]: np.array(row["keys"]) for row in found}


def _mirrored(educations: dict[str, np.ndarray], keys: np.ndarray, passed: np.ndarray) -> Mirror:
    people: Counter[str] = Counter()
    through: Counter[str] = Counter()
    for education, members in educations.items():
        known = "" if education == EducationLevel.UNKNOWN else education
        there = np.isin(keys, members)
        people[known] += int(there.sum())
        through[known] += int(passed[there].sum())
    return mirror_of(people, through)
