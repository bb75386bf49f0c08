"""Reads about trajectories, each in a fixed number of queries."""

from doorstroom.trajectories.selectors.facts import FACTS, answers, guard_lacks
from doorstroom.trajectories.selectors.positions import approach_of, position_of

__all__ = ["FACTS", "answers", "approach_of", "guard_lacks", "position_of"]
