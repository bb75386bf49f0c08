"""Vacancies: the work described first, and which employers take how many people."""

from __future__ import annotations

from functools import partial
from typing import Any

from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from doorstroom.accounts.models import Organisation, OrganisationKind
from doorstroom.accounts.pages import staff_page
from doorstroom.demand.access import may_look_for_people, may_record_places
from doorstroom.demand.domain.following import Difference
from doorstroom.demand.forms import ShareForm, VacancyChangeForm, VacancyForm
from doorstroom.demand.models import PlaceRequirement, Vacancy
from doorstroom.demand.selectors import carved_of, places_on_offer, taken_by, vacancies, vacancy_rows
from doorstroom.demand.services import (
    behind,
    change_vacancy,
    describe_vacancy,
    follow_vacancy,
    take_share,
    withdraw_vacancy,
)
from doorstroom.demand.views.staff import PAGE_SIZE, RECORDERS
from doorstroom.demand.wording import FOLLOWED, spoken
from doorstroom.ui.writing import acted, saved


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
    return render(request, "demand/vacancy.html", _shown(request, found, form))


@staff_page(*RECORDERS)
@require_http_methods(["GET", "POST"])
def vacancy_change(request: HttpRequest, pk: int) -> HttpResponse:
    found = get_object_or_404(vacancies(), pk=pk)
    form = VacancyChangeForm(request.POST or None, vacancy=found)
    act = partial(change_vacancy, vacancy=found, on=request.today)
    if saved(request, form, act, _("Saved. What was taken for it stays as it is until you let it follow.")):
        return redirect("vacancy", found.pk)
    context = {"form": form, "employer": found.asked_by, "title": _("Describe the work anew")}
    return render(request, "demand/contact_form.html", context)


@staff_page(*RECORDERS)
@require_POST
def vacancy_withdraw(request: HttpRequest, pk: int) -> HttpResponse:
    found = get_object_or_404(vacancies(), pk=pk)
    act = partial(withdraw_vacancy, actor=request.actor, vacancy=found, on=request.today)
    acted(request, act, _("Withdrawn. Nobody can be taken for it any more; places that sites offer stay."))
    return redirect("vacancy", found.pk)


@staff_page(*RECORDERS)
@require_POST
def place_follow(request: HttpRequest, pk: int) -> HttpResponse:
    """Let a place that was taken for a vacancy read as that does, in the fields that are ticked, or leave it so."""
    share = get_object_or_404(places_on_offer(on=request.today), pk=pk, vacancy__isnull=False)
    fields = set() if "stays" in request.POST else FOLLOWED.keys() & set(request.POST.getlist("field"))
    act = partial(follow_vacancy, actor=request.actor, place=share, fields=fields)
    told = _("%(site)s reads as the vacancy now.") if fields else _("What %(site)s offers stays as it is.")
    acted(request, act, told % {"site": share.site.organisation})
    return redirect("vacancy", share.vacancy_id)


def _shown(request: HttpRequest, found: Vacancy, form: ShareForm | None) -> dict[str, Any]:
    carved, (row,) = carved_of(found), vacancy_rows([found], on=request.today)
    shares, kind = taken_by(found, on=request.today), PlaceRequirement.Kind
    otherwise = behind(found, carved, shares)
    return {
        "vacancy": found, "row": row, "carved": carved, "may_record": form is not None,
        "shares": [(share, [_told(each) for each in otherwise[share.pk]]) for share in shares],
        "needs": [(kind(need.kind).asked(need.value), need.task) for need in carved.needs],
        "fell_away": [(kind(need.kind).asked(need.value), need.task) for need in carved.fell_away],
        "form": form if row.left > 0 and not found.withdrawn_on else None,
        "may_match": may_look_for_people(request.actor),
        "seats": sum(backing.seats for share in shares for backing in share.backings.all()),
    }  # fmt: skip


def _told(difference: Difference) -> dict[str, object]:
    """A difference in words; its field as the form names it."""
    field = difference.field
    return {
        "field": field, "name": FOLLOWED[field], "vacancy": spoken(field, difference.vacancy),
        "place": spoken(field, difference.place),
    }  # fmt: skip
