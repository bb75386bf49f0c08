"""The steps of a labour-market issue: signalled, explored, adopted, approach chosen, executing, evaluating, closed.

An issue is adopted by at least two organisations together and a decision of the board, because one organisation
alone cannot solve a shortage of the region. Each step says what it needs, so that a refusal can name it.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise

from doorstroom.kernel.transitions import GuardRule, Move, Strength, table

STEPS = ("signalled", "explored", "adopted", "approach_chosen", "executing", "evaluating", "closed")
OWNERS_TO_ADOPT = 2


@dataclass(frozen=True)
class IssueFacts:
    """What is known: organisations that own it, people short (None: not counted), and what has been written."""

    owners: int
    people_short: int | None
    occupations: int
    proof: bool
    decision: bool
    programmes: int


NEEDS = {
    "explored": ("people_short", "occupations", "proof"),
    "adopted": ("second_owner", "decision"),
    "approach_chosen": ("programme",),
}
TABLE = table(
    Move(step, frozenset({before}), step, guards=tuple(GuardRule(need, Strength.LAW) for need in NEEDS.get(step, ())))
    for before, step in pairwise(STEPS)
)


def missing_for(step: str, facts: IssueFacts) -> tuple[str, ...]:
    """What still stands between the issue and this step; empty when it may be taken."""
    there = {
        "people_short": facts.people_short is not None,
        "occupations": facts.occupations > 0,
        "proof": facts.proof,
        "second_owner": facts.owners >= OWNERS_TO_ADOPT,
        "decision": facts.decision,
        "programme": facts.programmes > 0,
    }
    return tuple(guard.fact for guard in TABLE[step].guards if not there[guard.fact])


def next_step(state: str) -> str | None:
    return next((name for name, move in TABLE.items() if state in move.sources), None)
