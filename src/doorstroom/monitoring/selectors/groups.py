"""Reads: whose trajectory belongs to which group: a round, an education, who referred, who guides."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np
from django.contrib.postgres.aggregates import ArrayAgg
from django.db.models import Min
from numpy.typing import NDArray

from doorstroom.monitoring.access import visible_facts, visible_locked_facts
from doorstroom.monitoring.domain.columns import Cohort
from doorstroom.monitoring.domain.strata import Counts
from doorstroom.monitoring.selectors.results import Results
from doorstroom.participants.models import EducationLevel

Members = Mapping[str, NDArray[np.int64]]


def members(results: Results, column: str) -> Members:
    """The trajectories of each value of this column, as known now or under the lock; groups by their first start."""
    seen = visible_locked_facts(results.actor, results.lock) if results.lock else visible_facts(results.actor)
    rows = seen.filter(programme=results.programme).values(column)
    found = rows.annotate(first=Min("started_on"), keys=ArrayAgg("trajectory_id")).order_by("first", column)
    return {row[column]: np.array(row["keys"]) for row in found}


def educations(results: Results) -> Members:
    """By education; "" where it is not known."""
    found = dict(members(results, "education"))
    unknown = found.pop(EducationLevel.UNKNOWN, None)
    return found if unknown is None else {**found, "": unknown}


def counts_of(groups: Members, group: Cohort, outcome: str) -> Counts:
    """Of each group how many got there, and of how many the horizon has passed."""
    complete, reached = group.complete, group.reached(outcome)
    found = {}
    for name, keys in groups.items():
        there = complete & np.isin(group.key, keys)
        found[name] = int((there & reached).sum()), int(there.sum())
    return found
