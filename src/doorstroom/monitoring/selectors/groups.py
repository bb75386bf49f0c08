"""Reads: which group everybody belongs to: a round, an education, who referred, who guides."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from django.db import connection
from numpy.typing import NDArray
from psycopg import sql

from doorstroom.monitoring.domain.columns import Cohort, Columns
from doorstroom.monitoring.domain.strata import Counts
from doorstroom.monitoring.selectors.columns import HEAD
from doorstroom.monitoring.selectors.results import Results
from doorstroom.participants.models import EducationLevel

GROUPS = """SELECT f.{0}, array_send(array_agg(f.trajectory_id::int4)) FROM {1}
 GROUP BY f.{0} ORDER BY min(f.started_on), f.{0}"""


@dataclass(frozen=True, eq=False)
class Groups:
    """`names` in the order in which groups began; of each place in `columns` the place of its group's name."""

    names: Sequence[str]
    group: NDArray[np.int64]
    columns: Columns

    def of(self, keys: NDArray[np.int32]) -> NDArray[np.int64]:
        found: NDArray[np.int64] = self.group[self.columns.places(keys)]
        return found

    def counts(self, keys: NDArray[np.int32], passed: NDArray[np.bool_]) -> Counts:
        """Of each group how many of these people passed, and how many there are."""
        group = self.of(keys)
        there, through = (np.bincount(each, minlength=len(self.names)) for each in (group, group[passed]))
        return {name: (int(through[i]), int(there[i])) for i, name in enumerate(self.names)}

    def reached(self, cohort: Cohort, outcome: str) -> Counts:
        """Of each group how many got there, and of how many the horizon has passed."""
        complete = cohort.complete
        return self.counts(cohort.key[complete], cohort.reached(outcome)[complete])


def groups_by(results: Results, column: str) -> Groups:
    """By the value of this column, as known now or under the lock: one statement."""
    query = sql.SQL(GROUPS).format(sql.Identifier(column), results.which.source)
    with connection.cursor() as cursor:
        cursor.execute(query.as_string())
        rows = cursor.fetchall()
    group = np.zeros(len(results.columns), np.int64)
    for number, (_, sent) in enumerate(rows):
        keys = np.frombuffer(sent, ">i4", offset=HEAD)[1::2].astype(np.int32)
        group[results.columns.places(keys)] = number
    return Groups([name for name, _ in rows], group, results.columns)


def educations(results: Results) -> Groups:
    """By education; "" where it is not known."""
    found = groups_by(results, "education")
    names = ["" if name == EducationLevel.UNKNOWN else name for name in found.names]
    return Groups(names, found.group, found.columns)
