"""Reads about trajectories, each in a fixed number of queries."""

from doorstroom.trajectories.selectors.facts import FACTS, answers, closed_facts, guard_lacks
from doorstroom.trajectories.selectors.people import Filters, named_people, people_list
from doorstroom.trajectories.selectors.person import load_trajectory, person_page, trajectory_page
from doorstroom.trajectories.selectors.positions import approach_of, position_of
from doorstroom.trajectories.selectors.timeline import COLUMNS, lines, moves_of, notes_of

__all__ = [
    "COLUMNS",
    "FACTS",
    "Filters",
    "answers",
    "approach_of",
    "closed_facts",
    "guard_lacks",
    "lines",
    "load_trajectory",
    "moves_of",
    "named_people",
    "notes_of",
    "people_list",
    "person_page",
    "position_of",
    "trajectory_page",
]
