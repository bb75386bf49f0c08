"""The contact of all partners with one employer: a talk, the plan, the account manager."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django import forms
from django.contrib import messages
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
from doorstroom.kernel.errors import DomainError
from doorstroom.ui.wording import sentence

TALKERS = (Role.CASEWORKER, Role.JOB_COACH, Role.ACCOUNT_MANAGER, Role.SCHOOL_COORDINATOR, Role.PROGRAMME_MANAGER)
PLANNERS = (Role.ACCOUNT_MANAGER, Role.PROGRAMME_MANAGER, Role.JOB_COACH)


@staff_page(*TALKERS)
@require_http_methods(["GET", "POST"])
def employer_talk(request: HttpRequest, pk: int) -> HttpResponse:
    employer = _employer(pk)
    form = TalkForm(request.POST or None, initial={"on": request.today})
    write = lambda: note_talk(actor=request.actor, employer=employer, **form.cleaned_data)  # noqa: E731
    return _written(request, employer, form, write, _("Note a contact"))


@staff_page(*PLANNERS)
@require_http_methods(["GET", "POST"])
def employer_plan(request: HttpRequest, pk: int) -> HttpResponse:
    employer = _employer(pk)
    standing = EmployerPlan.objects.filter(employer=employer).first()
    form = PlanForm(request.POST or None, initial={"text": standing.text if standing else ""})
    write = lambda: write_plan(actor=request.actor, employer=employer, on=request.today, **form.cleaned_data)  # noqa: E731
    return _written(request, employer, form, write, _("The plan with this employer"))


@staff_page(*PLANNERS)
@require_http_methods(["GET", "POST"])
def employer_manager(request: HttpRequest, pk: int) -> HttpResponse:
    employer = _employer(pk)
    form = ManagerForm(request.POST or None, managers=account_managers(on=request.today))
    about: dict[str, Any] = {"actor": request.actor, "employer": employer, "on": request.today}
    write = lambda: name_account_manager(**about, **form.cleaned_data)  # noqa: E731
    return _written(request, employer, form, write, _("One contact for all partners"))


def _employer(pk: int) -> Organisation:
    return get_object_or_404(Organisation, pk=pk, kind=OrganisationKind.EMPLOYER)


def _written(
    request: HttpRequest, employer: Organisation, form: forms.Form, write: Callable[[], Any], title: str
) -> HttpResponse:  # fmt: skip
    """To the employer's page when it was written; else the form again, with the text kept and the reason."""
    if request.method == "POST" and form.is_valid():
        try:
            write()
        except DomainError as error:
            form.add_error(None, sentence(error))
        else:
            messages.success(request, _("Written down."))
            return redirect("employer_detail", pk=employer.pk)
    return render(request, "demand/contact_form.html", {"employer": employer, "form": form, "title": title})
