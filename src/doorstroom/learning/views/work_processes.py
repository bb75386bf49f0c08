"""The grid of a group, and what one person has learned: signed off by both sides, with the level before and after."""

from __future__ import annotations

from functools import partial
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from doorstroom.accounts.models import Role
from doorstroom.accounts.pages import staff_page
from doorstroom.agreements.models import Category
from doorstroom.audit.services import Logged, log
from doorstroom.demand.models import WorkProcess
from doorstroom.documents.selectors import documents_of
from doorstroom.kernel.errors import DomainError
from doorstroom.learning.access import REGISTRARS, may_record_attendance, may_set_processes, sides_of
from doorstroom.learning.domain.work_processes import gains
from doorstroom.learning.forms import LevelForm, RoundProcessesForm, SignOffForm
from doorstroom.learning.models import LevelRecord, SignOff
from doorstroom.learning.selectors import Line, grid_of, lines, processes_of, taught_in
from doorstroom.learning.services import (
    record_level_in,
    record_level_out,
    set_round_processes,
    sign_off,
    take_back_sign_off,
)
from doorstroom.learning.wording import LEVELS, STANDINGS
from doorstroom.participants.access import purpose_of
from doorstroom.placements.selectors import active_placements
from doorstroom.rounds.access import visible_rounds
from doorstroom.rounds.models import Round
from doorstroom.trajectories.models import Trajectory
from doorstroom.trajectories.selectors import load_trajectory
from doorstroom.ui.wording import sentence
from doorstroom.ui.writing import acted


@staff_page(*REGISTRARS)
@require_GET
def round_processes(request: HttpRequest, round_id: int) -> HttpResponse:
    """Who can do what, who asked for it and where it is practised."""
    round = _round(request, round_id)
    taught = taught_in(round, on=request.today)
    rows = grid_of(request.actor, round, [each.process for each in taught])
    counted = gains(row.levels for row in rows)
    context = {
        "round": round,
        "taught": taught,
        "rows": [_shown(row) for row in rows],
        "gained": [(gain, number) for gain, number in counted.by_gain.items() if gain > 0],
        "level_same": sum(number for gain, number in counted.by_gain.items() if gain <= 0),
        "learning": counted.learning,
        "unknown": counted.unknown,
        "may_choose": may_set_processes(request.actor),
    }
    return render(request, "learning/round_processes.html", context)


@staff_page(Role.SCHOOL_COORDINATOR, Role.PROGRAMME_MANAGER)
@require_http_methods(["GET", "POST"])
def processes_choose(request: HttpRequest, round_id: int) -> HttpResponse:
    round = _round(request, round_id)
    chosen = list(round.processes.values_list("process", flat=True))
    form = RoundProcessesForm(request.POST or None, initial={"processes": chosen})
    if request.method == "POST" and form.is_valid():
        try:
            set_round_processes(actor=request.actor, round=round, processes=form.cleaned_data["processes"])
        except DomainError as error:
            form.add_error(None, sentence(error))
        else:
            messages.success(request, _("Saved: what this group learns."))
            return redirect("round_processes", round.pk)
    return render(request, "learning/processes_choose.html", {"round": round, "form": form})


