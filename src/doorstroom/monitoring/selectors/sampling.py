"""Reads: samples of whom to ask after leaving, with what they say of everybody who left in those days."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from doorstroom.followup.access import visible_samples
from doorstroom.followup.models import LookBackSample
from doorstroom.monitoring.domain.proportions import Proportion
from doorstroom.monitoring.domain.sampled import Asked, Sampled
from doorstroom.monitoring.selectors.columns import WORK, FollowUps, followups_read
from doorstroom.monitoring.selectors.results import Results

Chosen = NDArray[np.bool_]


@dataclass(frozen=True)
class SampleResult:
    """In work at this moment: by the sample, and beside it of everybody in its days, drawn or not."""

    sample: LookBackSample
    sampled: Sampled
    everybody: Proportion


def samples_of(results: Results) -> list[SampleResult]:
    """The newest first; one statement, and one more where there are any."""
    samples = list(
        visible_samples(results.actor).filter(programme__in=results.which.programmes, drawn_on__lte=results.on)
    )
    if not samples:
        return []
    moments = sorted({each.point for each in samples})
    seen = followups_read(results.which, results.columns, moments)
    known = (seen.found > 0) & (seen.observed <= results.on.toordinal())
    return [_result(results, seen, (seen.moment == moments.index(each.point)), known, each) for each in samples]


def _result(results: Results, seen: FollowUps, asked: Chosen, known: Chosen, sample: LookBackSample) -> SampleResult:
    exited = results.columns.exited[seen.who]
    here = asked & (exited >= sample.left_from.toordinal()) & (exited <= sample.left_until.toordinal())
    everybody = Proportion(
        definition="looked_back/1", numerator=int((here & known & (seen.found >= WORK)).sum()),
        denominator=int(here.sum()), clock="exited", horizon=sample.point, running=0,
        unknown=int((here & ~known).sum()), as_of=results.on,
    )  # fmt: skip
    keys = results.columns.key[seen.who]
    answered, at_work = set(keys[asked & known].tolist()), set(keys[asked & known & (seen.found >= WORK)].tolist())
    return SampleResult(sample, Sampled(_asked(sample.strata, answered, at_work)), everybody)


def _asked(strata: Sequence[tuple[str, int, list[int]]], answered: set[int], at_work: set[int]) -> list[Asked]:
    return [
        Asked(
            name=name, people=people, drawn=len(drawn), answered=len(answered.intersection(drawn)),
            yes=len(at_work.intersection(drawn)),
        )
        for name, people, drawn in strata
    ]  # fmt: skip
