"""Reads of this app, by subject."""

from doorstroom.monitoring.selectors.results import (
    LASTING,
    GoalState,
    Results,
    Versions,
    domain_fact,
    earlier_rounds,
    goals_of,
    looked_back,
    losses,
    people_behind,
    results_of,
    steps_of,
    success_of,
    versions_of,
)

__all__ = [
    "LASTING",
    "GoalState",
    "Results",
    "Versions",
    "domain_fact",
    "earlier_rounds",
    "goals_of",
    "looked_back",
    "losses",
    "people_behind",
    "results_of",
    "steps_of",
    "success_of",
    "versions_of",
]
