"""What she can do already: the parts of the trade, with who signed for them."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from doorstroom.audit.services import Logged, log
from doorstroom.learning.domain.work_processes import Standing
from doorstroom.learning.selectors import Cell, lines, processes_of
from doorstroom.portals.participant.visit import participant_page
from doorstroom.portals.participant.week import current_trajectories


@participant_page
def my_skills(request: HttpRequest) -> HttpResponse:
    actor = request.participant
    cells: list[Cell] = []
    for trajectory in current_trajectories(actor):
        cells += next(iter(lines([trajectory], processes_of(trajectory)))).cells
    log(actor, Logged("read", "person", actor.person_id, actor.person_id, ["skills"]))
    context = {
        "done": [cell for cell in cells if cell.standing is Standing.SIGNED_OFF],
        "half": [cell for cell in cells if cell.standing in (Standing.SCHOOL_ONLY, Standing.WORKPLACE_ONLY)],
        "to_learn": [cell for cell in cells if cell.standing is Standing.OPEN],
    }
    return render(request, "portals/participant/my_skills.html", context)
