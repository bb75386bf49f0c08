"""Restricted files: set and opened again by who coordinates one, or by the privacy officer, who reads no names."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from doorstroom.accounts.pages import staff_page
from doorstroom.audit.services import Logged, log
from doorstroom.kernel.errors import DomainError
from doorstroom.oversight.access import GUIDES, REVIEWERS, coordinates, visible_restrictions
from doorstroom.oversight.forms import ReopenForm, RestrictForm, RestrictKnownForm
from doorstroom.oversight.selectors.restrictions import admitted_members, guides_of, members_around, restrictions
from doorstroom.oversight.services import lift_restriction, restrict_known_file, restrict_own_file
from doorstroom.oversight.views.keeping import filled
from doorstroom.oversight.wording import refusal
from doorstroom.participants.access import purpose_of, restrictions_in_force, visible_people


@staff_page(*GUIDES)
@require_http_methods(["GET", "POST"])
def file_restrict(request: HttpRequest, person: UUID) -> HttpResponse:
    """Who opens this file: as relations say, or restricted; changed by who coordinates it."""
    actor = request.actor
    found = get_object_or_404(visible_people(actor), pk=person)
    now = visible_restrictions(actor).filter(pk__in=restrictions_in_force(actor.on), person=found.pk).first()
    form: Any = None
    if coordinates(actor, found.pk):
        form = (
            ReopenForm(request.POST or None)
            if now
            else RestrictForm(request.POST or None, members=members_around(actor, found.pk))
        )
    if request.method == "POST" and form and form.is_valid():
        try:
            if now:
                lift_restriction(actor=actor, restriction_id=now.pk, **form.cleaned_data)
            else:
                restrict_own_file(actor=actor, person_id=found.pk, **form.chosen())
        except DomainError as error:
            form.add_error(None, refusal(error))
        else:
            messages.success(request, _("Open as before.") if now else _("Restricted. It holds from now on."))
            return redirect("file_restrict", found.pk)
    log(actor, Logged("read", "restriction", person_id=found.pk, fields=["core"], purpose=purpose_of(actor, found.pk)))
    context = {"person": found, "now": now, "form": form, "admitted": admitted_members(now) if now else []}
    return render(request, "oversight/file_restrict.html", context)


@staff_page(*REVIEWERS)
@require_GET
def restricted_files(request: HttpRequest) -> HttpResponse:
    return render(request, "oversight/restricted_files.html", {"rows": restrictions(request.actor)})


@staff_page(*REVIEWERS)
@require_http_methods(["GET", "POST"])
def restriction_new(request: HttpRequest) -> HttpResponse:
    form = RestrictKnownForm(request.POST or None, members=guides_of(request.actor))

    def act() -> Any:
        return restrict_known_file(actor=request.actor, known=form.known(), **form.chosen())

    return filled(request, form, _("Restrict a file"), act, to="restricted_files")


@staff_page(*REVIEWERS)
@require_http_methods(["GET", "POST"])
def restriction_lift(request: HttpRequest, restriction: int) -> HttpResponse:
    found = visible_restrictions(request.actor).filter(pk=restriction).first()
    if found is None:
        raise Http404
    form = ReopenForm(request.POST or None)

    def act() -> Any:
        return lift_restriction(actor=request.actor, restriction_id=found.pk, **form.cleaned_data)

    return filled(request, form, _("Open a restricted file again"), act, to="restricted_files")
