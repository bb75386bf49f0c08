"""Workplaces, jobs and contracts, for staff."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from functools import partial
from typing import Any
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from doorstroom.accounts.pages import staff_page
from doorstroom.agreements.models import Category
from doorstroom.audit.services import Logged, log
from doorstroom.kernel.transitions import legal_moves
from doorstroom.participants.access import purpose_of, visible_people
from doorstroom.participants.models import Person
from doorstroom.placements import services
from doorstroom.placements.access import ARRANGERS, GUIDES, RECORDERS, may_arrange, may_guide, visible_placements
from doorstroom.placements.domain.moves import BEFORE_START, MOVES
from doorstroom.placements.forms import ProposalForm, StopForm, WorkForm
from doorstroom.placements.models import Placement
from doorstroom.placements.selectors import SHOWN, placements_of, planned_stay, work_known
from doorstroom.trajectories.access import visible_trajectories
from doorstroom.ui.writing import acted, saved


@staff_page(*RECORDERS)
def work(request: HttpRequest, person_id: UUID) -> HttpResponse:
    """Where somebody works and worked, and what can be recorded."""
    person = _person(request, person_id)
    log(request.actor, Logged("read", "person", person.pk, person.pk, ["placement"],
                              purpose_of(request.actor, person.pk)))  # fmt: skip
    context = {
        "person": person,
        "placements": placements_of(request.actor, person.pk),
        "may_arrange": may_arrange(request.actor),
    }
    return render(request, "placements/work.html", context)


@staff_page(*RECORDERS)
def job_new(request: HttpRequest, person_id: UUID) -> HttpResponse:
    return _record(request, person_id, services.record_job, _("Record a job"))


@staff_page(*RECORDERS)
def apprenticeship_new(request: HttpRequest, person_id: UUID) -> HttpResponse:
    return _record(request, person_id, services.record_apprenticeship, _("Record an apprenticeship"))


@staff_page(*ARRANGERS)
def placement_new(request: HttpRequest, person_id: UUID) -> HttpResponse:
    """Propose a person for a place."""
    person = _person(request, person_id)
    trajectories = visible_trajectories(request.actor).filter(person=person).select_related("round__model")
    trajectory = trajectories.order_by("-registered_on").first()
    initial = {"place": request.GET.get("plek"), **planned_stay(trajectory, on=request.today)}
    form = ProposalForm(request.POST or None, initial=initial)
    act = partial(services.propose_placement, person_id=person.pk, trajectory_id=trajectory and trajectory.pk)
    if made := saved(request, form, act, _("Saved: the proposal. Now the participant and the employer are asked.")):
        return redirect("placement", placement_id=made.pk)
    context = {"person": person, "form": form, "title": _("Propose for a place")}
    return render(request, "placements/form.html", context)


def _said_yes(found: Placement) -> list[tuple[str, date | None]]:
    """Who said yes on which day, or still has to: what was recorded after its start asks nobody any more."""
    sides = [
        (_("The participant"), found.person_agreed_on), (_("The employer"), found.employer_agreed_on),
        (_("Who guides the participant"), found.guide_agreed_on),
    ]  # fmt: skip
    return [(whose, day) for whose, day in sides if day or found.state in BEFORE_START]


@staff_page(*RECORDERS)
def placement(request: HttpRequest, placement_id: int) -> HttpResponse:
    """One placement, and the step that comes next."""
    found = _placement(request, placement_id)
    log(request.actor, Logged("read", "person", found.person_id, found.person_id, ["placement"],
                              purpose_of(request.actor, found.person_id)))  # fmt: skip
    moves = legal_moves(MOVES, found.state) if may_arrange(request.actor) else ()
    context = {
        "placement": found,
        "person": found.person,
        "moves": moves,
        "said_yes": _said_yes(found),
        "guide_may_say_yes": may_guide(request.actor) and found.state in BEFORE_START and not found.guide_agreed_on,
        "answers": found.answers.order_by("-week_of")[:8],
        "contact": found.trainer,
        "bookings": found.station_bookings.select_related("station__site").order_by("starts_on", "pk"),
        "terms": found.instrument_terms.all(),
        "today": request.today,
        "lasts": found.state not in (Placement.State.ENDED, Placement.State.CANCELLED),
    }
    return render(request, "placements/placement.html", context)


@require_POST
@staff_page(*ARRANGERS)
def placement_move(request: HttpRequest, placement_id: int, move: str) -> HttpResponse:
    """A step without questions: they met, one side says yes, it starts."""
    found = _placement(request, placement_id)
    about: dict[str, Any] = {"actor": request.actor, "placement": found, "on": request.today}
    steps: dict[str, Callable[[], Placement]] = {
        "kennisgemaakt": lambda: services.introduce_placement(**about),
        "deelnemer-zegt-ja": lambda: services.agree_placement(**about, side=Placement.Side.PERSON),
        "werkgever-zegt-ja": lambda: services.agree_placement(**about, side=Placement.Side.EMPLOYER),
        "start": lambda: services.activate_placement(**about),
    }
    if move not in steps:
        raise Http404
    return _stepped(request, steps[move], found)


@require_POST
@staff_page(*GUIDES)
def placement_guide_yes(request: HttpRequest, placement_id: int) -> HttpResponse:
    """Who guides the participant agrees that it starts."""
    found = _placement(request, placement_id)
    return _stepped(
        request, lambda: services.say_yes_as_guide(actor=request.actor, placement=found, on=request.today), found
    )


@staff_page(*ARRANGERS)
def placement_stop(request: HttpRequest, placement_id: int) -> HttpResponse:
    """End what runs, or cancel what has not started: by whom and why."""
    found = _placement(request, placement_id)
    started = found.state == Placement.State.ACTIVE
    form = StopForm(request.POST or None, started=started, initial={"last_day": request.today})
    stop = services.end_placement if started else services.cancel_placement
    if saved(request, form, partial(stop, placement=found, on=request.today), _("Saved: it has stopped.")):
        return redirect("placement", placement_id=found.pk)
    title = _("End this placement") if started else _("Cancel this placement")
    return render(request, "placements/form.html", {"person": found.person, "form": form, "title": title})


def _record(request: HttpRequest, person_id: UUID, service: Callable[..., Placement], title: str) -> HttpResponse:
    person = _person(request, person_id)
    trajectories = visible_trajectories(request.actor).filter(person=person).select_related("programme")
    form = WorkForm(
        request.POST or None, trajectories=trajectories.order_by("-registered_on"),
        initial=work_known(request.actor, person.pk, on=request.today),
    )  # fmt: skip
    act = partial(service, person_id=person.pk, on=request.today)
    if saved(request, form, act, lambda made: _("Saved: %(kind)s.") % {"kind": made.get_kind_display()}):
        return redirect("work", person_id=person.pk)
    return render(request, "placements/form.html", {"person": person, "form": form, "title": title})


def _stepped(request: HttpRequest, step: Callable[[], Placement], found: Placement) -> HttpResponse:
    acted(request, step, lambda moved: _("Saved: %(state)s.") % {"state": moved.get_state_display()})
    return redirect("placement", placement_id=found.pk)


def _person(request: HttpRequest, person_id: UUID) -> Person:
    return get_object_or_404(visible_people(request.actor, Category.PLACEMENT), pk=person_id)


def _placement(request: HttpRequest, placement_id: int) -> Placement:
    return get_object_or_404(visible_placements(request.actor).select_related(*SHOWN), pk=placement_id)
