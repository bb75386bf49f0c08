"""Arrangements of one person: what there is, what may be for her, and recording."""

from __future__ import annotations

from functools import partial
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from doorstroom.accounts.pages import staff_page
from doorstroom.agreements.models import Category
from doorstroom.arrangements import services
from doorstroom.arrangements.access import RECORDERS, types_open_to, visible_arrangements
from doorstroom.arrangements.forms import ArrangementForm, EndForm
from doorstroom.arrangements.models import Arrangement
from doorstroom.arrangements.selectors import arrangements_of, offered_to
from doorstroom.arrangements.wording import ANSWERS, STANDINGS
from doorstroom.audit.services import Logged, log
from doorstroom.participants.access import purpose_of, visible_people
from doorstroom.participants.models import Person
from doorstroom.ui.writing import page_of, saved


@staff_page(*RECORDERS)
@require_GET
def person_arrangements(request: HttpRequest, person: UUID) -> HttpResponse:
    """What this person has, and each type with yes, no or what is still to ask."""
    found = _person(request, person)
    log(request.actor, Logged("read", "person", found.pk, found.pk, [Category.PROGRESS],
                              purpose_of(request.actor, found.pk)))  # fmt: skip
    page = page_of(request, arrangements_of(request.actor, found.pk))
    context = {
        "person": found, "page": page,
        "rows": [(each, STANDINGS[each.standing(request.today)]) for each in page],
        "offered": [(each, ANSWERS[each.answer]) for each in offered_to(request.actor, found.pk, on=request.today)],
    }  # fmt: skip
    return render(request, "arrangements/person.html", context)


@staff_page(*RECORDERS)
@require_http_methods(["GET", "POST"])
def arrangement_new(request: HttpRequest, person: UUID, type: int) -> HttpResponse:
    found = _person(request, person)
    given = get_object_or_404(types_open_to(request.actor), pk=type)
    form = ArrangementForm(request.POST or None, type=given, initial={"starts_on": request.today})
    act = partial(services.record_arrangement, person=found, type=given)
    if saved(request, form, act, _("It is recorded.")):
        return redirect("person_arrangements", found.pk)
    return render(request, "arrangements/form.html", {"form": form, "person": found, "title": given.name})


@staff_page(*RECORDERS)
@require_http_methods(["GET", "POST"])
def arrangement_change(request: HttpRequest, arrangement: int) -> HttpResponse:
    found = _arrangement(request, arrangement)
    form = ArrangementForm(request.POST or None, type=found.type, standing=found)
    act = partial(services.change_arrangement, arrangement=found)
    if saved(request, form, act, _("It is changed.")):
        return redirect("person_arrangements", found.person_id)
    context = {"form": form, "person": found.person, "title": found.type.name}
    return render(request, "arrangements/form.html", context)


@staff_page(*RECORDERS)
@require_http_methods(["GET", "POST"])
def arrangement_end(request: HttpRequest, arrangement: int) -> HttpResponse:
    found = _arrangement(request, arrangement)
    act = partial(services.end_arrangement, arrangement=found, on=request.today)
    form = EndForm(request.POST or None)
    if saved(request, form, act, _("It is changed.")):
        return redirect("person_arrangements", found.person_id)
    title = _("End “%(name)s” or call it off") % {"name": found.type.name}
    return render(request, "arrangements/form.html", {"form": form, "person": found.person, "title": title})


def _person(request: HttpRequest, pk: UUID) -> Person:
    return get_object_or_404(visible_people(request.actor, Category.PROGRESS), pk=pk)


def _arrangement(request: HttpRequest, pk: int) -> Arrangement:
    seen = visible_arrangements(request.actor).filter(called_off_on=None)
    return get_object_or_404(seen.select_related("person", "type__programme"), pk=pk)
