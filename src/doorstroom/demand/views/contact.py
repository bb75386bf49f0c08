"""The contact of all partners with one employer: a talk, the plan, the account manager."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Any

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from doorstroom.accounts.models import Organisation, OrganisationKind, Role
from doorstroom.accounts.pages import staff_page
from doorstroom.demand.forms import ManagerForm, PlanForm, TalkForm
from doorstroom.demand.models import EmployerPlan
from doorstroom.demand.selectors import account_managers
from doorstroom.demand.services import name_account_manager, note_talk, write_plan
from doorstroom.ui.writing import saved

TALKERS = (Role.CASEWORKER, Role.JOB_COACH, Role.ACCOUNT_MANAGER, Role.SCHOOL_COORDINATOR, Role.PROGRAMME_MANAGER)
PLANNERS = (Role.ACCOUNT_MANAGER, Role.PROGRAMME_MANAGER, Role.JOB_COACH)


@staff_page(*TALKERS)
@require_http_methods(["GET", "POST"])
def employer_talk(request: HttpRequest, pk: int) -> HttpResponse:
    employer = _employer(pk)
    form = TalkForm(request.POST or None, initial={"on": request.today})
    return _written(request, employer, form, note_talk, _("Note a contact"))


@staff_page(*PLANNERS)
@require_http_methods(["GET", "POST"])
def employer_plan(request: HttpRequest, pk: int) -> HttpResponse:
    employer = _employer(pk)
    standing = EmployerPlan.objects.filter(employer=employer).first()
    form = PlanForm(request.POST or None, initial={"text": standing.text if standing else ""})
    return _written(request, employer, form, partial(write_plan, on=request.today), _("The plan with this employer"))


@staff_page(*PLANNERS)
@require_http_methods(["GET", "POST"])
def employer_manager(request: HttpRequest, pk: int) -> HttpResponse:
    employer = _employer(pk)
    form = ManagerForm(request.POST or None, managers=account_managers(on=request.today))
    return _written(
        request, employer, form, partial(name_account_manager, on=request.today), _("One contact for all partners")
    )


def _employer(pk: int) -> Organisation:
    return get_object_or_404(Organisation, pk=pk, kind=OrganisationKind.EMPLOYER)


def _written(
    request: HttpRequest, employer: Organisation, form: forms.Form, write: Callable[..., Any], title: str
) -> HttpResponse:  # fmt: skip
    """To the employer's page when it was written; else the form again, with the text kept and the reason."""
    if saved(request, form, partial(write, employer=employer), _("Written down.")):
        return redirect("employer_detail", pk=employer.pk)
    return render(request, "demand/contact_form.html", {"employer": employer, "form": form, "title": title})
