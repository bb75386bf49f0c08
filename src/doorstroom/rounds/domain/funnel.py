"""From asked to started, in total and per referrer.

Asked is what referrers were asked for; nominated counts everybody put forward, also who withdrew; came counts who
was at a meeting; selected and started count who is still chosen, or began. Who began without a nomination (an approach
with dual entry) counts as started and as direct, and nowhere before. The steps are counted from one table of counts,
so the total is always the sum of the referrers. People who came by themselves stand on a line of their own.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, fields


@dataclass(frozen=True)
class Counted:
    """So many people with the same referrer and the same fate; `referrer` None: came by themselves."""

    referrer: int | None
    outcome: str
    came: bool
    started: bool
    people: int


@dataclass(frozen=True)
class Steps:
    asked: int = 0
    nominated: int = 0
    came: int = 0
    selected: int = 0
    reserve: int = 0
    not_now: int = 0
    withdrawn: int = 0
    waiting: int = 0
    started: int = 0
    direct: int = 0

    def __add__(self, other: Steps) -> Steps:
        return Steps(**{f.name: getattr(self, f.name) + getattr(other, f.name) for f in fields(self)})


@dataclass(frozen=True)
class ReferrerLine:
    referrer: int | None
    steps: Steps


@dataclass(frozen=True)
class Funnel:
    total: Steps
    lines: tuple[ReferrerLine, ...]

    def of(self, referrer: int | None) -> Steps:
        return next((line.steps for line in self.lines if line.referrer == referrer), Steps())


def funnel(asked: Mapping[int, int], counted: Iterable[Counted]) -> Funnel:
    """Lines from most to fewest nominated; who was asked and named nobody stands there with a zero."""
    steps: dict[int | None, Steps] = {referrer: Steps(asked=number) for referrer, number in asked.items()}
    for row in counted:
        steps[row.referrer] = steps.get(row.referrer, Steps()) + _steps(row)
    lines = sorted(
        (ReferrerLine(referrer, counts) for referrer, counts in steps.items()),
        key=lambda line: (line.referrer is None, -line.steps.nominated, -line.steps.asked, line.referrer or 0),
    )
    return Funnel(sum((line.steps for line in lines), Steps()), tuple(lines))


def _steps(row: Counted) -> Steps:
    if row.outcome == "direct":
        return Steps(started=row.people, direct=row.people)
    fate = {"open": "waiting"}.get(row.outcome, row.outcome)
    counts = {"nominated": row.people, fate: row.people}
    if row.came:
        counts["came"] = row.people
    if row.started:
        counts["started"] = row.people
    return Steps(**counts)
