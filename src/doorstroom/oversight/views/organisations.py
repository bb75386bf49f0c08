"""Organisations that get another name, or become part of another: who administers them sees first what goes over."""

from __future__ import annotations

from functools import partial

from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from doorstroom.accounts.access import system_actor
from doorstroom.accounts.models import Organisation, Role
from doorstroom.accounts.pages import staff_page
from doorstroom.accounts.selectors import hanging_on
from doorstroom.agreements.access import administered
from doorstroom.database.scope import scope
from doorstroom.oversight.forms import RenameForm
from doorstroom.oversight.services import merge_administered, rename_administered
from doorstroom.oversight.wording import HANGING
from doorstroom.ui.writing import acted, page_of, saved


@staff_page(Role.FUNCTIONAL_ADMINISTRATOR)
@require_GET
def organisations(request: HttpRequest) -> HttpResponse:
    return render(request, "oversight/organisations.html", _found(request, administered(request.actor)))


@staff_page(Role.FUNCTIONAL_ADMINISTRATOR)
@require_http_methods(["GET", "POST"])
def organisation_rename(request: HttpRequest, organisation: int) -> HttpResponse:
    found = get_object_or_404(administered(request.actor), pk=organisation)
    form = RenameForm(request.POST or None, initial={"name": found.name})
    act = partial(rename_administered, organisation=found, on=request.today)
    if saved(request, form, act, _("The new name stands everywhere; the one before stays findable.")):
        return redirect("organisations")
    return render(request, "oversight/organisation_rename.html", {"form": form, "organisation": found})


@staff_page(Role.FUNCTIONAL_ADMINISTRATOR, data_leave=True)
@require_http_methods(["GET", "POST"])
def organisation_merge(request: HttpRequest, organisation: int) -> HttpResponse:
    """First with which one, then what goes over and what stays, then the act itself: nothing takes it back."""
    former = get_object_or_404(administered(request.actor), pk=organisation)
    others = administered(request.actor).filter(kind=former.kind).exclude(pk=former.pk)
    chosen = request.POST.get("into") or request.GET.get("into")
    if not chosen:
        return render(request, "oversight/organisation_merge.html", {"former": former, **_found(request, others)})
    into = get_object_or_404(others, pk=int(chosen) if chosen.isdecimal() else 0)
    act = partial(merge_administered, actor=request.actor, former=former, into=into, on=request.today)
    told = _("“%(former)s” is part of “%(into)s” now.") % {"former": former.name, "into": into.name}
    if request.method == "POST" and acted(request, act, told) is not None:
        return redirect("organisations")
    with scope(system_actor(at=request.now, purpose="organisation"), nested=True):
        hanging = [(HANGING[each.app], each) for each in hanging_on(former)]
    return render(request, "oversight/organisation_merge.html", {"former": former, "into": into, "hanging": hanging})


def _found(request: HttpRequest, among: QuerySet[Organisation]) -> dict[str, object]:
    search = request.GET.get("q", "").strip()
    return {"page": page_of(request, among.filter(name__icontains=search)), "search": search}
