"""Who works here, who comes, is away and leaves: by the functional administrator, and being away by oneself."""

from __future__ import annotations

from functools import partial

from django.db.models import F
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from doorstroom.accounts.access import administered_members, system_actor
from doorstroom.accounts.adapter import invite
from doorstroom.accounts.models import Membership, Role
from doorstroom.accounts.pages import EVERYONE, staff_page
from doorstroom.accounts.services import add_colleague, record_absence, record_leaving
from doorstroom.database.scope import scope
from doorstroom.oversight.forms import AbsenceForm, ColleagueForm, LeavingForm
from doorstroom.oversight.selectors.colleagues import in_hands_of
from doorstroom.ui.writing import page_of, saved


@staff_page(Role.FUNCTIONAL_ADMINISTRATOR)
@require_GET
def colleagues(request: HttpRequest) -> HttpResponse:
    """First who stays, then who leaves or left, the latest first."""
    search = request.GET.get("q", "").strip()
    found = administered_members(request.actor).filter(user__name__icontains=search).select_related("user")
    page = page_of(request, found.order_by(F("valid_until").desc(nulls_first=True), "user__name", "pk"))
    return render(request, "oversight/colleagues.html", {"page": page, "search": search})


@staff_page(Role.FUNCTIONAL_ADMINISTRATOR, data_leave=True)
@require_http_methods(["GET", "POST"])
def colleague_new(request: HttpRequest) -> HttpResponse:
    form = ColleagueForm(request.POST or None, initial={"valid_from": request.today})
    if made := saved(request, form, add_colleague, _("The role is given. Who is new here gets a mail to sign in.")):
        if not (made.user.has_usable_password() or made.user.last_login):
            invite(request, made.user)
        return redirect("colleagues")
    return render(request, "oversight/colleague_new.html", {"form": form})


@staff_page(*EVERYONE, Role.HELPDESK)
@require_http_methods(["GET", "POST"])
def absence(request: HttpRequest) -> HttpResponse:
    return _absence(request, request.membership, "roles")


@staff_page(Role.FUNCTIONAL_ADMINISTRATOR)
@require_http_methods(["GET", "POST"])
def colleague_absence(request: HttpRequest, colleague: int) -> HttpResponse:
    return _absence(request, _member(request, colleague), "colleagues")


def _absence(request: HttpRequest, member: Membership, back: str) -> HttpResponse:
    over = member.absent_until is not None and member.absent_until <= request.today
    known = {} if over else {"absent_from": member.absent_from, "absent_until": member.absent_until}
    form = AbsenceForm(request.POST or None, initial=known)
    if saved(request, form, partial(record_absence, member=member), _("It is written down.")):
        return redirect(back)
    return render(request, "oversight/absence.html", {"form": form, "member": member, "back": back})


@staff_page(Role.FUNCTIONAL_ADMINISTRATOR, data_leave=True)
@require_http_methods(["GET", "POST"])
def colleague_leaving(request: HttpRequest, colleague: int) -> HttpResponse:
    """First what is still in her hands, then the last day."""
    member = _member(request, colleague)
    form = LeavingForm(request.POST or None, initial={"last_day": member.last_day})
    if saved(request, form, partial(record_leaving, member=member), _("The last day is written down.")):
        return redirect("colleagues")
    with scope(system_actor(at=request.now, purpose="colleagues"), nested=True):
        held, to_ask = in_hands_of(member)
    shown = {"form": form, "member": member, "held": held, "to_ask": to_ask}
    return render(request, "oversight/colleague_leaving.html", shown)


def _member(request: HttpRequest, colleague: int) -> Membership:
    return get_object_or_404(administered_members(request.actor).select_related("user", "organisation"), pk=colleague)
