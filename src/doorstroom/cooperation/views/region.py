"""The shared steps in each one's own words, one timeline of a person, and supply and demand."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from doorstroom.accounts.models import Role
from doorstroom.accounts.pages import staff_page
from doorstroom.agreements.models import Category
from doorstroom.audit.services import Logged, log
from doorstroom.cooperation.access import NAMING_ROLES, may_name_steps
from doorstroom.cooperation.forms import StepWordsForm
from doorstroom.cooperation.selectors.region import seams_of, shared_timeline, supply, words_by_step
from doorstroom.cooperation.services import name_steps
from doorstroom.cooperation.wording import STEP_NAMES
from doorstroom.participants.access import purpose_of, visible_people
from doorstroom.ui.writing import page_of


@staff_page()
@require_GET
def step_map(request: HttpRequest) -> HttpResponse:
    own = request.membership.organisation.name
    words = words_by_step()
    context = {
        "rows": [
            (label, words[step].get(own, ""), [pair for pair in words[step].items() if pair[0] != own])
            for step, label in STEP_NAMES.items()
        ],
        "own": own,
        "seams": seams_of(request.actor),
        "may_name": may_name_steps(request.actor),
    }
    return render(request, "cooperation/step_map.html", context)


@staff_page(*NAMING_ROLES)
@require_http_methods(["GET", "POST"])
def step_words(request: HttpRequest) -> HttpResponse:
    organisation = request.membership.organisation.name
    own = {step: words[organisation] for step, words in words_by_step().items() if organisation in words}
    form = StepWordsForm(request.POST or None, own=own)
    if request.method == "POST" and form.is_valid():
        name_steps(actor=request.actor, words=form.words)
        messages.success(request, _("Your own words stand beside the shared steps now."))
        return redirect("step_map")
    context = {"form": form, "title": _("Our own words"), "lead": _("Empty keeps the shared word.")}
    return render(request, "cooperation/form.html", context)


@staff_page()
@require_GET
def person_steps(request: HttpRequest, person: UUID) -> HttpResponse:
    """One timeline for all partners, in the words of who reads it."""
    found = get_object_or_404(visible_people(request.actor, Category.PROGRESS), pk=person)
    purpose = purpose_of(request.actor, found.pk)
    log(request.actor, Logged("read", "person", found.pk, found.pk, [Category.PROGRESS], purpose))
    lines = shared_timeline(request.actor, found.pk, request.membership.organisation.name)
    if not lines:
        raise Http404
    rows = [(line, STEP_NAMES[line.step]) for line in lines]
    return render(request, "cooperation/person_steps.html", {"person": found, "rows": rows})


@staff_page(Role.CASEWORKER, Role.JOB_COACH, Role.ACCOUNT_MANAGER, Role.PROGRAMME_MANAGER, Role.BOARD_MEMBER)
@require_GET
def supply_demand(request: HttpRequest) -> HttpResponse:
    found = supply(request.today)
    page = page_of(request, found.rows)
    return render(request, "cooperation/supply.html", {"page": page, "offered_on": found.offered_on})
