"""The plan a hurried person makes: the best score first, as long as there is room. No proof; floors are not looked at.

It is what remains when time runs out before the first proof, and the measure beside which the planner is published.
"""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np

from doorstroom.matching.domain.planning.problem import Problem
from doorstroom.matching.domain.planning.room import Room
from doorstroom.matching.domain.planning.rows import kept


def greedy_plan(problem: Problem) -> Mapping[str, str]:
    """Candidate to place; who is there already and keeps it comes first."""
    stays, room = kept(problem), Room(problem)
    for k in np.lexsort((np.arange(len(stays)), -problem.score, ~stays)):
        person, place = problem.candidates[problem.person[k]], problem.places[problem.place[k]].place_id
        if person.candidate_id in room.placed or (person.keep and not stays[k]):
            continue
        if stays[k] or not room.short(person.candidate_id, place):
            room.put(person.candidate_id, place)
    return room.placed
