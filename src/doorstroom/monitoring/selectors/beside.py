"""Reads: groups of people beside one another, without a ranking: by round, by who refers, by who guides."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from doorstroom.monitoring.domain.columns import Cohort
from doorstroom.monitoring.domain.funnel import Funnel, share_limits, shares
from doorstroom.monitoring.domain.proportions import Interval, Proportion
from doorstroom.monitoring.domain.shrinkage import Shrunk, shrunk
from doorstroom.monitoring.selectors.evidence import Question, exits_of
from doorstroom.monitoring.selectors.groups import groups_by
from doorstroom.monitoring.selectors.results import Results


class By(StrEnum):
    """The column of the facts by which people are put together."""

    ROUND = "round_name"
    REFERRER = "referred_by"
    GUIDE = "guided_by"


@dataclass(frozen=True)
class GroupShare:
    """One group: what was counted, and what remains of it once one knows the other groups."""

    name: str
    share: Proportion
    drawn: Shrunk | None


def groups_of(results: Results, asked: Question, by: By = By.ROUND) -> list[GroupShare]:
    """In the order in which groups began, never by their result; people of whom the group is not known are left out."""
    return groups_by_each(results, asked, by)[0]


def groups_by_each(results: Results, asked: Question, *ways: By) -> list[list[GroupShare]]:
    """The same people grouped in each of these ways."""
    cohort = exits_of(results, asked)
    return [[] if cohort is None else _shares(results, cohort, by) for by in ways]


def _shares(results: Results, cohort: Cohort, by: By) -> list[GroupShare]:
    groups = groups_by(results, by)
    group = groups.of(cohort.key)
    found = [(name, cohort.where(group == i).share("stopped")) for i, name in enumerate(groups.names) if name]
    complete = [share for _, share in found if share.denominator]
    drawn = iter(shrunk([s.numerator for s in complete], [s.denominator for s in complete]) if complete else ())
    return [GroupShare(name, share, next(drawn) if share.denominator else None) for name, share in found]


@dataclass(frozen=True)
class Spread:
    """Groups of ten people or more beside what chance allows around the share of all of them."""

    rows: Sequence[GroupShare]
    funnel: Funnel
    middle: float

    def allowed(self, people: float, z: float) -> Interval:
        return share_limits(self.funnel, self.middle, people, z)


def spread_of(rows: Sequence[GroupShare]) -> Spread | None:
    """None with fewer than two groups to put beside one another."""
    shown = [row for row in rows if row.share.shown]
    if len(shown) < 2:
        return None
    reached, people = [row.share.numerator for row in shown], [row.share.denominator for row in shown]
    return Spread(shown, shares(reached, people), sum(reached) / sum(people))
