"""Reads: how far people came on the steps of their approach, and how they were some time after leaving."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from django.db import connection
from psycopg import sql

from doorstroom.monitoring.domain.columns import NEVER, Columns
from doorstroom.monitoring.domain.proportions import Proportion
from doorstroom.monitoring.domain.stages import Rung
from doorstroom.monitoring.selectors.columns import with_stages
from doorstroom.monitoring.selectors.dictionary import dictionary
from doorstroom.monitoring.selectors.results import Results, arm_of
from doorstroom.programmes.domain.route_model import Stage
from doorstroom.programmes.models import RouteModel
from doorstroom.programmes.selectors import approach_of


@dataclass(frozen=True)
class Steps:
    """One approach: its stages in order, each with its name, and how many people met the approach."""

    model: RouteModel
    people: int
    rungs: Sequence[tuple[Stage, Rung]]


def all_stages(results: Results) -> Columns:
    stages = {stage.code for model in results.models for stage in approach_of(model).stages}
    return with_stages(results.which, results.columns, sorted(stages))


def steps_of(results: Results) -> list[Steps]:
    """Stages about which nobody's own day is known (people asked of referrers, say) are left out."""
    everybody, found = all_stages(results).seen(results.on), []
    for model in reversed(results.models):
        people = everybody.of_arm(arm_of(model))
        stages = [stage for stage in approach_of(model).stages if (people.stages[stage.code] != NEVER).any()]
        rungs = rungs_of(people, [stage.code for stage in stages])
        found.append(Steps(model, len(people), list(zip(stages, rungs, strict=True))))
    return found


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


ASKED = """
SELECT j->>0 AS moment, max((j->>1)::date - f.exited_on), count(*), count(*) FILTER (WHERE due),
  count(*) FILTER (WHERE due AND known), count(*) FILTER (WHERE due AND known AND (j->>3)::bool),
  count(*) FILTER (WHERE due AND known AND (j->>3)::bool AND (j->>4)::bool)
FROM (SELECT * FROM {source} AND f.followups <> '[]') f, jsonb_array_elements(f.followups) j,
LATERAL (SELECT (j->>1)::date + {lag} <= {on} AS due, j->>3 IS NOT NULL AND (j->>2)::date <= {on} AS known) when_
GROUP BY 1 ORDER BY 2, 1
"""


def looked_back(results: Results) -> list[LookedBack]:
    """In the order in which the moments fall due, as far as anybody was to be asked; as `figures.followed_up`."""
    lag = int(dictionary()["looked_back"].newest.filters["lag_days"])
    query = sql.SQL(ASKED).format(
        source=results.which.source, lag=sql.Literal(lag), on=sql.Literal(results.on)
    )  # fmt: skip
    with connection.cursor() as cursor:
        cursor.execute(query.as_string())
        rows = cursor.fetchall()
    found = []
    for moment, _, asked, due, known, worked, in_sector in rows:
        shares = [
            Proportion(
                definition=f"in_{where}_at_{moment}/1", numerator=number, denominator=due, clock="exited",
                horizon=moment, running=asked - due, unknown=due - known, as_of=results.on,
            )
            for where, number in (("work", worked), ("target_sector", in_sector))
        ]  # fmt: skip
        found.append(LookedBack(moment, *shares))
    return found
