"""Reads: how many of the group at a great distance were referred, nominated, selected, and finished."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from django.db.models import Max, Sum

from doorstroom.monitoring.access import visible_far_counts
from doorstroom.monitoring.domain.far_group import YEAR, FarShare, Version, declared_by
from doorstroom.monitoring.models import FarCount
from doorstroom.monitoring.selectors.results import Results
from doorstroom.programmes.domain.route_model import FarGroup
from doorstroom.programmes.selectors import approach_of


@dataclass(frozen=True)
class FarMirror:
    """The people who were referred in the year up to `until`, at each moment that they came to."""

    declared: FarGroup
    since: date
    until: date
    shares: Sequence[FarShare]


def far_mirror(results: Results) -> FarMirror | None:
    """As counted last night, also where an earlier day is asked: None before the first count. One statement.

    Parts of a programme count by what each of them declares; the words are those of the whole.
    """
    counts = visible_far_counts(results.actor).filter(programme__in=results.which.programmes)
    rows = counts.values("moment").annotate(
        last=Max("on"), far_people=Sum("far"), known_people=Sum("known"), unknown_people=Sum("unknown")
    )
    found = {row["moment"]: row for row in rows}
    if not found:
        return None
    until = max(row["last"] for row in found.values())
    nobody = {"far_people": 0, "known_people": 0, "unknown_people": 0}
    shares = []
    for moment in FarCount.Moment.values:
        row = found.get(moment, nobody)
        shares.append(FarShare(moment, row["far_people"], row["known_people"], row["unknown_people"]))
    return FarMirror(_declared(results), until - YEAR + timedelta(days=1), until, shares)


def _declared(results: Results) -> FarGroup:
    own = (each for each in results.approaches if each.programme_id == results.programme.pk)
    return declared_by(Version(each.created_on, each.version, approach_of(each).far_group) for each in own)
