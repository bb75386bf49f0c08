"""Reads: how far people came on the steps of their approach, and how they were some time after leaving."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from itertools import pairwise

import numpy as np
from django.db import connection
from psycopg import sql

from doorstroom.monitoring.domain.columns import NEVER, NO_CAUSE, Columns, cohort
from doorstroom.monitoring.domain.definitions import Span
from doorstroom.monitoring.domain.proportions import Proportion
from doorstroom.monitoring.domain.stages import Conversion, Rung, conversion_of, going_on
from doorstroom.monitoring.selectors.columns import IN_SECTOR, WORK, FollowUps, followups_read, unrolled, with_stages
from doorstroom.monitoring.selectors.dictionary import dictionary
from doorstroom.monitoring.selectors.results import Results, arm_of
from doorstroom.monitoring.selectors.versions import definition_of
from doorstroom.programmes.domain.route_model import Stage
from doorstroom.programmes.models import RouteModel
from doorstroom.programmes.selectors import approach_of


@dataclass(frozen=True)
class Steps:
    """One approach: its stages in order, how many people met it, and from each stage on to the next `within` a term."""

    model: RouteModel
    people: int
    rungs: Sequence[tuple[Stage, Rung]]
    onward: Sequence[Conversion]
    within: Span


def all_stages(results: Results) -> Columns:
    stages = {stage.code for model in results.models for stage in approach_of(model).stages}
    return with_stages(results.which, results.columns, sorted(stages))


def steps_of(results: Results) -> list[Steps]:
    """Stages about which nobody's own day is known (people asked of referrers, say) are left out."""
    everybody, found = all_stages(results).seen(results.on), []
    for model in reversed(results.models):
        people = everybody.of_arm(arm_of(model))
        stages = [stage for stage in approach_of(model).stages if (people.stages[stage.code] != NEVER).any()]
        codes, within = [stage.code for stage in stages], definition_of(model).horizon
        onward = [_onward(people, start.code, goal, within, results.on) for start, goal in pairwise(stages)]
        rungs = list(zip(stages, rungs_of(people, codes), strict=True))
        found.append(Steps(model, len(people), rungs, onward, within))
    return found


AFTER_LEAVING = ("job", "job_in_sector", "award_received")
"""Facts of stages that may also come after somebody left."""


def _onward(seen: Columns, start: str, goal: Stage, within: Span, on: date) -> Conversion:
    """Leaving is the end, but not for work and awards: whoever left may still get there, and many did."""
    watched = seen
    if goal.fact in AFTER_LEAVING:
        nobody = np.full(len(seen), NEVER, np.int32)
        watched = replace(seen, exited=nobody, cause=np.full(len(seen), NO_CAUSE, np.int32), returns={})
    found = conversion_of(cohort(watched, going_on(start, goal.code, within), as_of=on).curves(), start, goal.code)
    if watched is seen:
        return found
    begun = seen.stages[start] != NEVER
    left = int((begun & (seen.stages[goal.code] == NEVER) & (seen.exited != NEVER)).sum())
    return replace(found, left=found.left + left, still_open=found.still_open - left)


def rungs_of(seen: Columns, stages: Sequence[str]) -> list[Rung]:
    """As `stages.ladder`: how many reached each stage, and how many stopped between this one and the next."""
    if not stages:
        return []
    reached = np.stack([seen.stages[stage] != NEVER for stage in stages])
    anywhere = reached.any(axis=0)
    last = len(stages) - 1 - reached[::-1].argmax(axis=0)
    open_still = seen.ended == NEVER
    return [
        Rung(
            stage=stage,
            reached=int(reached[i].sum()),
            here=int((anywhere & (last == i) & open_still).sum()),
            ended_here=int((anywhere & (last == i) & ~open_still).sum()),
        )
        for i, stage in enumerate(stages)
    ]


@dataclass(frozen=True)
class LookedBack:
    """One moment after leaving: who was in work then, and who in the programme's own sector."""

    moment: str
    in_work: Proportion
    in_sector: Proportion


def looked_back(results: Results) -> list[LookedBack]:
    """In the order in which the moments fall due, as far as anybody was to be asked; as `figures.followed_up`."""
    lag, on = int(dictionary()["looked_back"].newest.filters["lag_days"]), results.on.toordinal()
    moments, seen = _moments(results)
    due, known = seen.due + lag <= on, (seen.found > 0) & (seen.observed <= on)
    exited = results.columns.exited[seen.who].astype(np.int64)
    found = []
    for number, moment in enumerate(moments):
        asked = seen.moment == number
        if not asked.any():
            continue
        shares = [
            Proportion(
                definition=f"in_{where}_at_{moment}/1", numerator=int((asked & due & known & there).sum()),
                denominator=int((asked & due).sum()), clock="exited", horizon=moment, running=int((asked & ~due).sum()),
                unknown=int((asked & due & ~known).sum()), as_of=results.on,
            )
            for where, there in (("work", seen.found >= WORK), ("target_sector", seen.found == IN_SECTOR))
        ]  # fmt: skip
        later = (seen.due - exited)[asked & (exited != NEVER)].max(initial=0)
        found.append((int(later), LookedBack(moment, *shares)))
    return [each for _, each in sorted(found, key=lambda row: (row[0], row[1].moment))]


def _moments(results: Results) -> tuple[Sequence[str], FollowUps]:
    """The moments that the approaches name; two more statements where somebody was asked at another one."""
    moments, seen = results.moments, results.looks
    if (seen.moment < 0).any():
        query = sql.SQL("SELECT DISTINCT j->>0 FROM {}").format(unrolled(results.which, "followups"))
        with connection.cursor() as cursor:
            cursor.execute(query.as_string())
            moments = sorted({moment for (moment,) in cursor.fetchall()})
        seen = followups_read(results.which, results.columns, moments)
    return moments, seen
