"""Reads of this app, by subject."""

from doorstroom.monitoring.selectors.goals import GoalState, goals_of
from doorstroom.monitoring.selectors.losses import losses, people_behind
from doorstroom.monitoring.selectors.results import LASTING, Results, domain_fact, results_of
from doorstroom.monitoring.selectors.steps import looked_back, steps_of
from doorstroom.monitoring.selectors.versions import Versions, earlier_rounds, said_of_stopping, success_of, versions_of

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
    "said_of_stopping",
    "steps_of",
    "success_of",
    "versions_of",
]