@staff_page(Role.CASEWORKER, *REGISTRARS)
@require_http_methods(["GET", "POST"])
def person_processes(request: HttpRequest, person: UUID, trajectory: int) -> HttpResponse:
    """What one person has learned; who may sign, signs here."""
    found = _trajectory(request, person, trajectory)
    form = _sign_form(request, found) if sides_of(request.actor) else None
    if form and request.method == "POST" and form.is_valid():
        try:
            new = sign_off(actor=request.actor, trajectory=found, **form.cleaned_data)
        except DomainError as error:
            form.add_error(None, sentence(error))
        else:
            said = ngettext("Signed off: %(number)s part.", "Signed off: %(number)s parts.", new)
            messages.success(request, said % {"number": new}, extra_tags=request.path)
            return redirect(request.path)
    category = Category.PROGRESS.value
    log(request.actor, Logged("read", "person", person, person, [category], purpose_of(request.actor, person)))
    (line,) = lines([found], processes_of(found))
    context = {
        "person": found.person, "trajectory": found, "line": _shown(line), "form": form,
        "level": LevelRecord.objects.filter(trajectory=found).first(), "names": LEVELS, "gain": line.levels.gain,
        "sides": sides_of(request.actor), "may_level": may_record_attendance(request.actor),
    }  # fmt: skip
    context |= {"level_in": LEVELS.get(line.levels.level_in), "level_out": LEVELS.get(line.levels.level_out)}
    return render(request, "learning/person_processes.html", context)


@staff_page(Role.SCHOOL_COORDINATOR, Role.JOB_COACH)
@require_POST
def sign_off_back(request: HttpRequest, person: UUID, trajectory: int, sign_off: int) -> HttpResponse:
    found = _trajectory(request, person, trajectory)
    rows = SignOff.objects.filter(trajectory=found).select_related("trajectory", "process")
    act = partial(take_back_sign_off, actor=request.actor, sign_off=get_object_or_404(rows, pk=sign_off))
    acted(request, act, _("The signature is taken back."))
    return redirect("person_processes", person, trajectory)


@staff_page(*REGISTRARS)
@require_http_methods(["GET", "POST"])
def person_level(request: HttpRequest, person: UUID, trajectory: int) -> HttpResponse:
    found = _trajectory(request, person, trajectory)
    came_in = LevelRecord.objects.filter(trajectory=found).exists()
    form = LevelForm(request.POST or None, initial={"on": request.today, "moment": "out" if came_in else "in"})
    if request.method == "POST" and form.is_valid():
        given = dict(form.cleaned_data)
        record = record_level_in if given.pop("moment") == "in" else record_level_out
        try:
            record(actor=request.actor, trajectory=found, **given)
        except DomainError as error:
            form.add_error(None, sentence(error))
        else:
            messages.success(request, _("Saved: the level."))
            return redirect("person_processes", person, trajectory)
    return render(request, "learning/form.html", {"person": found.person, "form": form, "title": _("Record a level")})


def _sign_form(request: HttpRequest, trajectory: Trajectory) -> SignOffForm:
    sides = sides_of(request.actor)
    signed = SignOff.objects.filter(trajectory=trajectory, side__in=sides).values("process")
    learned = {process.pk for process in processes_of(trajectory)}
    member = request.membership
    name = member.user.name if member and sides == (SignOff.Side.SCHOOL,) else _trainer(request, trajectory)
    return SignOffForm(
        request.POST or None,
        sides=sides,
        processes=WorkProcess.objects.filter(pk__in=learned).exclude(pk__in=signed),
        documents=documents_of(request.actor, trajectory.person_id),
        initial={"on": request.today, "signed_by": name},
    )


def _trainer(request: HttpRequest, trajectory: Trajectory) -> str:
    """Who guides at the workplace of today."""
    work = active_placements(request.actor, person_ids=[trajectory.person_id], on=request.today).last()
    return work.trainer.name if work and work.trainer else ""


def _shown(line: Line) -> dict[str, Any]:
    """A line with its standings in words."""
    return {
        "person": line.trajectory.person,
        "trajectory": line.trajectory,
        "cells": [(cell, STANDINGS[cell.standing]) for cell in line.cells],
        "signed_off": line.signed_off,
        "levels": line.levels,
    }


def _round(request: HttpRequest, round_id: int) -> Round:
    return get_object_or_404(visible_rounds(request.actor).select_related("programme"), pk=round_id)


def _trajectory(request: HttpRequest, person: UUID, trajectory: int) -> Trajectory:
    found = load_trajectory(request.actor, person, trajectory)
    if found is None:
        raise Http404
    return found
