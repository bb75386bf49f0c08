"""Keeping and letting go: what goes when, what is held longer and why, what went. The officer reads no names."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django import forms
from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from doorstroom.accounts.pages import staff_page
from doorstroom.audit.services import Logged, log_many
from doorstroom.kernel.errors import DomainError
from doorstroom.oversight.access import GUIDES, REVIEWERS, may_lift, own_programmes, visible_holds
from doorstroom.oversight.forms import FileHoldForm, LiftForm, ProgrammeHoldForm
from doorstroom.oversight.selectors.keeping import announced, going, holds, nights, own_notices
from doorstroom.oversight.services import hold_file, hold_programme, lift_hold
from doorstroom.oversight.wording import refusal

NAMES_A_PAGE = 100


@staff_page(*REVIEWERS)
@require_GET
def keeping(request: HttpRequest) -> HttpResponse:
    actor = request.actor
    found = [(hold, may_lift(actor, hold) and not hold.lifted_on) for hold in holds(actor)]
    context = {"announced": announced(actor), "holds": found, "nights": nights()}
    return render(request, "oversight/keeping.html", context)


@staff_page(*GUIDES)
@require_GET
def letting_go(request: HttpRequest) -> HttpResponse:
    """Whose file goes soon, for who guided last."""
    page = Paginator(own_notices(request.actor), NAMES_A_PAGE).get_page(request.GET.get("pagina"))
    found = going(request.actor, list(page))
    shown = [person.pk for day in found for person in day.people]
    log_many(request.actor, (Logged("read", "erasure_notice", person_id=person, fields=["core"]) for person in shown))
    return render(request, "oversight/letting_go.html", {"days": found, "page": page})


@staff_page(*REVIEWERS)
@require_http_methods(["GET", "POST"])
def hold_programme_page(request: HttpRequest) -> HttpResponse:
    form = ProgrammeHoldForm(request.POST or None, programmes=own_programmes(request.actor))
    title = _("Hold evidence of a programme")
    return filled(request, form, title, lambda: hold_programme(actor=request.actor, **form.cleaned_data))


@staff_page(*REVIEWERS)
@require_http_methods(["GET", "POST"])
def hold_file_page(request: HttpRequest) -> HttpResponse:
    form = FileHoldForm(request.POST or None)

    def act() -> Any:
        values = form.cleaned_data
        return hold_file(
            actor=request.actor, known=form.known(), reference=values["reference"], last_day=values["last_day"]
        )

    return filled(request, form, _("Hold one file"), act)


@staff_page(*REVIEWERS)
@require_http_methods(["GET", "POST"])
def hold_lift(request: HttpRequest, hold: int) -> HttpResponse:
    found = visible_holds(request.actor).filter(pk=hold).first()
    if found is None:
        raise Http404
    form = LiftForm(request.POST or None)
    title = _("Lift the hold of %(reference)s") % {"reference": found.reference}
    return filled(request, form, title, lambda: lift_hold(actor=request.actor, hold_id=found.pk, **form.cleaned_data))


def filled(
    request: HttpRequest, form: forms.Form, title: str, act: Callable[[], Any], *, to: str = "keeping"
) -> HttpResponse:
    """A form with one act behind it: done and back to the list `to`, or the form again with what was refused."""
    if request.method == "POST" and form.is_valid():
        try:
            act()
        except DomainError as error:
            form.add_error(None, refusal(error))
        else:
            messages.success(request, _("Written down."))
            return redirect(to)
    return render(request, "oversight/hold.html", {"form": form, "title": title, "to": to})
