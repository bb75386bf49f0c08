"""Closing a programme: who goes on with whom, the yes of who receives, and the end itself."""

from __future__ import annotations

from functools import partial

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from doorstroom.accounts.access import has_role
from doorstroom.accounts.models import Role
from doorstroom.accounts.pages import staff_page
from doorstroom.cooperation.access import CLOSING_ROLES, closing_programmes
from doorstroom.cooperation.forms import ClosingForm, NextOwnerForm, PartForm, ProjectForm
from doorstroom.cooperation.models import ClosingPlan
from doorstroom.cooperation.selectors.closing import hierarchy, loose, transfer_report, without_next_owner
from doorstroom.cooperation.services import (
    close_programme,
    confirm_transfer,
    make_part_of,
    make_project,
    name_next_owner,
    plan_closing,
)
from doorstroom.kernel.errors import DomainError
from doorstroom.programmes.models import Programme
from doorstroom.trajectories.access import may_record
from doorstroom.ui.wording import sentence
from doorstroom.ui.writing import page_of, saved


def _programme(request: HttpRequest, programme: int) -> Programme:
    return get_object_or_404(closing_programmes(request.actor), pk=programme)


def _plan(programme: Programme) -> ClosingPlan | None:
    return getattr(programme, "closing_plan", None)


@staff_page(*CLOSING_ROLES)
@require_GET
def closing(request: HttpRequest, programme: int) -> HttpResponse:
    return _page(request, _programme(request, programme))


def _page(
    request: HttpRequest, programme: Programme, form: NextOwnerForm | None = None, refusal: str = ""
) -> HttpResponse:
    plan = _plan(programme)
    report = transfer_report(programme)
    page = page_of(request, without_next_owner(request.actor, programme))
    names = plan is not None and not plan.closed_on and may_record(request.actor)
    context = {
        "programme": programme,
        "plan": plan,
        "report": report,
        "page": page,
        "form": form or (NextOwnerForm() if names and page.object_list else None),
        "leads": programme.led_here and has_role(request.actor, Role.PROGRAMME_MANAGER),
        "coming": report.coming_to(request.actor.organisation_id),
        "refusal": refusal,
    }
    return render(request, "cooperation/closing.html", context, status=409 if refusal else 200)


@staff_page(Role.PROGRAMME_MANAGER)
@require_http_methods(["GET", "POST"])
def closing_set(request: HttpRequest, programme: int) -> HttpResponse:
    found = _programme(request, programme)
    plan = _plan(found)
    initial = {
        "ends_on": plan.ends_on, "successor": plan.successor_id, "network_keeper": plan.network_keeper_id
    } if plan else {}  # fmt: skip
    form = ClosingForm(request.POST or None, initial=initial)
    told = _("The plan is there. Now everybody under way gets a next owner.")
    if saved(request, form, partial(plan_closing, programme=found, on=request.today), told):
        return redirect("closing", programme)
    return render(request, "cooperation/form.html", {"form": form, "title": _("Close a programme"), "lead": found})


@staff_page(*CLOSING_ROLES)
@require_POST
def closing_owner(request: HttpRequest, programme: int) -> HttpResponse:
    """Say who goes on with the people who were ticked; all that one sees when “everybody” is."""
    found = _programme(request, programme)
    plan = _plan(found)
    if plan is None:
        raise Http404
    form = NextOwnerForm(request.POST)
    ticked = [int(each) for each in request.POST.getlist("trajectory") if each.isdecimal()]
    if "everybody" in request.POST:
        ticked = list(without_next_owner(request.actor, found).order_by().values_list("pk", flat=True))
    if not form.is_valid():
        return _page(request, found, form)
    try:
        named = name_next_owner(
            actor=request.actor, plan=plan, trajectories=ticked, on=request.today, **form.cleaned_data
        )
    except DomainError as error:
        return _page(request, found, form, sentence(error))
    told = ngettext("%(n)s person has a next owner now.", "%(n)s people have a next owner now.", named)
    messages.success(request, told % {"n": named})
    return redirect("closing", programme)


@staff_page(*CLOSING_ROLES)
@require_POST
def closing_confirm(request: HttpRequest, programme: int) -> HttpResponse:
    plan = _plan(_programme(request, programme))
    if plan is None:
        raise Http404
    coming = confirm_transfer(actor=request.actor, plan=plan, on=request.today)
    told = ngettext(
        "Your organisation goes on with %(n)s person.", "Your organisation goes on with %(n)s people.", coming
    )
    messages.success(request, told % {"n": coming})
    return redirect("closing", programme)


@staff_page(Role.PROGRAMME_MANAGER)
@require_POST
def closing_close(request: HttpRequest, programme: int) -> HttpResponse:
    found = _programme(request, programme)
    plan = _plan(found)
    if plan is None:
        raise Http404
    try:
        close_programme(actor=request.actor, plan=plan, on=request.today)
    except DomainError as error:
        return _page(request, found, refusal=sentence(error))
    messages.success(request, _("The programme is closed. Its approach, lessons and contacts stay."))
    return redirect("closing", programme)


@staff_page(Role.PROGRAMME_MANAGER, Role.BOARD_MEMBER)
@require_GET
def programme_list(request: HttpRequest) -> HttpResponse:
    """Programmes with their projects and what they add up to; without names."""
    return render(request, "cooperation/programme_list.html", {"hierarchy": hierarchy()})


@staff_page(Role.PROGRAMME_MANAGER)
@require_http_methods(["GET", "POST"])
def project_new(request: HttpRequest, programme: int) -> HttpResponse:
    """Choose loose trajectories and give them a name together."""
    found = _programme(request, programme)
    form = ProjectForm(request.POST or None)
    ticked = [int(each) for each in request.POST.getlist("trajectory") if each.isdecimal()]
    told = _("The project is there, with everything that was recorded already.")
    made = saved(request, form, partial(make_project, source=found, trajectories=ticked), told)
    if made:
        return redirect("programme_part", made.pk)
    context = {
        "programme": found,
        "form": form,
        "page": page_of(request, loose(request.actor, found)),
        "ticked": ticked,
    }
    return render(request, "cooperation/project_new.html", context)


@staff_page(Role.PROGRAMME_MANAGER)
@require_http_methods(["GET", "POST"])
def programme_part(request: HttpRequest, programme: int) -> HttpResponse:
    found = _programme(request, programme)
    form = PartForm(request.POST or None, part=found, initial={"whole": found.part_of_id})
    if saved(request, form, partial(make_part_of, part=found), _("Written down. The totals stay what they were.")):
        return redirect("programme_list")
    return render(
        request, "cooperation/form.html", {"form": form, "title": found, "lead": _("Part of which programme?")}
    )
