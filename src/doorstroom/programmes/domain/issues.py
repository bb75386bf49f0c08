"""The steps of a labour-market issue: signalled, explored, adopted, approach chosen, executing, evaluating, closed.

An issue is adopted by at least two organisations together and a decision of the board, because one organisation
alone cannot solve a shortage of the region. Each step says what it needs, so that a refusal can name it.
"""

from __future__ import annotations

from dataclasses import dataclass

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


def missing_for(step: str, facts: IssueFacts) -> tuple[str, ...]:
    """What still stands between the issue and this step; empty when it may be taken."""
    needs: dict[str, tuple[tuple[str, bool], ...]] = {
        "explored": (
            ("people_short", facts.people_short is not None),
            ("occupations", facts.occupations > 0),
            ("proof", facts.proof),
        ),
        "adopted": (("second_owner", facts.owners >= OWNERS_TO_ADOPT), ("decision", facts.decision)),
        "approach_chosen": (("programme", facts.programmes > 0),),
    }
    return tuple(name for name, there in needs.get(step, ()) if not there)


def next_step(state: str) -> str | None:
    place = STEPS.index(state)
    return STEPS[place + 1] if place + 1 < len(STEPS) else None
