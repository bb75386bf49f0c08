"""Vacancies: the work described first, and which employers take how many people."""

from __future__ import annotations

from functools import partial

from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from doorstroom.accounts.models import Organisation, OrganisationKind
from doorstroom.accounts.pages import staff_page
from doorstroom.demand.access import may_look_for_people, may_record_places
from doorstroom.demand.forms import ShareForm, VacancyForm
from doorstroom.demand.models import PlaceRequirement
from doorstroom.demand.selectors import carved_of, taken_by, vacancies, vacancy_rows
from doorstroom.demand.services import describe_vacancy, take_share
from doorstroom.demand.views.staff import PAGE_SIZE, RECORDERS
from doorstroom.ui.writing import saved


@staff_page()
@require_GET
def vacancy_list(request: HttpRequest) -> HttpResponse:
    page = Paginator(vacancies(), PAGE_SIZE).get_page(request.GET.get("pagina"))
    return render(
        request, "demand/vacancy_list.html", {"page": page, "rows": vacancy_rows(list(page), on=request.today)}
    )


@staff_page(*RECORDERS)
@require_http_methods(["GET", "POST"])
def vacancy_new(request: HttpRequest, pk: int) -> HttpResponse:
    employer = get_object_or_404(Organisation, pk=pk, kind=OrganisationKind.EMPLOYER)
    form = VacancyForm(request.POST or None, employer=employer)
    act = partial(describe_vacancy, asked_by=employer, on=request.today)
    if made := saved(request, form, act, _("The work is described. Who takes how many people?")):
        return redirect("vacancy", made.pk)
    context = {"form": form, "employer": employer, "title": _("Describe the work first")}
    return render(request, "demand/contact_form.html", context)


@staff_page()
@require_http_methods(["GET", "POST"])
def vacancy(request: HttpRequest, pk: int) -> HttpResponse:
    """What is left to do after carving, what is asked no more, who takes how many, and seats that stand on it."""
    found = get_object_or_404(vacancies(), pk=pk)
    may_record = may_record_places(request.actor)
    if request.method == "POST" and not may_record:
        raise Http404
    form = ShareForm(request.POST or None) if may_record else None
    act = partial(take_share, vacancy=found, on=request.today)
    if form and saved(request, form, act, _("Saved. It counts as a place and can carry seats of a round.")):
        return redirect("vacancy", found.pk)
    carved, (row,) = carved_of(found), vacancy_rows([found], on=request.today)
    kinds = dict(PlaceRequirement.Kind.choices)
    context = {
        "vacancy": found, "row": row, "carved": carved, "shares": taken_by(found, on=request.today),
        "needs": [(kinds[need.kind], need.value, need.task) for need in carved.needs],
        "fell_away": [(kinds[need.kind], need.value, need.task) for need in carved.fell_away],
        "form": form if row.left > 0 else None, "may_match": may_look_for_people(request.actor),
    }  # fmt: skip
    return render(request, "demand/vacancy.html", context)
