"""Who came, who left, who is there: the books of a programme, which must balance to the last person.

Stock is counted in the morning: whoever started before that day and has not left before it. Then stock at the
end = stock at the start + corrections + in - out. A re-entry comes in again, as an episode of the same
trajectory. Corrections are what was recorded after the earlier report about days before it.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import pairwise

from doorstroom.kernel.period import Period
from doorstroom.monitoring.domain.facts import Episode, ExitCause, TrajectoryFact, seen_on


@dataclass(frozen=True, kw_only=True)
class Flow:
    """The movements of one period. Refuses to exist when it does not balance."""

    period: Period
    opening: int
    corrections: int
    starts: int
    reentries: int
    exits: Mapping[ExitCause, int]
    closing: int

    def __post_init__(self) -> None:
        if self.closing != self.opening + self.corrections + self.inflow - self.outflow:
            raise ValueError(
                f"{self.period}: {self.opening} + {self.corrections} + {self.inflow} - {self.outflow} people "
                f"is not {self.closing}; the same episodes must be counted at both ends"
            )

    @property
    def inflow(self) -> int:
        return self.starts + self.reentries

    @property
    def outflow(self) -> int:
        return sum(self.exits.values())


def stock(episodes: Iterable[Episode], morning: date) -> int:
    return sum(e.started_on < morning and (e.exited_on is None or e.exited_on >= morning) for e in episodes)


def flow(facts: Sequence[TrajectoryFact], period: Period, reported: Sequence[TrajectoryFact] | None = None) -> Flow:
    """The movements in `period`, both ends given; its facts must reach to its last day.

    With `reported`, the facts behind the earlier report, the opening stock is the one that was printed then.
    """
    if period.end is None:
        raise ValueError(f"a flow needs a period with an end, and this one is open from {period.start}")
    known = seen_on(facts, period.end - timedelta(days=1))
    episodes = [episode for fact in known for episode in fact.episodes]
    begun = [e for fact in known for e in fact.episodes[:1] if e.started_on in period]
    opening_now = stock(episodes, period.start)
    opening = opening_now if reported is None else _reported_stock(reported, period.start)
    return Flow(
        period=period,
        opening=opening,
        corrections=opening_now - opening,
        starts=len(begun),
        reentries=sum(e.started_on in period for e in episodes) - len(begun),
        exits=Counter(e.cause for e in episodes if e.cause and e.exited_on and e.exited_on in period),
        closing=stock(episodes, period.end),
    )


def _reported_stock(reported: Sequence[TrajectoryFact], morning: date) -> int:
    known = seen_on(reported, morning - timedelta(days=1))
    return stock((episode for fact in known for episode in fact.episodes), morning)


def flow_by(facts: Sequence[TrajectoryFact], period: Period, group: Callable[[TrajectoryFact], str]) -> dict[str, Flow]:
    """One flow per programme, region or version; they add up to the flow of all."""
    rows: dict[str, list[TrajectoryFact]] = {}
    for fact in facts:
        rows.setdefault(group(fact), []).append(fact)
    return {name: flow(rows[name], period) for name in sorted(rows)}


def months(period: Period) -> list[Period]:
    """The calendar months of a period, the first and last cut off where the period is."""
    if period.end is None:
        raise ValueError(f"months need a period with an end, and this one is open from {period.start}")
    edges, edge = [period.start], period.start
    while (edge := (edge.replace(day=1) + timedelta(days=32)).replace(day=1)) < period.end:
        edges.append(edge)
    return [Period(start, end) for start, end in pairwise([*edges, period.end])]


def throughflow(facts: Sequence[TrajectoryFact], period: Period, stages: Sequence[str]) -> dict[tuple[str, str], int]:
    """How many went from one stage to the next one they reached, by the day they entered it.

    Stages may be skipped, so that "the next" is each person's own; of stages entered on one day the order of
    `stages` decides. Moves that nobody made are left out.
    """
    place = {stage: i for i, stage in enumerate(stages)}
    moves: Counter[tuple[str, str]] = Counter()
    for fact in facts:
        path = sorted((day, place[stage], stage) for stage, day in fact.stages.items() if stage in place)
        moves.update((a[2], b[2]) for a, b in pairwise(path) if b[0] in period)
    return dict(sorted(moves.items(), key=lambda move: (place[move[0][0]], place[move[0][1]])))
